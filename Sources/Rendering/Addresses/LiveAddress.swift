#if Dashboard

/// Where a page hears that something changed.
public enum LiveAddress {
  public static let path = "/live"
  /// Names the last change that the page has seen already; without it a reader hears of later ones only.
  public static let seen = "seen"

  /// - Parameter change: the last one before the page's facts were asked for.
  static func href(seen change: Int) -> String { "\(path)?\(seen)=\(change)" }
}

#endif
