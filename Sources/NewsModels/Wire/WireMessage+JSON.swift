import FoundationEssentials

extension WireMessage {
  /// A message whose header is `value` as JSON.
  public init(_ kind: WireKind, _ value: some Encodable, payloads: [[UInt8]] = []) {
    self.init(kind: kind, header: WireJSON.encode(value), payloads: payloads)
  }

  /// The header as a value.
  public func decode<Value: Decodable>(_ type: Value.Type) throws(WireError) -> Value {
    try WireJSON.decode(type, from: header, of: kind)
  }
}

/// JSON as the wire writes it: keys sorted, slashes not escaped, so that equal values give equal bytes.
public enum WireJSON {
  /// - Precondition: `value` holds no number that JSON cannot write (not a number, infinite).
  public static func encode(_ value: some Encodable) -> [UInt8] {
    if let value = value as? any PlainJSON { return value.plainBytes }
    return encodeGenerally(value)
  }

  /// The slow twin of ``PlainJSON``.
  static func encodeGenerally(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value))
    } catch {
      preconditionFailure("a wire header cannot be encoded: \(error)")
    }
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], of kind: WireKind
  ) throws(WireError) -> Value {
    if let plain = type as? any PlainJSON.Type, let value = plain.init(plainBytes: bytes) as? Value { return value }
    return try decodeGenerally(type, from: bytes, of: kind)
  }

  /// The slow twin of ``PlainJSON``.
  static func decodeGenerally<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], of kind: WireKind
  ) throws(WireError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw .badHeader(kind, reason: reason(of: error))
    } catch {
      throw .badHeader(kind, reason: Self.noJSON)
    }
  }

  /// Foundation does not tell these from each other.
  private static let noJSON = "it is no JSON, or a number in it is too large, or no whole one where one is expected"

  /// What a person needs to mend a header, without any value that came.
  private static func reason(of error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "at the top" : "at '\(path.map(\.stringValue).joined(separator: ".").printable)'"
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "expected the key '\(key.stringValue)' \(place(context.codingPath))"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "expected \(words(for: type)) \(place(context.codingPath))"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? noJSON : "\(context.debugDescription) \(place(context.codingPath))"
    @unknown default:
      return "it cannot be decoded"
    }
  }

  /// A type in the words of JSON.
  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is [String: Any].Type: "an object"
    case is [Any].Type: "an array"
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is any BinaryInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    default: "a \(type)"
    }
  }
}
