/// HTML that was escaped once too often: its tags came as entities, `&lt;p&gt;A paragraph.&lt;/p&gt;`.
///
/// A text that speaks of tags names them like words, between spaces, quotes or brackets, which markup hardly does, or calls them tags:
/// that stays as it is.
enum EscapedMarkup {
  /// The same with its entities resolved, where it holds no tag and then holds some that plainly are markup; nil for any other text.
  static func undone(_ text: FragmentMarkup) -> FragmentMarkup? {
    guard text.kind == .none, holdsSign(text.bytes) else { return nil }
    let markup = FragmentMarkup(EntityText.resolve(text.bytes[...]))
    return markup.kind != .none && holdsMarkup(markup) ? markup : nil
  }

  /// Whether an entity for `<` may be in it: most texts end here.
  private static func holdsSign(_ utf8: [UInt8]) -> Bool {
    var rest = utf8[...]
    while let sign = rest.firstIndex(of: UInt8(ascii: "&")) {
      rest = rest[sign...]
      if signs.contains(where: { rest.starts(withFolded: $0) }) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  private static let signs = ["&lt;", "&#60;", "&#x3c;"].map { Array($0.utf8) }

  /// Whether an element begins and ends in it, or a break stands in it.
  private static func holdsMarkup(_ markup: FragmentMarkup) -> Bool {
    let bytes = markup.bytes
    var open: Set<[UInt8]> = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      guard let tag = markup.tag(at: start) else {
        index = start + 1
        continue
      }
      index = tag.end
      if isLikeAWord(start..<tag.end, in: bytes) { continue }
      if tag.isEndTag ? open.contains(tag.name) : breaks.contains(tag.name) { return true }
      if !tag.isEndTag { open.insert(tag.name) }
    }
    return false
  }

  private static let breaks = Set(["br", "hr", "img"].map { Array($0.utf8) })

  /// Whether it is set apart on both sides as words are, or the word before it says what it is: `bằng thẻ &lt;br&gt;`.
  private static func isLikeAWord(_ tag: Range<Int>, in bytes: [UInt8]) -> Bool {
    let (before, after) = (bytes[..<tag.lowerBound], bytes[tag.upperBound...])
    if isNamed(behind: before) { return true }
    return marksBefore.contains { before.suffix($0.count).elementsEqual($0) }
      && marksAfter.contains { after.starts(with: $0) }
  }

  private static func isNamed(behind before: ArraySlice<UInt8>) -> Bool {
    guard before.last == UInt8(ascii: " ") else { return false }
    let word = before.dropLast().suffix(longestName + 1).reversed().prefix { $0 >= 0x80 || $0.isASCIILetter }
    return names.contains(word.reversed().map(\.asciiLowercased))
  }

  private static let names = Set(["tag", "tags", "element", "thẻ"].map { Array($0.utf8) })
  /// Bytes.
  private static let longestName = 7

  private static let marksBefore = [" ", "(", "[", "\"", "'", "`", "“", "‘", "«"].map { Array($0.utf8) }
  private static let marksAfter = [
    " ", ".", ",", ";", ":", "!", "?", ")", "]", "\"", "'", "`", "”", "’", "»",
  ].map { Array($0.utf8) }
}
