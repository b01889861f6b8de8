/// Zones of times, in seconds east of Greenwich: by their names, by the language of a press, and as dates state them.
enum ZoneOffset {
  /// Of a zone by its abbreviation; nil where it is unknown or means several.
  static func named(_ word: DateWord, language: String?) -> Int? {
    switch word {
    case "z", "wet", "gmt", "utc": 0
    case "bst" where language == "en": 3_600
    case "west": 3_600
    case "cet", "mez": 3_600
    case "cest", "mesz", "eet", "sast", "cat": 7_200
    case "eest", "msk", "мск", "trt", "eat": 10_800
    case "wib", "ict": 25_200
    case "wita", "sgt", "hkt", "pht", "awst", "myt": 28_800
    case "wit", "jst", "kst": 32_400
    case "ist" where language == "hi" || language == "en" || language == "ta": 19_800
    case "aest": 36_000
    case "aedt": 39_600
    case "nzst": 43_200
    case "nzdt": 46_800
    case "edt": -14_400
    case "est", "cdt": -18_000
    case "mdt": -21_600
    // China's where programs print their own clock; elsewhere that of RFC 822.
    case "cst": language == "zh" ? 28_800 : -21_600
    case "mst", "pdt": -25_200
    case "pst": -28_800
    case "brt": -10_800
    default: nil
    }
  }

  /// Where practically all press in a language is in one zone; nil elsewhere.
  static func usual(in language: String?) -> Int? {
    switch language {
    case "vi", "th", "km", "lo": 7 * 3_600
    case "zh": 8 * 3_600
    case "ja", "ko": 9 * 3_600
    case "my": 6 * 3_600 + 1_800
    case "hi", "ta", "te", "mr": 5 * 3_600 + 1_800
    case "bn": 6 * 3_600
    case "tr", "be": 3 * 3_600
    case "is": 0
    default: nil
    }
  }

  /// What a text that follows the clock of a date for machines states: `+0700`, `+07:00`, `+7`, `Z`, `GMT`, `GMT+7`, `(UTC +07:00)`,
  /// `EST`. What stands behind it is a remark; nil where it begins with no zone.
  static func stated(by text: ArraySlice<UInt8>, language: String?) -> Int? {
    beginning(DateToken.tokens(of: text.prefix(longest))[...], language: language, isExpected: true)?.offset
  }

  /// Bytes.
  private static let longest = 80

  /// The zone that `tokens` begin with, and the index of the token after it; nil where they begin with none.
  ///
  /// In a line for people another number may follow the clock: unless a zone `isExpected`, one without `GMT` must be of four digits, or of
  /// two right after the clock.
  static func beginning(
    _ tokens: ArraySlice<DateToken>, language: String?, isExpected: Bool = false
  ) -> (offset: Int, end: Int)? {
    let rest = tokens.first?.isOne(of: "([,") == true ? tokens.dropFirst() : tokens
    guard let first = rest.first else { return nil }
    guard first.text == "gmt" || first.text == "utc" || isExpected && first.text == "ut" else {
      if let distance = distance(rest, isExpected: isExpected) { return distance }
      guard first.kind == .word, let offset = named(first.text, language: language) else { return nil }
      return (offset, rest.startIndex + 1)
    }
    return distance(rest.dropFirst(), isExpected: true) ?? (0, rest.startIndex + 1)
  }

  /// A sign and the hours, or hours and minutes, behind it. Behind a space, `- 5` is more likely a date's.
  private static func distance(_ tokens: ArraySlice<DateToken>, isExpected: Bool) -> (offset: Int, end: Int)? {
    guard tokens.count >= 2, let sign = tokens.first, sign.isOne(of: "+-−–") else { return nil }
    var end = tokens.startIndex + 2
    let number = tokens[end - 1]
    guard number.kind == .number, number.digits <= 4, !number.isSpaced || sign.text == "+",
      isExpected || number.digits == 4 || !sign.isSpaced && number.digits != 1
    else { return nil }
    var (hours, minutes) = number.digits > 2 ? (number.value / 100, number.value % 100) : (number.value, 0)
    if number.digits <= 2, end + 1 < tokens.endIndex, tokens[end].text == ":", tokens[end + 1].digits == 2,
      tokens[end + 1].value < 60
    {
      minutes = tokens[end + 1].value
      end += 2
    }
    let seconds = hours * 3_600 + minutes * 60
    guard minutes < 60, seconds <= farthest else { return nil }
    return (sign.text == "+" ? seconds : -seconds, end)
  }

  /// No zone is farther from Greenwich.
  private static let farthest = 14 * 3_600
}
