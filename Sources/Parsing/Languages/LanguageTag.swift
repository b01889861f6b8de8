/// What documents declare as their language: `vi`, `vi-VN`, `en_GB`, `zh-cn, en`.
enum LanguageTag {
  /// Its ISO 639-1 code in small letters; nil where it does not begin with one.
  static func code(in tag: String?) -> String? {
    let letters = Array((tag ?? "").utf8)[...].trimmed.prefix { $0.isASCIILetter }
    return letters.count == 2 ? String(decoding: letters.map(\.asciiLowercased), as: UTF8.self) : nil
  }
}
