import Foundation

extension OutletName {
  /// Whether an outlet is better shown by one of its names than by another. Of all that it has, one is better than every other: which of
  /// them came first makes no difference.
  ///
  /// A name is better than a host, then one with marks than one without, and one in large and small letters than one in either alone. Of
  /// several such: that of fewest letters (without the words for newspaper and online), in most words, with most marks.
  static func isBetter(_ name: String, than other: String) -> Bool {
    let (one, two) = (rank(name), rank(other))
    if one != two { return one.lexicographicallyPrecedes(two) }
    return name.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }

  /// Less is better.
  private static func rank(_ name: String) -> [Int] {
    var (letters, marks, hasLarge, hasSmall) = (0, 0, false, false)
    for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .titlecaseLetter: hasLarge = true
      case .lowercaseLetter: hasSmall = true
      case .nonspacingMark: marks += 1
      default: break
      }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { letters += 1 }
      if scalar == "đ" || scalar == "Đ" { marks += 1 }
    }
    let isHost = key(ofHost: name) != nil
    let words = name.split(whereSeparator: \.isWhitespace).count
    return [
      isHost ? 1 : 0, marks > 0 ? 0 : 1, hasLarge && hasSmall ? 0 : 1, letters, -words, -marks,
      name.unicodeScalars.count,
    ]
  }
}
