import Foundation

@testable import Classifying

extension NaivePhraseMatcher {
  /// The units of a text, with the bytes that each came from.
  static func fold(_ bytes: [UInt8]) -> [Unit] {
    var units: [Unit] = []
    var at = 0
    while at < bytes.count {
      let (scalar, length) = decode(bytes, at)
      let (start, end) = (at, at + length)
      at = end
      if scalar.properties.isDefaultIgnorableCodePoint { continue }
      for (position, part) in decomposed(scalar).enumerated() {
        if attaches(part, to: units.last), let last = units.indices.last {
          units[last].exact.append(part)
          units[last].end = end
        } else if let space = space(part) {
          if let last = units.indices.last, units[last].key == [" "] || units[last].key == ["\n"] {
            if space == "\n" {
              units[last].key = ["\n"]
              units[last].exact = ["\n"]
            }
            units[last].end = end
          } else {
            units.append(Unit(exact: [space], key: [space], group: .none, start: start, end: end, first: scalar))
          }
        } else {
          units.append(
            Unit(
              exact: [part], key: [], group: group(same(part)), start: start, end: end,
              first: position == 0 ? scalar : part))
        }
      }
    }
    for index in units.indices where units[index].key.isEmpty { finish(&units[index]) }
    return units
  }

  private static func finish(_ unit: inout Unit) {
    let marks = unit.exact.dropFirst()
    var ordered: [Unicode.Scalar] = []
    var run: [Unicode.Scalar] = []
    for mark in marks {
      if mark.properties.canonicalCombiningClass == .notReordered {
        ordered += sorted(run) + [mark]
        run = []
      } else {
        run.append(mark)
      }
    }
    unit.exact = [same(unit.exact[0])] + ordered + sorted(run)
    unit.key = [lower(unit.exact[0])] + unit.exact.dropFirst()
  }

  /// In canonical order, but circumflex, breve and horn before the tone, however they were typed.
  private static func sorted(_ marks: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let rank = { (mark: Unicode.Scalar) in
      (["\u{302}", "\u{306}", "\u{31B}"].contains(mark) ? 0 : 1, Int(mark.properties.canonicalCombiningClass.rawValue))
    }
    return marks.enumerated().sorted { one, other in
      (rank(one.element).0, rank(one.element).1, one.offset) < (
        rank(other.element).0, rank(other.element).1, other.offset
      )
    }.map(\.element)
  }

  private static func decode(_ bytes: [UInt8], _ at: Int) -> (Unicode.Scalar, Int) {
    for length in 1...4 where at + length <= bytes.count {
      if let text = String(validating: bytes[at..<at + length], as: UTF8.self), let scalar = text.unicodeScalars.first {
        return (scalar, length)
      }
    }
    return ("\u{FFFD}", 1)
  }

  private static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
  }

  private static func attaches(_ part: Unicode.Scalar, to last: Unit?) -> Bool {
    guard let last, last.key.isEmpty else { return false }
    switch part.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: break
    }
    guard let before = last.exact.last?.value else { return false }
    switch part.value {
    case 0x1161...0x1175: return last.exact.count == 1 && (0x1100...0x1112).contains(before)
    case 0x11A8...0x11C2: return last.exact.count == 2 && (0x1161...0x1175).contains(before)
    default: return false
    }
  }

  private static func space(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xA...0xD, 0x85, 0x2028, 0x2029: "\n"
    case 0x2D, 0x2010...0x2013, 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D: " "
    default: scalar.properties.isWhitespace ? " " : nil
    }
  }

  /// One of the signs that mean the same, capitals kept.
  private static func same(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\u{D0}", "\u{189}": return "\u{110}"
    case "\u{F0}", "\u{256}": return "\u{111}"
    case "\u{3C2}": return "\u{3C3}"
    case "\u{2018}", "\u{2019}", "\u{201B}", "\u{2BC}", "\u{2B9}", "\u{60}", "\u{B4}", "\u{2032}", "\u{FF07}":
      return "'"
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{AB}", "\u{BB}", "\u{2033}", "\u{FF02}": return "\""
    case "\u{FF10}"..."\u{FF19}", "\u{FF21}"..."\u{FF3A}", "\u{FF41}"..."\u{FF5A}":
      return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    default: return HanVariants.simplified[scalar] ?? scalar
    }
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let mapped = scalar.properties.lowercaseMapping.unicodeScalars
    guard mapped.count == 1, let first = mapped.first else { return scalar }
    return first
  }

  static func group(_ scalar: Unicode.Scalar) -> Unit.Group {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return .none
    default: break
    }
    guard properties.isAlphabetic || properties.numericType != nil else { return .none }
    switch scalar.value {
    case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7FB: return .hangul
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: return .katakana
    case 0x3041...0x309F, 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: return .single
    default: return properties.isIdeographic ? .single : .word
    }
  }

  static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "\u{110}" || scalar == "\u{111}"
  }

  /// The phrase with the tone of oa, oe and uy on either letter. Beyond three such places, all in one style.
  static func placements(_ units: [Unit]) -> [[Unit]] {
    let tones: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
    let pairs = [("o", "a"), ("o", "e"), ("u", "y")] as [(Unicode.Scalar, Unicode.Scalar)]
    let places = units.indices.dropLast().filter { at in
      let (one, other) = (units[at].key, units[at + 1].key)
      guard pairs.contains(where: { $0.0 == one[0] && $0.1 == other[0] }), one.count + other.count == 3 else {
        return false
      }
      return tones.contains(one.count == 2 ? one[1] : other[1])
    }
    func place(_ units: inout [Unit], _ at: Int, onFirst: Bool) {
      let (from, to) = onFirst ? (at + 1, at) : (at, at + 1)
      guard units[from].key.count == 2 else { return }
      units[to].key.append(units[from].key.removeLast())
      units[to].exact.append(units[from].exact.removeLast())
    }
    let choices = places.count <= 3 ? Array(0..<(1 << places.count)) : [0, -1]
    return choices.map { choice in
      var spelled = units
      for (bit, at) in places.enumerated() { place(&spelled, at, onFirst: choice >> bit & 1 == 1) }
      return spelled
    }
  }

  /// nil for one word, for letters that are not Latin, and where there is no diacritic to drop.
  static func unaccented(_ units: [Unit]) -> [Unit]? {
    guard units.contains(where: { $0.key == [" "] }) else { return nil }
    var plain = units
    var dropped = false
    for at in plain.indices where plain[at].group != .none {
      guard plain[at].group == .word else { return nil }
      guard isLatin(plain[at].key[0]) else {
        if plain[at].key[0].properties.numericType != nil { continue }
        return nil
      }
      if plain[at].key.count > 1 || plain[at].key[0] == "\u{111}" { dropped = true }
      plain[at].key = [plain[at].key[0] == "\u{111}" ? "d" : plain[at].key[0]]
      let exact = plain[at].exact[0]
      plain[at].exact = [exact == "\u{111}" ? "d" : exact == "\u{110}" ? "D" : exact]
    }
    return dropped ? plain : nil
  }
}
