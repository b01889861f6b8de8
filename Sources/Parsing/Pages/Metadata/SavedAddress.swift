/// Where a page was saved from, as programs that save pages note it in a comment at the beginning.
enum SavedAddress {
  /// Of Chrome, Firefox and Internet Explorer (`<!-- saved from url=(0034)https://… -->`) and SingleFile (`url: https://…`).
  static func find(in page: [UInt8]) -> String? {
    var rest = page[...].prefix(4_096)
    while let open = rest.firstRange(of: opening), let close = rest[open.upperBound...].firstRange(of: closing) {
      let comment = rest[open.upperBound..<close.lowerBound]
      if let address = address(in: comment) { return address }
      rest = rest[close.upperBound...]
    }
    return nil
  }

  private static let opening = Array("<!--".utf8)
  private static let closing = Array("-->".utf8)
  private static let browsers = Array("saved from url=(".utf8)
  private static let singleFile = Array("SingleFile".utf8)
  private static let singleFileAddress = Array("url: ".utf8)

  private static func address(in comment: ArraySlice<UInt8>) -> String? {
    let start: ArraySlice<UInt8>
    if let sign = comment.firstRange(of: browsers) {
      // The number of the address's characters stands before it.
      start = comment[sign.upperBound...].drop { $0.isASCIIDigit }.dropFirst()
    } else if comment.firstRange(of: singleFile) != nil, let sign = comment.firstRange(of: singleFileAddress) {
      start = comment[sign.upperBound...]
    } else {
      return nil
    }
    let address = String(decoding: start.trimmed.prefix { $0 > 0x20 }, as: UTF8.self)
    return SourceName.host(of: address) == nil ? nil : address
  }
}
