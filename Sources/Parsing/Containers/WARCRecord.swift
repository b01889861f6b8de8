/// One record of a WARC file as a document: its address, and the page inside with transfer and content encodings undone.
struct WARCRecord: Sendable {
  private(set) var address: String?
  /// The encoding that the HTTP header names; of a record without one, its own header.
  private(set) var charset: String?
  private(set) var content: [UInt8] = []
  /// Why it can hold no article, as a redirection cannot; nil where it may.
  private(set) var reasonToSkip: String?

  /// nil for bytes that are no WARC record.
  init?(_ bytes: [UInt8]) throws(ParsingError) {
    guard bytes.starts(with: WARCHeader.marker) else { return nil }
    guard let header = WARCHeader(bytes.prefix(Self.longestHeader)) else {
      throw .malformed(form: "WARC record", expected: "a header with Content-Length and a blank line", offset: 0)
    }
    address = header.targetURI
    let rest = bytes[header.size...]
    if rest.dropFirst(header.contentLength).trimmed.starts(with: WARCHeader.marker) {
      throw .undecodable(
        reason: "expected one WARC record, got several; push the file with newsctl, which takes each record by itself")
    }
    guard header.canHoldArticle else {
      reasonToSkip = "a WARC record of another kind than a response: no article"
      return
    }
    try read(rest.prefix(header.contentLength), header)
  }

  /// Bytes, of the record's header and of the HTTP header.
  private static let longestHeader = 262_144

  private mutating func read(_ block: ArraySlice<UInt8>, _ header: WARCHeader) throws(ParsingError) {
    guard header.contentType?.hasPrefix("application/http") ?? block.starts(with: Array("HTTP/".utf8)) else {
      charset = header.contentType.flatMap(Self.charset)
      content = Array(block)
      return
    }
    let fields = HeaderFields(block.prefix(Self.longestHeader))
    guard let start = fields.end else {
      throw .malformed(form: "WARC record", expected: "an HTTP header that ends", offset: header.size)
    }
    let status = fields.firstLine.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    if let status, !(200..<300).contains(status) {
      reasonToSkip = "an HTTP answer with status \(status), not an article"
      return
    }
    charset = fields["content-type"].flatMap(Self.charset)
    var body = block[start...]
    if fields["transfer-encoding"]?.lowercased().contains("chunked") == true {
      body = Self.joined(chunks: body)[...]
    }
    if body.starts(with: GzipInflater.marker) {
      content = try GzipInflater.inflated(body)
      return
    }
    // Archives that undid the encoding often leave the header; only what is not text then is still encoded.
    let encoding = fields["content-encoding"]?.lowercased() ?? ""
    if ["br", "zstd", "deflate"].contains(encoding), !UTF8Screen.isValid(body),
      body.prefix(64).contains(where: { $0 < 9 })
    {
      throw .undecodable(
        reason: "expected a page as it is or in gzip, got one encoded with \(encoding); archive it decoded")
    }
    content = Array(body)
  }

  /// The name after `charset=`.
  static func charset(in contentType: String) -> String? {
    let parts = contentType.lowercased().split(separator: "charset=", maxSplits: 1)
    guard parts.count == 2 || contentType.lowercased().hasPrefix("charset="), let last = parts.last else { return nil }
    let name = last.drop { $0 == "\"" || $0 == "'" || $0 == " " }.prefix { !"\"'; ,".contains($0) }
    return name.isEmpty ? nil : String(name)
  }

  /// Joins HTTP chunks; answers the bytes as they are where they are not in chunks, as in archives that joined them already.
  private static func joined(chunks bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var rest = bytes
    while let lineEnd = rest.prefix(64).firstIndex(of: 0x0A) {
      let digits = rest[..<lineEnd].prefix { $0 != 0x3B && $0 != 0x0D && $0 != 0x20 }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size > 0 else { break }
      rest = rest[(lineEnd + 1)...]
      output.append(contentsOf: rest.prefix(size))
      rest = rest.dropFirst(size).drop { $0 == 0x0D || $0 == 0x0A }
    }
    return output.isEmpty ? Array(bytes) : output
  }
}
