/// A document out of its wrapping: gzip, a WARC record, MHTML, or none.
struct Unwrapped: Sendable {
  var bytes: [UInt8]
  /// Where it was fetched from.
  var address: String?
  /// The encoding that its wrapping names.
  var charset: String?
  /// Why it can hold no article; nil where it may.
  var reasonToSkip: String?

  /// Throws where the wrapping is damaged or does not end, or holds more than `GzipInflater.wholeLimit`.
  init(_ document: [UInt8]) throws(ParsingError) {
    let inflated =
      document.starts(with: GzipInflater.marker) ? try GzipInflater.inflated(document[...]) : document
    guard let record = try WARCRecord(inflated) else {
      guard let page = try MailedPage(inflated) else {
        bytes = inflated
        return
      }
      (bytes, address, charset) = (page.content, page.address, page.charset)
      return
    }
    (bytes, address, charset, reasonToSkip) = (record.content, record.address, record.charset, record.reasonToSkip)
  }
}
