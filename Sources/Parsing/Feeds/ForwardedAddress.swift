import Foundation

/// Addresses at which Google and Bing lead on to the pages that they found: those in the feeds of their alerts and searches.
enum ForwardedAddress {
  /// `https://post.example/1` of `https://www.google.com/url?rct=j&url=https://post.example/1&ct=ga`; nil for any other address.
  static func page(of address: String) -> String? {
    guard let scheme = address.range(ofASCII: "://"), let host = SourceName.host(of: address),
      let sign = signs[host]
    else { return nil }
    let place = address[scheme.upperBound...].drop { $0 != "/" }
    guard place.hasPrefix(sign.path) else { return nil }
    let fields = place.dropFirst(sign.path.count).prefix { $0 != "#" }.split(separator: "&")
    for name in sign.fields {
      guard let field = fields.first(where: { $0.hasPrefix(name) }) else { continue }
      let page = field.dropFirst(name.count).removingPercentEncoding ?? ""
      // Line ends would come through the encoding.
      let isWhole = !page.unicodeScalars.contains { $0.value <= 0x20 }
      if isWhole, page.isWebAddress, SourceName.host(of: page) != nil { return page }
    }
    return nil
  }

  /// By the host, the path of such an address and the fields that may hold the page.
  private static let signs: [String: (path: String, fields: [String])] = [
    "google.com": ("/url?", ["url=", "q="]), "bing.com": ("/news/apiclick.aspx?", ["url="]),
  ]
}
