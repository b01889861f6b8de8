import Foundation

extension OutletName {
  /// Whether an outlet is better shown by one of its names than by another. Of all that it has, one is better than every other: which of
  /// them came first makes no difference.
  ///
  /// A name is better than a host, a host in small letters than another, and one as people write than one letter by letter or with marks
  /// heaped up; then one with marks than one without, and one in large and small letters than one in either alone, but for what may be an
  /// acronym (`BBC` before `Bbc`). Of several such: that of fewest letters (without the words for newspaper and online), in most words,
  /// with most marks.
  static func isBetter(_ name: String, than other: String) -> Bool {
    let (one, two) = (rank(name), rank(other))
    if one != two { return one.lexicographicallyPrecedes(two) }
    return name.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }

  /// Less is better.
  private static func rank(_ name: String) -> [Int] {
    var (letters, marks, hasLarge, hasSmall) = (0, 0, false, false)
    var (heap, highestHeap) = (0, 0)
    for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .titlecaseLetter: hasLarge = true
      case .lowercaseLetter: hasSmall = true
      case .nonspacingMark: marks += 1
      default: break
      }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { letters += 1 }
      if scalar == "đ" || scalar == "Đ" { marks += 1 }
      heap = scalar.properties.generalCategory == .nonspacingMark ? heap + 1 : 0
      highestHeap = max(highestHeap, heap)
    }
    let isHost = key(ofHost: name) != nil
    let words = name.split(whereSeparator: \.isWhitespace)
    let isOdd = highestHeap > mostMarks || isSpacedOut(words)
    return [
      isHost ? 1 : 0, isHost && hasLarge ? 1 : 0, isOdd ? 1 : 0, marks > 0 ? 0 : 1,
      hasLarge && hasSmall && !isAcronym(name) ? 0 : 1, letters,
      -words.count, -marks, name.unicodeScalars.count,
    ]
  }

  /// On one letter: Vietnamese has two (`ộ`).
  private static let mostMarks = 2

  /// `V n E x p r e s s`.
  private static func isSpacedOut(_ words: [Substring]) -> Bool {
    let single = words.count { $0.count == 1 }
    return single > 2 && 2 * single > words.count
  }

  /// Whether one word is likely to be letters only, however it is written: `Vov`, or a longer one that cannot be spoken, `Ttxvn`.
  private static func isAcronym(_ name: String) -> Bool {
    guard name.utf8.count <= 6, name.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
    return name.utf8.count <= 4 || !name.lowercased().contains { "aeiouy".contains($0) }
  }
}
