import Foundation

/// Makes UTF-8 text what every reader here expects: NFC, line feeds only, no control characters but tab and line feed.
///
/// Removed: C0 and C1 controls, byte order marks, soft hyphens. CR, CRLF, NEL, U+2028 and U+2029 become line feeds, form feeds and
/// vertical tabs too. Runs of more than 30 combining marks are cut (see `MarkRuns`), so that time stays linear.
enum CleanText {
  /// `utf8` must be valid. Returned as it is where nothing needs to be done, which costs one pass.
  static func clean(_ utf8: [UInt8]) -> [UInt8] {
    let finding = screen(utf8)
    if finding == .clean { return utf8 }
    let swept = finding.contains(.sweep) ? sweep(utf8) : utf8
    guard finding.contains(.normalise) else { return swept }
    return normalise(MarkRuns.cut(swept))
  }

  /// NFC in pieces, since Foundation's cost grows with the square of the length, and only of those that may need it: a page with one
  /// odd character costs one piece. Nothing composes across a cut.
  private static func normalise(_ utf8: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(utf8.count)
    var start = 0
    while start < utf8.count {
      var end = min(utf8.count, start + pieceSize)
      while end < utf8.count, end < start + 16 * pieceSize, !mayCut(utf8, before: end) { end += 1 }
      while end < utf8.count, utf8[end] & 0xC0 == 0x80 { end += 1 }
      let piece = utf8[start..<end]
      if piece.withUnsafeBufferPointer({ screen($0) }).contains(.normalise) {
        output.append(contentsOf: String(decoding: piece, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
      } else {
        output.append(contentsOf: piece)
      }
      start = end
    }
    return output
  }

  /// Bytes.
  private static let pieceSize = 1_024

  /// Whether the character at `index` never joins one before it: no mark, and no vowel or final of a Korean syllable.
  private static func mayCut(_ utf8: [UInt8], before index: Int) -> Bool {
    if utf8[index] < 0x80 { return true }
    guard utf8[index] >= 0xC0,
      let scalar = String(decoding: utf8[index..<min(utf8.count, index + 4)], as: UTF8.self).unicodeScalars.first
    else { return false }
    if (0x1160...0x11FF).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: return true
    }
  }

  static func clean(_ text: String) -> String {
    var text = text
    let finding = text.withUTF8 { screen($0) }
    return finding == .clean ? text : String(decoding: clean(Array(text.utf8)), as: UTF8.self)
  }

  /// The same for a text that is one line: line ends and tabs become spaces, none at the ends.
  static func line(_ text: String) -> String { cleanLine(clean(text)) }

  /// The same for a text that is clean already.
  static func cleanLine(_ text: String) -> String {
    var text = text
    let isOdd = { (byte: UInt8) in byte == 0x0A || byte == 0x09 }
    guard text.withUTF8({ $0.contains(where: isOdd) || $0.first == 0x20 || $0.last == 0x20 }) else { return text }
    let bytes = text.utf8.map { isOdd($0) ? 0x20 : $0 }
    return String(decoding: bytes[...].trimmed, as: UTF8.self)
  }

  /// The same for a text of paragraphs: none is empty, none begins or ends with white space.
  static func paragraphs(_ text: String) -> String { cleanParagraphs(clean(text)) }

  /// The same for a text that is clean already.
  static func cleanParagraphs(_ text: String) -> String {
    var text = text
    guard text.withUTF8({ isOddlySpaced($0) }) else { return text }
    return text.split(separator: "\n").map(\.trimmedSpaces).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Whether white space stands at an end of a paragraph, or a paragraph is empty.
  private static func isOddlySpaced(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last, !isSpace(first), !isSpace(last) else { return true }
    for index in text.indices where text[index] == 0x0A {
      if isSpace(text[index - 1]) || isSpace(text[index + 1]) { return true }
    }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x20 || byte == 0x09 }

  struct Finding: OptionSet {
    let rawValue: Int
    static let clean: Finding = []
    /// Something must be removed or replaced.
    static let sweep = Finding(rawValue: 1)
    /// The text may not be in NFC.
    static let normalise = Finding(rawValue: 2)
  }

  static func screen(_ utf8: [UInt8]) -> Finding {
    utf8.withUnsafeBufferPointer { screen($0) }
  }

  /// One pass: most bytes cost one table look-up.
  static func screen(_ utf8: UnsafeBufferPointer<UInt8>) -> Finding {
    var finding = Finding.clean
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if !isSuspect(byte) {
        index += 1
        continue
      }
      // Vietnamese letters with two marks: by far the most frequent of those that begin with a suspect byte.
      if byte == 0xE1, index + 2 < utf8.count, utf8[index + 1] & 0xFC == 0xB8 {
        index += 3
        continue
      }
      let second = index + 1 < utf8.count ? utf8[index + 1] : 0
      let third = index + 2 < utf8.count ? utf8[index + 2] : 0
      index += 1
      switch byte {
      case 0x00...0x1F, 0x7F: finding.insert(.sweep)
      case 0xC2: if second < 0xA0 || second == 0xAD { finding.insert(.sweep) }
      case 0xCC, 0xCD: finding.insert(.normalise)
      case 0xCE: if second == 0x87 { finding.insert(.normalise) }
      case 0xD2: if (0x83...0x87).contains(second) { finding.insert(.normalise) }
      case 0xE2:
        if second == 0x80 {
          if third == 0xA8 || third == 0xA9 { finding.insert(.sweep) }
          if third <= 0x81 { finding.insert(.normalise) }
        } else if (second == 0x84 && third >= 0xA6) || [0x83, 0x8C, 0xAB, 0xB3, 0xB5, 0xB7].contains(second) {
          finding.insert(.normalise)
        }
      case 0xE1: if !(0xB8...0xBB).contains(second) { finding.insert(.normalise) }
      case 0xE3:
        if second == 0x82 && (third == 0x99 || third == 0x9A) || second == 0x80 && (0xAA...0xAF).contains(third) {
          finding.insert(.normalise)
        }
      // Korean syllables follow from 0xB0 on.
      case 0xEA: if (0x99...0xAF).contains(second) { finding.insert(.normalise) }
      case 0xEF:
        if (second == 0xBB && third == 0xBF) || second == 0xBF && third >= 0xBE { finding.insert(.sweep) }
        if (0xA4...0xAD).contains(second) || second == 0xB8 && third >= 0xA0 { finding.insert(.normalise) }
      // Emoji neither compose nor come apart.
      case 0xF0: if second != 0x9F { finding.insert(.normalise) }
      default: finding.insert(.normalise)
      }
    }
    return finding
  }

  /// Whether a character that needs work may begin with `byte`.
  @inline(__always)
  private static func isSuspect(_ byte: UInt8) -> Bool {
    suspects(byte >> 6) >> UInt64(byte & 63) & 1 != 0
  }

  /// Of the 64 bytes that begin with these two bits, a bit each: all but 09, 0A, 20…7E, 80…C1, C3…CB, CF…D1, D3…D5,
  /// E4…E9 and EB…EE.
  ///
  /// Latin with marks of its own, Greek and Cyrillic letters, CJK ideographs and Korean syllables are always in NFC.
  @inline(__always)
  private static func suspects(_ start: UInt8) -> UInt64 {
    switch start {
    case 0: 0xFFFF_F9FF
    case 1: 1 << 63
    case 2: 0
    default: 0xFFFF_840F_FFC4_7004
    }
  }

  private static func sweep(_ utf8: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(utf8.count)
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      let second = index + 1 < utf8.count ? utf8[index + 1] : 0
      let third = index + 2 < utf8.count ? utf8[index + 2] : 0
      var length = 1
      var replacement: UInt8?
      var dropped = false
      switch byte {
      case 0x0D:
        if second == 0x0A { length = 2 }
        replacement = 0x0A
      case 0x0B, 0x0C: replacement = 0x0A
      case 0x00...0x08, 0x0E...0x1F, 0x7F: dropped = true
      case 0xC2 where second == 0x85: (length, replacement) = (2, 0x0A)
      case 0xC2 where second < 0xA0 || second == 0xAD: (length, dropped) = (2, true)
      case 0xE2 where second == 0x80 && (third == 0xA8 || third == 0xA9): (length, replacement) = (3, 0x0A)
      case 0xEF where second == 0xBB && third == 0xBF: (length, dropped) = (3, true)
      case 0xEF where second == 0xBF && third >= 0xBE: (length, dropped) = (3, true)
      default: break
      }
      if let replacement {
        output.append(replacement)
      } else if !dropped {
        for offset in 0..<length where index + offset < utf8.count { output.append(utf8[index + offset]) }
      }
      index += length
    }
    return output
  }
}
