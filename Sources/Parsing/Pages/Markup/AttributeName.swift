/// The attributes that reading a page needs; all others are dropped unread.
enum AttributeName: UInt8, CaseIterable, Sendable {
  case id, `class`, itemprop, itemtype, property, name, content, datetime, href, rel, role, style, hidden, type, lang
  case title, pubdate, ariaHidden, dataTime, dataTestID, dataComponent, dataBlock, value

  /// Bytes; a longer value is dropped whole.
  var longestValue: Int {
    switch self {
    case .content: 16_384
    case .href: 2_048
    default: 512
    }
  }

  var spelling: String {
    switch self {
    case .ariaHidden: "aria-hidden"
    case .dataTime: "data-time"
    case .dataTestID: "data-testid"
    case .dataComponent: "data-component"
    case .dataBlock: "data-block"
    default: "\(self)"
    }
  }

  private static let names = NameTable(allCases.map { ($0.spelling, UInt32($0.rawValue)) })

  /// nil for a name that nobody reads. Letter case does not matter.
  init?(_ name: some Collection<UInt8>) {
    guard let value = Self.names[name] else { return nil }
    self.init(rawValue: UInt8(truncatingIfNeeded: value))
  }
}
