/// Traditional Chinese characters and Japanese forms beside the simplified ones.
///
/// The traditional ones stand in `han-variants.txt`, each before its simplified form. ICU knows them, and its answer is what the file
/// holds: asked at each start it took some 30 milliseconds and 5 MB, and another version of it might have counted other articles.
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
    let text = String(decoding: PackageResources.han_variants_txt, as: UTF8.self)
    let forms = text.unicodeScalars.map(\.value).filter { range.contains($0) }
    for index in stride(from: 0, to: forms.count - 1, by: 2) {
      table[Int(forms[index] - range.lowerBound)] = UInt16(forms[index + 1])
    }
    for (form, simple) in zip(japanese.unicodeScalars, japaneseSimplified.unicodeScalars) {
      table[Int(form.value - range.lowerBound)] = UInt16(simple.value)
    }
    return table
  }()

  /// Forms of Japan that are neither.
  static let japanese = "戦弾対発総経済団権関撃囲軽鉄労働観変続様駆辺県広帰実図円"
  private static let japaneseSimplified = "战弹对发总经济团权关击围轻铁劳动观变续样驱边县广归实图圆"
}
