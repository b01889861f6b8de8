import Foundation

/// Traditional Chinese characters and Japanese forms beside the simplified ones.
///
/// ICU knows the traditional ones; they are asked for once a process, when the first Chinese character comes, in some 30 milliseconds.
enum HanVariants {
  private static let range: ClosedRange<UInt32> = 0x4E00...0x9FFF

  /// The simplified form, or the character itself where there is none.
  static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard range.contains(scalar.value) else { return scalar }
    return Unicode.Scalar(table[Int(scalar.value - range.lowerBound)]) ?? scalar
  }

  /// The characters, themselves included, whose simplified form is among `wanted`.
  static func variants(of wanted: Set<Unicode.Scalar>) -> [Unicode.Scalar] {
    zip(range, table).compactMap { value, simplified in
      guard let form = Unicode.Scalar(simplified), wanted.contains(form) else { return nil }
      return Unicode.Scalar(value)
    }
  }

  /// By character of the range.
  private static let table: [UInt16] = {
    var table = range.map { UInt16($0) }
    var lines = String.UnicodeScalarView()
    for value in range {
      if let scalar = Unicode.Scalar(value) { lines.append(scalar) }
      lines.append("\n")
    }
    // Each in a line of its own, so that no neighbour changes the answer.
    let simplified = String(lines).applyingTransform(StringTransform("Traditional-Simplified"), reverse: false) ?? ""
    for (index, line) in simplified.unicodeScalars.split(separator: "\n").enumerated() where index < table.count {
      if line.count == 1, let form = line.first, range.contains(form.value) { table[index] = UInt16(form.value) }
    }
    for (form, simple) in zip(japanese.unicodeScalars, japaneseSimplified.unicodeScalars) {
      table[Int(form.value - range.lowerBound)] = UInt16(simple.value)
    }
    return table
  }()

  /// Forms of Japan that are neither.
  private static let japanese = "戦弾対発総経済団権関撃囲軽鉄労働観変続様駆辺県広帰実図円"
  private static let japaneseSimplified = "战弹对发总经济团权关击围轻铁劳动观变续样驱边县广归实图圆"
}
