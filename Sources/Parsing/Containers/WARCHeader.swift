/// The named fields at the head of a WARC record.
struct WARCHeader: Hashable, Sendable {
  static let marker = Array("WARC/".utf8)

  /// Bytes up to and with the blank line.
  var size: Int
  /// Bytes that follow.
  var contentLength: Int
  /// `response`, `resource`, `conversion`, …
  var type: String
  var targetURI: String?
  /// ISO 8601: when it was fetched.
  var date: String?
  /// The media type of the block.
  var contentType: String?

  /// The most bytes of the line with the marker: `WARC/1.0`.
  private static let longestFirstLine = 64

  /// nil where no blank line or no Content-Length is found before the next line that begins a record.
  ///
  /// A long first line or a second marker ends the reading: a file of nothing but markers costs no more than any other.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.starts(with: Self.marker), bytes.prefix(Self.longestFirstLine).contains(0x0A) else { return nil }
    let fields = HeaderFields(bytes, before: Self.marker)
    guard let end = fields.end,
      let length = fields["content-length"].flatMap({ Int($0) }), length >= 0
    else { return nil }
    size = end - bytes.startIndex
    contentLength = length
    type = fields["warc-type"]?.lowercased() ?? ""
    targetURI = fields["warc-target-uri"].map {
      $0.hasPrefix("<") && $0.hasSuffix(">") ? String($0.dropFirst().dropLast()) : $0
    }
    date = fields["warc-date"]
    contentType = fields["content-type"]?.lowercased()
  }

  /// Whether `bytes` begin with the first line of a record, `WARC/1.0`; nil where they end before that is known.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool? {
    guard bytes.starts(with: marker) else { return marker.starts(with: bytes) ? nil : false }
    let version = bytes.dropFirst(marker.count).prefix(longestVersion)
      .prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    guard version.endIndex < bytes.endIndex else { return nil }
    return !version.isEmpty && (bytes[version.endIndex] == 0x0D || bytes[version.endIndex] == 0x0A)
  }

  /// Bytes, of `1.0`.
  private static let longestVersion = 8

  var canHoldArticle: Bool { ["response", "resource", "conversion"].contains(type) }

  /// Whether the media type of a whole record is one that can hold an article; an unknown one can.
  static func isText(_ record: [UInt8]) -> Bool {
    guard let header = WARCHeader(record[...]) else { return false }
    var type = header.contentType ?? ""
    if type.hasPrefix("application/http") {
      type = HeaderFields(record[header.size...].prefix(65_536))["content-type"]?.lowercased() ?? ""
    }
    if ["text/css", "text/javascript"].contains(where: type.hasPrefix) { return false }
    return type.isEmpty
      || [
        "text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json",
        "application/feed+json", "application/ld+json",
      ].contains(where: type.hasPrefix)
  }
}

/// Lines of `Name: value` up to a blank line, as in WARC and HTTP.
struct HeaderFields: Hashable, Sendable {
  /// Where the bytes after the blank line begin; nil where there is none.
  private(set) var end: Int?
  /// The first line: `HTTP/1.1 200 OK`.
  private(set) var firstLine = ""
  private var fields: [String: String] = [:]

  /// A line that begins with `marker` belongs to something else.
  init(_ bytes: ArraySlice<UInt8>, before marker: [UInt8]? = nil) {
    var start = bytes.startIndex
    var isFirst = true
    while let lineEnd = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<lineEnd].trimmed
      start = lineEnd + 1
      if line.isEmpty {
        end = start
        return
      }
      if isFirst {
        firstLine = String(decoding: line, as: UTF8.self)
        isFirst = false
      } else if let marker, line.starts(with: marker) {
        return
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let name = String(decoding: line[..<colon].map(\.asciiLowercased), as: UTF8.self)
        if fields[name] == nil { fields[name] = String(decoding: line[(colon + 1)...].trimmed, as: UTF8.self) }
      }
    }
  }

  subscript(_ name: String) -> String? { fields[name] }
}
