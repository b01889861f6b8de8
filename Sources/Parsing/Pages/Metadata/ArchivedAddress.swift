/// Addresses of copies in the Internet Archive, which stand in the copies for the pages' own.
enum ArchivedAddress {
  /// `https://post.example/1` of `https://web.archive.org/web/20240301120000/https://post.example/1`; any other address as it is.
  static func original(of address: String) -> String {
    guard let start = address.range(ofASCII: "://web.archive.org/web/") else { return address }
    let rest = address[start.upperBound...].drop { $0.isASCII && $0.isNumber }.drop { $0.isLowercase || $0 == "_" }
    guard rest.first == "/", case let page = String(rest.dropFirst()), SourceName.host(of: page) != nil else {
      return address
    }
    return page
  }
}
