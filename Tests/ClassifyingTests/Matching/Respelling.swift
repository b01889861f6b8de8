import Foundation
import TestSupport

/// Other ways to write a text that a reader takes for the same.
enum Respelling {
  /// One way, taken at random.
  static func random(_ text: String, using random: inout SeededGenerator) -> String {
    var text = text
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    if !isASCII, chance(3, &random) { text = movedTones(text, &random) }
    if chance(4, &random) { text = text.uppercased() }
    if !isASCII, chance(3, &random) { text = text.decomposedStringWithCanonicalMapping }
    if !isASCII, chance(4, &random) { text = text.precomposedStringWithCanonicalMapping }
    let zeroWidth = chance(4, &random)
    var spelled = ""
    for scalar in text.unicodeScalars {
      spelled += other(scalar, &random)
      if zeroWidth, chance(8, &random) {
        spelled += ["\u{200B}", "\u{AD}", "\u{FEFF}", "\u{200D}"].randomElement(using: &random) ?? ""
      }
    }
    return spelled
  }

  private static func chance(_ one: Int, _ random: inout SeededGenerator) -> Bool {
    Int.random(in: 0..<one, using: &random) == 0
  }

  private static func other(_ scalar: Unicode.Scalar, _ random: inout SeededGenerator) -> String {
    let others: [String] =
      switch scalar {
      case "Đ", "\u{D0}": ["Đ", "\u{D0}", "\u{189}"]
      case "đ", "\u{F0}": ["đ", "\u{F0}"]
      case " ": [" ", "\u{A0}", "  ", "\u{2009}", "\u{202F} "]
      case "-": ["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2212}", "\u{FF0D}"]
      case "'", "\u{2019}": ["'", "\u{2019}", "\u{2BC}", "\u{2018}"]
      case "\"": ["\"", "\u{201C}", "\u{201D}"]
      case "\n": ["\n", "\r\n"]
      case "鮮", "鲜": ["鮮", "鲜"]
      case "灣", "湾": ["灣", "湾"]
      case "戰", "战": ["戰", "战"]
      case "韓", "韩": ["韓", "韩"]
      default: [String(scalar)]
      }
    guard others.count > 1, chance(3, &random) else { return String(scalar) }
    return others.randomElement(using: &random) ?? String(scalar)
  }

  /// The tones of oa, oe and uy on the other letter, here and there.
  static func movedTones(_ text: String, _ random: inout SeededGenerator) -> String {
    var letters = Array(text.precomposedStringWithCanonicalMapping)
    for at in letters.indices.dropLast() {
      guard let other = pairs[String(letters[at...at + 1])], chance(2, &random) else { continue }
      letters.replaceSubrange(at...at + 1, with: Array(other))
    }
    return String(letters)
  }

  private static let pairs: [String: String] = {
    var pairs: [String: String] = [:]
    for (one, other) in [("o", "a"), ("o", "e"), ("u", "y")] {
      for tone in ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
        let old = (one + tone + other).precomposedStringWithCanonicalMapping
        let new = (one + other + tone).precomposedStringWithCanonicalMapping
        pairs[old] = new
        pairs[new] = old
      }
    }
    return pairs
  }()
}
