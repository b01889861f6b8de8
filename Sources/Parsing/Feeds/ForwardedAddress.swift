import Foundation

/// Addresses at which Google leads on to the pages that it found: those in the feeds of its alerts.
enum ForwardedAddress {
  /// `https://post.example/1` of `https://www.google.com/url?rct=j&url=https://post.example/1&ct=ga`; nil for any other address.
  static func page(of address: String) -> String? {
    guard SourceName.host(of: address) == "google.com", let scheme = address.range(ofASCII: "://") else { return nil }
    let place = address[scheme.upperBound...].drop { $0 != "/" }
    guard place.hasPrefix(path) else { return nil }
    let fields = place.dropFirst(path.count).prefix { $0 != "#" }.split(separator: "&")
    for name in ["url=", "q="] {
      guard let field = fields.first(where: { $0.hasPrefix(name) }) else { continue }
      let page = field.dropFirst(name.count).removingPercentEncoding ?? ""
      // Line ends would come through the encoding.
      let isWhole = !page.unicodeScalars.contains { $0.value <= 0x20 }
      if isWhole, page.isWebAddress, SourceName.host(of: page) != nil { return page }
    }
    return nil
  }

  private static let path = "/url?"
}
