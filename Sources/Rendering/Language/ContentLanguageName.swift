#if Dashboard

/// Names of the languages that articles are in.
enum ContentLanguageName {
  private static let names: [String: (english: String, vietnamese: String)] = [
    "vi": ("Vietnamese", "Tiếng Việt"), "en": ("English", "Tiếng Anh"), "zh": ("Chinese", "Tiếng Trung"),
    "ko": ("Korean", "Tiếng Hàn"), "ja": ("Japanese", "Tiếng Nhật"), "fr": ("French", "Tiếng Pháp"),
    "de": ("German", "Tiếng Đức"), "es": ("Spanish", "Tiếng Tây Ban Nha"), "ru": ("Russian", "Tiếng Nga"),
    "ar": ("Arabic", "Tiếng Ả Rập"), "he": ("Hebrew", "Tiếng Do Thái"), "it": ("Italian", "Tiếng Ý"),
    "pt": ("Portuguese", "Tiếng Bồ Đào Nha"), "th": ("Thai", "Tiếng Thái"), "id": ("Indonesian", "Tiếng Indonesia"),
  ]

  static func name(_ code: String, in language: InterfaceLanguage) -> String {
    guard let name = names[code] else { return code }
    return language == .vietnamese ? name.vietnamese : name.english
  }
}

#endif
