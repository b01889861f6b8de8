/// What words before a date say of it: `Đăng ngày: 24/02/2024 | Cập nhật: 25/02/2024`.
enum DateLabel: Hashable, Sendable {
  case publication
  case update

  /// The label that begins with the first of `tokens`; nil where none does.
  init?(beginning tokens: ArraySlice<DateToken>) {
    guard let first = tokens.first, first.kind == .word else { return nil }
    let second = tokens.dropFirst().first?.text
    guard let label = Self.words[first.text] ?? second.flatMap({ Self.pairs[first.text]?[$0] }) else { return nil }
    self = label
  }

  /// Whether a word is one of those that labels are made of.
  static func isMadeOf(_ word: DateWord) -> Bool { words[word] != nil || wordsOfPairs.contains(word) }

  private static let wordsOfPairs = Set(pairs.flatMap { [$0.key] + $0.value.keys })

  private static let words: [DateWord: DateLabel] = [
    "đăng": .publication, "published": .publication, "posted": .publication, "veröffentlicht": .publication,
    "publié": .publication, "publicado": .publication, "pubblicato": .publication, "gepubliceerd": .publication,
    "publicerad": .publication, "publisert": .publication, "julkaistu": .publication, "opublikowano": .publication,
    "опубликовано": .publication,
    "updated": .update, "update": .update, "modified": .update, "edited": .update, "reviewed": .update,
    "aktualisiert": .update, "actualizado": .update, "atualizado": .update, "aggiornato": .update,
    "bijgewerkt": .update, "uppdaterad": .update, "oppdatert": .update, "opdateret": .update, "päivitetty": .update,
    "zaktualizowano": .update, "aktualizacja": .update, "обновлено": .update,
  ]

  /// By the first word and the second.
  private static let pairs: [DateWord: [DateWord: DateLabel]] = [
    "xuất": ["bản": .publication], "cập": ["nhật": .update], "chỉnh": ["sửa": .update], "mis": ["à": .update],
    "mise": ["à": .update], "发": ["布": .publication], "發": ["布": .publication, "佈": .publication], "更": ["新": .update],
  ]
}
