/// A number, a word or a mark of a line in which a date is looked for.
struct DateToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number
    case word
    case mark
  }

  var kind: Kind
  /// Its first character; a mark has no others.
  var first: Unicode.Scalar
  /// The value of a number; 0 for the others.
  var value = 0
  /// How many digits a number is written with.
  var digits = 0
  /// A word in small letters, a mark as it is; empty for numbers.
  var text = DateWord()
  /// Whether white space stands before it.
  var isSpaced: Bool
  /// Its bytes in the line.
  var range: Range<Int>

  /// Whether it is a mark, and one of the characters of `marks`.
  func isOne(of marks: String) -> Bool { kind == .mark && marks.unicodeScalars.contains(first) }

  /// The tokens of a line, which is valid UTF-8; a character that is cut at its end is a mark.
  static func tokens(of line: ArraySlice<UInt8>) -> [DateToken] {
    line.withUnsafeBufferPointer { tokens(of: $0, from: line.startIndex) }
  }

  /// - Parameter offset: where the line begins.
  private static func tokens(of line: UnsafeBufferPointer<UInt8>, from offset: Int) -> [DateToken] {
    var tokens: [DateToken] = []
    tokens.reserveCapacity(line.count / 3)
    // The last token, which may go on.
    var last: DateToken?
    var isSpaced = false
    var index = 0
    while index < line.count {
      if !isSpaced, last?.takeLetters(line, &index, from: offset) == true { continue }
      let (scalar, size) = scalar(line, at: index)
      let range = offset + index..<offset + index + size
      index += size
      if isSpace(scalar) {
        isSpaced = true
        continue
      }
      let piece = Piece(scalar)
      if isSpaced || last?.take(piece, through: range.upperBound) != true {
        if let last { tokens.append(last) }
        last = piece.token(isSpaced: isSpaced, range: range)
      }
      isSpaced = false
    }
    if let last { tokens.append(last) }
    return tokens
  }

  /// Whether `piece`, which follows without a space, belongs to the token; then it is taken in.
  @inline(__always)
  private mutating func take(_ piece: Piece, through end: Int) -> Bool {
    switch (kind, piece) {
    case (.number, .digit(let digit, _)):
      guard digits < 9 else { return false }
      value = value * 10 + digit
      digits += 1
    case (.word, .letter(let letter, let scalar)):
      guard !Self.standsAlone(first), !Self.standsAlone(scalar) else { return false }
      letter.append(to: &text)
    default: return false
    }
    range = range.lowerBound..<end
    return true
  }

  /// Takes in the ASCII letters from `index` on, if the token is a word that they go on with; answers whether there are any.
  @inline(__always)
  private mutating func takeLetters(_ line: UnsafeBufferPointer<UInt8>, _ index: inout Int, from offset: Int) -> Bool {
    guard kind == .word, line[index].isASCIILetter, !Self.standsAlone(first) else { return false }
    repeat {
      text.append(line[index] | 0x20)
      index += 1
    } while index < line.count && line[index].isASCIILetter
    range = range.lowerBound..<offset + index
    return true
  }

  private enum Piece {
    case digit(Int, Unicode.Scalar)
    case letter(SmallLetter, Unicode.Scalar)
    case mark(Unicode.Scalar)

    @inline(__always)
    init(_ scalar: Unicode.Scalar) {
      if let digit = DateToken.digit(scalar) {
        self = .digit(digit, scalar)
      } else if let small = SmallLetter(scalar) {
        self = .letter(small, scalar)
      } else {
        self = .mark(scalar)
      }
    }

    @inline(__always)
    func token(isSpaced: Bool, range: Range<Int>) -> DateToken {
      switch self {
      case .digit(let digit, let scalar):
        return DateToken(kind: .number, first: scalar, value: digit, digits: 1, isSpaced: isSpaced, range: range)
      case .letter(let letter, let scalar):
        var token = DateToken(kind: .word, first: scalar, isSpaced: isSpaced, range: range)
        letter.append(to: &token.text)
        return token
      case .mark(let scalar):
        var token = DateToken(kind: .mark, first: scalar, isSpaced: isSpaced, range: range)
        token.text.append(scalar)
        return token
      }
    }
  }

  /// The character that begins at `index`, and how many bytes it takes.
  @inline(__always)
  private static func scalar(_ line: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let first = line[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard index + size <= line.count else { return ("\u{FFFD}", line.count - index) }
    var value = UInt32(first) & (0xFF >> UInt32(size + 1))
    for place in index + 1..<index + size { value = value << 6 | UInt32(line[place] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", size)
  }

  @inline(__always)
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "\u{3000}"
  }

  /// Chinese and Japanese characters each stand for themselves.
  static func standsAlone(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9FFF).contains(scalar.value) }

  @inline(__always)
  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.value < 0x80 { return scalar.value ^ 0x30 < 10 ? Int(scalar.value ^ 0x30) : nil }
    return switch scalar.value {
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
