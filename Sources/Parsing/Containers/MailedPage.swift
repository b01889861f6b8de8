import Foundation

/// A page in the wrapping of a mail, its pictures behind it: what browsers save as MHTML (`.mhtml`, `.mht`).
struct MailedPage: Sendable {
  let content: [UInt8]
  let address: String?
  /// The encoding that the page's own header names.
  let charset: String?

  /// Multiparts within each other; browsers write one.
  private static let deepest = 4

  /// nil for bytes that are no mail. Linear in the size.
  ///
  /// A page that is cut short is refused: half of it would be an article beside the whole one. That one without parts around it is cut
  /// short shows in base64 only.
  /// - Throws: `ParsingError.undecodable` for a mail that holds no saved page, or not the whole of it.
  init?(_ bytes: [UInt8]) throws(ParsingError) {
    let start = Self.start(of: bytes)
    if Self.isMailbox(start) {
      throw .undecodable(
        reason: "expected \(BinaryForm.readForms), got a mailbox; save or convert the texts of its mails first")
    }
    guard let mail = MailPart(start), mail.fields["mime-version"] != nil else { return nil }
    let saved = mail.fields["snapshot-content-location"]
    guard let page = Self.page(in: mail, depth: 0), let place = saved ?? page.fields["content-location"] else {
      throw .undecodable(
        reason:
          "expected \(BinaryForm.readForms), got a mail without a saved page; save or convert its text first")
    }
    guard page.isClosed || !mail.isMultipart else {
      throw .undecodable(
        reason: "expected a whole saved page, got one that is cut short: no boundary stands behind it; save it again")
    }
    guard let content = page.content else {
      throw .undecodable(
        reason: "expected a whole saved page, got base64 that is cut short or damaged; save the page again")
    }
    self.content = content
    address = SourceName.host(of: place) == nil ? nil : place
    charset = page.fields["content-type"].flatMap(WARCRecord.charset)
  }

  /// Behind a byte order mark and blank lines, which editors and copying leave.
  private static func start(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return (bytes.starts(with: mark) ? bytes[3...] : bytes[...]).drop { " \t\r\n".utf8.contains($0) }
  }

  /// Whether the first line is that of a mail in a mailbox (`From name Sat Feb 24 08:30:00 2024`), and its header follows.
  private static func isMailbox(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.starts(with: "From ".utf8), let end = bytes.prefix(longestMailboxLine).firstIndex(of: 0x0A) else {
      return false
    }
    let words = bytes[..<end].trimmed.split(separator: 0x20)
    return words.contains { $0.count == 8 && $0.count(where: { $0 == UInt8(ascii: ":") }) == 2 }
      && words.contains { $0.count == 4 && $0.allSatisfy(\.isASCIIDigit) } && MailPart(bytes[(end + 1)...]) != nil
  }

  /// Bytes.
  private static let longestMailboxLine = 300

  /// The first part that is a page.
  private static func page(in part: MailPart, depth: Int) -> MailPart? {
    if part.type.hasPrefix("text/html") || part.type.hasPrefix("application/xhtml") { return part }
    guard part.isMultipart, depth < deepest else { return nil }
    for inner in part.parts {
      guard let inner = MailPart(inner.bytes, isClosed: inner.isClosed) else { continue }
      if let page = page(in: inner, depth: depth + 1) { return page }
    }
    return nil
  }
}

/// A mail, or a part of one: its header and what follows.
struct MailPart: Sendable {
  /// By their names in small letters; the first of each.
  private(set) var fields: [String: String] = [:]
  private let body: ArraySlice<UInt8>
  /// Whether a boundary stands behind it: that of the multipart it is in, or of one around that.
  let isClosed: Bool

  /// In small letters.
  var type: String { fields["content-type"]?.lowercased() ?? "" }
  var isMultipart: Bool { type.hasPrefix("multipart/") }

  /// Bytes of the header.
  private static let longestHeader = 65_536

  /// nil where no header stands at the beginning: lines of `Name: value`, those that begin with white space going on with the one before,
  /// up to a blank line.
  init?(_ bytes: ArraySlice<UInt8>, isClosed: Bool = false) {
    guard let colon = bytes.first(where: { !Self.isOfName($0) }), colon == UInt8(ascii: ":") else { return nil }
    var rest = bytes
    var last: String?
    var isKept = false
    while true {
      guard let end = rest.prefix(Self.longestHeader).firstIndex(of: 0x0A) else { return nil }
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      guard bytes.startIndex + Self.longestHeader > end else { return nil }
      let text = line.trimmed
      if text.isEmpty { break }
      if let name = last, line.first == 0x20 || line.first == 0x09 {
        if isKept { fields[name, default: ""] += " " + String(decoding: text, as: UTF8.self) }
        continue
      }
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
        text[..<colon].allSatisfy(Self.isOfName)
      else { return nil }
      let name = String(decoding: text[..<colon].map(\.asciiLowercased), as: UTF8.self)
      isKept = fields[name] == nil
      if isKept { fields[name] = String(decoding: text[(colon + 1)...].trimmed, as: UTF8.self) }
      last = name
    }
    guard !fields.isEmpty else { return nil }
    body = rest
    self.isClosed = isClosed
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-")
  }

  /// What stands between the delimiters of a multipart; the last may have no end.
  var parts: some Sequence<(bytes: ArraySlice<UInt8>, isClosed: Bool)> {
    let delimiter = boundary.map { Array("--".utf8) + $0 }
    var next = delimiter.flatMap { Self.line(beginningWith: $0, in: body) }
    return AnyIterator {
      guard let delimiter, let open = next else { return nil }
      let part = body[open.upperBound...].drop { $0 != 0x0A }.dropFirst()
      next = Self.line(beginningWith: delimiter, in: part)
      return next.map { (part[..<$0.lowerBound], true) } ?? (part, isClosed)
    }
  }

  /// Where `delimiter` next begins a line.
  private static func line(beginningWith delimiter: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    var rest = bytes
    while let found = rest.firstRange(of: delimiter) {
      if found.lowerBound == bytes.startIndex || bytes[found.lowerBound - 1] == 0x0A { return found }
      rest = rest[found.upperBound...]
    }
    return nil
  }

  /// Of a multipart; at most 200 bytes.
  private var boundary: ArraySlice<UInt8>? {
    // Bytes of the field as it is: a letter may take more of them when it is made small.
    var rest = Array((fields["content-type"] ?? "").utf8)[...]
    while !rest.starts(withFolded: Self.boundaryName) {
      guard !rest.isEmpty else { return nil }
      rest = rest.dropFirst()
    }
    let text = rest.dropFirst(Self.boundaryName.count).drop { $0 == UInt8(ascii: "\"") }
      .prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ";") }
    return (1...200).contains(text.count) ? text.trimmed : nil
  }

  private static let boundaryName = Array("boundary=".utf8)

  /// The body with its transfer encoding undone; nil for base64 that does not come out even.
  var content: [UInt8]? {
    switch fields["content-transfer-encoding"]?.lowercased() {
    case "quoted-printable": Self.unquoted(body)
    case "base64": Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { Array($0) }
    default: Array(body)
    }
  }

  /// `=C3` is a byte, `=` at a line's end joins it with the next.
  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "=") else {
        output.append(byte)
        continue
      }
      let lineEnd = bytes[index...].prefix(2)
      if lineEnd.starts(with: [0x0D, 0x0A]) {
        index += 2
      } else if lineEnd.first == 0x0A {
        index += 1
      } else if lineEnd.count == 2, let value = UInt8(String(decoding: lineEnd, as: UTF8.self), radix: 16) {
        output.append(value)
        index += 2
      } else {
        output.append(byte)
      }
    }
    return output
  }
}
