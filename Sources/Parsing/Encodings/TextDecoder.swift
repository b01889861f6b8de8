/// The text of a document, with the encoding that made it.
struct DecodedText: Hashable, Sendable {
  /// Clean: see `CleanText`.
  var utf8: [UInt8]
  var encoding: TextEncoding
  /// Places that did not fit the encoding and became U+FFFD: few, or the document would have been refused.
  var repairs: Int
}

/// Finds the encoding of a document and decodes it: declared, or detected and confirmed, or refused with the reason.
///
/// The order of belief: a byte order mark; being valid UTF-8 (which happens to no other encoding by chance); the declared
/// encodings in the order given, if the bytes fit and the outcome is believable text; what `EncodingDetector` confirms.
enum TextDecoder {
  /// `labels` are the encodings that a header, an XML declaration or a meta element names, most trusted first.
  ///
  /// Linear in the size. Throws `ParsingError.undecodable`, also for binary data.
  static func decode(_ bytes: [UInt8], declared labels: @autoclosure () -> [String] = []) throws(ParsingError)
    -> DecodedText
  {
    let bytes = DoubleEncoding.undone(bytes) ?? bytes
    if bytes.withUnsafeBufferPointer({ PlainUTF8.isPlain($0) }) {
      return DecodedText(utf8: bytes, encoding: .utf8, repairs: 0)
    }
    if let marked = try decodeMarked(bytes) { return marked }
    if UTF8Screen.isValid(bytes[...]), !hasManyControls(bytes), !isISO2022(bytes, labels) {
      return DecodedText(utf8: CleanText.clean(bytes), encoding: .utf8, repairs: 0)
    }
    if let wide = EncodingDetector.wideEncoding(of: bytes) {
      return try decodeOrRefuse(bytes[...], by: wide)
    }
    if hasManyControls(bytes) {
      throw .undecodable(
        reason: "expected text, got binary data (NUL or control bytes); push the page's text or HTML instead")
    }
    if let patched = decodeDamagedUTF8(bytes) { return patched }
    return try decodeLegacy(bytes, labels())
  }

  private static func decodeMarked(_ bytes: [UInt8]) throws(ParsingError) -> DecodedText? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return try decodeOrRefuse(bytes[3...], by: .utf8)
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return try decodeOrRefuse(bytes[2...], by: .utf16LittleEndian) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try decodeOrRefuse(bytes[2...], by: .utf16BigEndian) }
    return nil
  }

  /// Few faults in much text that is otherwise UTF-8: a page cut short or glued together.
  private static func decodeDamagedUTF8(_ bytes: [UInt8]) -> DecodedText? {
    let faults = UTF8Screen.faults(in: bytes[...])
    let sequences = UTF8Screen.multibyteSequences(in: bytes[...])
    guard sequences >= 8, faults * 20 <= sequences, let decoded = TextEncoding.utf8.decode(bytes[...]) else {
      return nil
    }
    return DecodedText(utf8: CleanText.clean(decoded.utf8), encoding: .utf8, repairs: decoded.repairs)
  }

  private static func decodeLegacy(_ bytes: [UInt8], _ labels: [String]) throws(ParsingError) -> DecodedText {
    let high = bytes.reduce(0) { $1 >= 0x80 ? $0 + 1 : $0 }
    var refusals: [String] = []
    for label in labels {
      guard let encoding = TextEncoding(label: label) else {
        refusals.append("“\(label.prefix(30))” is not known")
        continue
      }
      // Vietnamese fonts of old pose as Latin: believe the declaration only after the detector had its say.
      if encoding == .windows1252, let vietnamese = EncodingDetector.vietnamese(of: bytes) {
        return try decodeOrRefuse(bytes[...], by: vietnamese)
      }
      guard encoding != .utf8, let decoded = encoding.decode(bytes[...], repairLimit: 2 + high / 100),
        EncodingDetector.isBelievable(decoded.utf8)
      else {
        refusals.append("the bytes are not \(encoding.name), which is declared")
        continue
      }
      return DecodedText(utf8: CleanText.clean(decoded.utf8), encoding: encoding, repairs: decoded.repairs)
    }
    if let detected = EncodingDetector.detect(bytes) { return try decodeOrRefuse(bytes[...], by: detected) }
    let declared = refusals.isEmpty ? "none is declared" : refusals.joined(separator: "; ")
    throw .undecodable(
      reason:
        "expected UTF-8 or an encoding that can be told, but \(declared) and none makes believable text; convert it to UTF-8"
    )
  }

  private static func decodeOrRefuse(
    _ bytes: ArraySlice<UInt8>, by encoding: TextEncoding
  ) throws(ParsingError) -> DecodedText {
    guard let decoded = encoding.decode(bytes, repairLimit: 2 + bytes.count / 100) else {
      throw .undecodable(
        reason: "the bytes do not fit \(encoding.name), which they seem to be; convert the file to UTF-8")
    }
    if hasManyControls(decoded.utf8) {
      throw .undecodable(
        reason: "expected text in \(encoding.name), got binary data; push the page's text or HTML instead")
    }
    return DecodedText(utf8: CleanText.clean(decoded.utf8), encoding: encoding, repairs: decoded.repairs)
  }

  /// More NULs and other controls than a careless program leaves in a text: above 1 in 200 bytes, a few being free.
  static func hasManyControls(_ bytes: [UInt8]) -> Bool {
    var controls = 0
    for byte in bytes where byte < 0x20 && !(byte >= 0x09 && byte <= 0x0D) && byte != 0x1B && byte != 0x1A {
      controls += 1
    }
    return controls > 4 + bytes.count / 200
  }

  /// ISO-2022-JP is plain ASCII bytes with escapes: declared where there are any, or told by them.
  private static func isISO2022(_ bytes: [UInt8], _ labels: () -> [String]) -> Bool {
    bytes.contains(0x1B)
      && (EncodingDetector.isISO2022JP(bytes) || labels().contains { TextEncoding(label: $0) == .iso2022JP })
  }
}
