import NewsModels

@testable import Parsing

/// How tests read documents.
enum Reading {
  static func articles(_ bytes: [UInt8], name: String? = nil) -> [Article] {
    guard case .articles(let articles) = DocumentReader().read(bytes, hints: .init(name: name)) else { return [] }
    return articles
  }

  static func articles(_ text: String, name: String? = nil) -> [Article] { articles(Array(text.utf8), name: name) }

  /// Why a document could not be read; nil where it gave articles, and where it was skipped.
  static func refusal(_ bytes: [UInt8], name: String? = nil) -> String? {
    if case .unreadable(let reason) = DocumentReader().read(bytes, hints: .init(name: name)) { reason } else { nil }
  }

  static func skip(_ bytes: [UInt8], name: String? = nil) -> String? {
    if case .skipped(let reason) = DocumentReader().read(bytes, hints: .init(name: name)) { reason } else { nil }
  }
}
