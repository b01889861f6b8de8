#if Dashboard
import NewsModels

/// The parameters of an address, each once, decoded.
public struct QueryItems: Sendable {
  private var values: [String: String] = [:]
  let isForm: Bool

  /// - Parameters:
  ///   - text: behind the `?`, percent-encoded as a form encodes it.
  ///   - known: the names that may stand there.
  ///   - isForm: whether an empty value is the empty field of a form, which says nothing.
  public init(_ text: String, known: [String], isForm: Bool = true) throws(AddressError) {
    self.isForm = isForm
    for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.decoded(parts[0])
      guard known.contains(name) else { throw .unknownParameter(name, expected: known) }
      guard values[name] == nil else { throw .repeated(name) }
      values[name] = parts.count > 1 ? Self.decoded(parts[1]) : ""
    }
  }

  /// The value of a parameter; nil where it is missing.
  public subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty && isForm ? nil : $0 } }

  /// Whether a form sent a field that nothing was chosen or written in.
  func isLeftEmpty(_ name: String) -> Bool { isForm && values[name] == "" }

  func value<Value>(
    _ name: String, expected: @autoclosure () -> String, _ make: (String) -> Value?
  ) throws(AddressError) -> Value? {
    guard let text = self[name] else { return nil }
    guard let value = make(text) else { throw .badValue(name, expected: expected(), got: text) }
    return value
  }

  /// Bytes that are no UTF-8 become replacement characters: they match nothing and break nothing.
  static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        if let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
          bytes.append(code)
          rest = rest.dropFirst(2)
        } else {
          bytes.append(byte)
        }
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A name or value as it stands in an address.
  public static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return encoded
  }
}

#endif
