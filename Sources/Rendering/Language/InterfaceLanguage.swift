#if Dashboard

/// The languages of the page.
public enum InterfaceLanguage: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case vietnamese = "vi"

  /// What `Accept-Language` prefers of these; English where it names none of them. Source: RFC 9110, section 12.5.4.
  public init(accepting header: String?) {
    var best: (language: InterfaceLanguage, quality: Double) = (.english, 0)
    // Browsers send a handful; what follows is ignored.
    for range in (header ?? "").split(separator: ",").prefix(32) {
      let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      guard let tag = parts.first?.split(separator: "-").first?.lowercased(),
        let language = InterfaceLanguage(rawValue: tag)
      else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
      let quality = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if quality > best.quality { best = (language, quality) }
    }
    self = best.language
  }

  /// As it calls itself.
  var ownName: String {
    switch self {
    case .english: "English"
    case .vietnamese: "Tiếng Việt"
    }
  }
}

#endif
