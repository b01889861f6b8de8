import NewsModels

@testable import Parsing

/// Reading texts written for the tests.
enum SampleDump {
  /// The one article of a dump; nil where it is answered with none.
  static func read(_ dump: String) -> Article? {
    guard case .articles(let articles) = DocumentReader().read(Array(dump.utf8)), articles.count == 1 else {
      return nil
    }
    return articles[0]
  }

  /// Why a dump was skipped; nil where it was not.
  static func reasonToSkip(_ dump: String) -> String? {
    guard case .skipped(let reason) = DocumentReader().read(Array(dump.utf8)) else { return nil }
    return reason
  }
}
