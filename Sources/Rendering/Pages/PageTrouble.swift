#if Dashboard
import NewsModels

/// Why a page cannot be shown.
public enum PageTrouble: Sendable {
  case noSuchPage
  case noSuchArticle
  case severalArticles
  case busy
  /// What a service, or the reading of the address, says about it.
  case because(String)

  func message(_ words: Wording) -> String {
    switch self {
    case .noSuchPage: words.notFound
    case .noSuchArticle: words.noSuchArticle
    case .severalArticles: words.severalArticles
    case .busy: words.busy
    case .because(let reason): reason.printable
    }
  }
}

#endif
