#if Dashboard
import NewsModels

/// Names of topics as a reader of a language knows them.
enum TopicName {
  /// Those that come with the program; an analyst's own topic keeps the name that its file gives it.
  private static let vietnamese = [
    "north-korea": "Triều Tiên", "gaza": "Gaza", "taiwan-strait": "Eo biển Đài Loan",
  ]

  static func name(_ topic: TopicID, given name: String, in language: InterfaceLanguage) -> String {
    language == .vietnamese ? vietnamese[topic.rawValue] ?? name : name
  }
}

#endif
