#if Dashboard

/// Names of the languages that articles are in.
enum ContentLanguageName {
  private static let names: [String: (english: String, vietnamese: String)] = [
    "vi": ("Vietnamese", "Tiếng Việt"), "en": ("English", "Tiếng Anh"), "zh": ("Chinese", "Tiếng Trung"),
    "ko": ("Korean", "Tiếng Hàn"), "ja": ("Japanese", "Tiếng Nhật"), "fr": ("French", "Tiếng Pháp"),
    "de": ("German", "Tiếng Đức"), "es": ("Spanish", "Tiếng Tây Ban Nha"), "ru": ("Russian", "Tiếng Nga"),
    "ar": ("Arabic", "Tiếng Ả Rập"), "he": ("Hebrew", "Tiếng Do Thái"), "it": ("Italian", "Tiếng Ý"),
    "pt": ("Portuguese", "Tiếng Bồ Đào Nha"), "th": ("Thai", "Tiếng Thái"), "id": ("Indonesian", "Tiếng Indonesia"),
    "nl": ("Dutch", "Tiếng Hà Lan"), "pl": ("Polish", "Tiếng Ba Lan"), "tr": ("Turkish", "Tiếng Thổ Nhĩ Kỳ"),
    "sv": ("Swedish", "Tiếng Thụy Điển"), "da": ("Danish", "Tiếng Đan Mạch"), "no": ("Norwegian", "Tiếng Na Uy"),
    "fi": ("Finnish", "Tiếng Phần Lan"), "cs": ("Czech", "Tiếng Séc"), "hu": ("Hungarian", "Tiếng Hungary"),
    "ro": ("Romanian", "Tiếng Romania"), "hr": ("Croatian", "Tiếng Croatia"), "sl": ("Slovene", "Tiếng Slovenia"),
    "uk": ("Ukrainian", "Tiếng Ukraina"), "el": ("Greek", "Tiếng Hy Lạp"), "tl": ("Filipino", "Tiếng Philippines"),
    "ms": ("Malay", "Tiếng Mã Lai"), "hi": ("Hindi", "Tiếng Hindi"), "fa": ("Persian", "Tiếng Ba Tư"),
  ]

  static func name(_ code: String, in language: InterfaceLanguage) -> String {
    guard let name = names[code] else { return code }
    return language == .vietnamese ? name.vietnamese : name.english
  }
}

#endif
