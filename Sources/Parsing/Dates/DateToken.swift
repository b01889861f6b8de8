/// A number, a word or a mark of a line in which a date is looked for.
struct DateToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number
    case word
    case mark
  }

  var kind: Kind
  /// The value of a number; 0 for the others.
  var value = 0
  /// How many digits a number is written with.
  var digits = 0
  /// A word in small letters, a mark as it is; empty for numbers.
  var text = ""
  /// Whether white space stands before it.
  var isSpaced = false
  /// Its bytes in the line.
  var range: Range<Int>

  /// Whether it is a mark, and one of the characters of `marks`.
  func isOne(of marks: String) -> Bool {
    guard kind == .mark, let mark = text.unicodeScalars.first else { return false }
    return marks.unicodeScalars.contains(mark)
  }

  static func tokens(of line: ArraySlice<UInt8>) -> [DateToken] {
    var tokens: [DateToken] = []
    tokens.reserveCapacity(line.count / 3)
    var word = Word()
    var offset = line.startIndex
    var isSpaced = false
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      let start = offset
      offset += UTF8.width(scalar)
      if scalar == " " || scalar == "\t" || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "\u{3000}" {
        isSpaced = true
        continue
      }
      defer { isSpaced = false }
      let last = isSpaced ? nil : tokens.indices.last
      if let digit = digit(scalar) {
        if let last, tokens[last].kind == .number, tokens[last].digits < 9 {
          tokens[last].value = tokens[last].value * 10 + digit
          tokens[last].digits += 1
          tokens[last].range = tokens[last].range.lowerBound..<offset
        } else {
          word.end(&tokens)
          tokens.append(DateToken(kind: .number, value: digit, digits: 1, isSpaced: isSpaced, range: start..<offset))
        }
      } else if let small = SmallLetter(scalar) {
        if let last, !stands(scalar), tokens[last].kind == .word, !word.standsAlone {
          tokens[last].range = tokens[last].range.lowerBound..<offset
        } else {
          word.end(&tokens)
          word.standsAlone = stands(scalar)
          tokens.append(DateToken(kind: .word, isSpaced: isSpaced, range: start..<offset))
        }
        small.append(to: &word.utf8)
      } else {
        word.end(&tokens)
        tokens.append(
          DateToken(kind: .mark, text: String(scalar), isSpaced: isSpaced, range: start..<offset))
      }
    }
    word.end(&tokens)
    return tokens
  }

  /// The text of the last token while it grows.
  private struct Word {
    var utf8: [UInt8] = []
    /// Whether it is a Chinese or Japanese character.
    var standsAlone = false

    /// Hands the text to the last token, if that is a word that has none yet.
    mutating func end(_ tokens: inout [DateToken]) {
      guard !utf8.isEmpty, let last = tokens.indices.last else { return }
      tokens[last].text = String(decoding: utf8, as: UTF8.self)
      utf8.removeAll(keepingCapacity: true)
    }
  }

  /// Chinese and Japanese characters each stand for themselves.
  private static func stands(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9FFF).contains(scalar.value) }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value - 0x30)
    case 0x660...0x669: Int(scalar.value - 0x660)
    case 0x6F0...0x6F9: Int(scalar.value - 0x6F0)
    case 0x966...0x96F: Int(scalar.value - 0x966)
    case 0x9E6...0x9EF: Int(scalar.value - 0x9E6)
    case 0xE50...0xE59: Int(scalar.value - 0xE50)
    case 0x1040...0x1049: Int(scalar.value - 0x1040)
    case 0xFF10...0xFF19: Int(scalar.value - 0xFF10)
    default: nil
    }
  }
}
