import Testing

@testable import Classifying

/// What is built in for speed must say what the slow way says.
@Suite struct FoldingTests {
  static let scalars = (0...0x2FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)

  @Test func shortCutsReadEveryScalarAsTheSlowWay() {
    let wrong = Self.scalars.filter { scalar in
      // A call to Foundation for each would take minutes; nothing but these ranges has decompositions or short cuts.
      guard
        scalar.value < 0x3400 || (0x9FF0...0xAC10).contains(scalar.value) || (0xD790...0x10000).contains(scalar.value)
          || (0x1EF00...0x1FC00).contains(scalar.value) || scalar.value % 97 == 0
      else { return false }
      return FoldingTable.shared.reading(scalar) != ScalarReading(ScalarFolding(scalar))
    }
    #expect(wrong == [])
  }

  @Test func everyMarkAndEveryIgnoredScalarStopsTheScan() {
    let missed = Self.scalars.filter { scalar in
      let properties = scalar.properties
      let isMark =
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
      guard isMark || properties.isDefaultIgnorableCodePoint else { return false }
      let bytes = Array(String(scalar).utf8)
      return !bytes.indices.contains { NormalizationScreen.stops(at: Array(bytes[...$0])) }
    }
    #expect(missed == [])
  }

  @Test func everySpaceAndHyphenIsKnownOrStopsTheScan() {
    let missed = Self.scalars.filter { scalar in
      guard scalar.value < 0x3400 || scalar.value > 0xFE00, scalar.value < 0x10000 else { return false }
      guard FoldingTable.shared.folding(scalar).kind == .space else { return false }
      let bytes = Array(String(scalar).utf8)
      return !NormalizationScreen.spaces.contains(bytes) && !NormalizationScreen.stops(at: bytes)
    }
    // Control characters that count as spaces are no part of an article's text.
    #expect(missed.filter { $0.value > 0x20 } == [])
  }

  @Test func runsOfLatinLettersHoldNothingButWordLetters() {
    for scalar in Self.scalars where scalar.value < 0x3000 {
      let bytes = Array(String(scalar).utf8)
      guard UTF8Text.endOfLatinLetters(bytes.span, from: 0) > 0 else { continue }
      #expect(FoldingTable.shared.reading(scalar).isWordLetter, "\(scalar.value)")
    }
  }

  @Test func invalidBytesAreReadAloneInBothDirections() {
    let cases: [[UInt8]] = [
      [0x80], [0xBF, 0xBF], [0xC0, 0x80], [0xC3], [0xC3, 0x41], [0xE1, 0xBA], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x9F, 0x98],
      [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x80, 0x80, 0x80], [0xFF],
    ]
    for bytes in cases {
      let text = [0x61] + bytes
      #expect(UTF8Text.scalar(text.span, at: 1) == (nil, 1))
      let (scalar, length) = UTF8Text.scalar(text.span, before: text.count)
      #expect(scalar == nil || scalar == "A")
      #expect(length == 1)
    }
    let letter = Array("aế".utf8)
    #expect(UTF8Text.scalar(letter.span, at: 1) == ("ế", 3))
    #expect(UTF8Text.scalar(letter.span, before: 4) == ("ế", 3))
  }
}
