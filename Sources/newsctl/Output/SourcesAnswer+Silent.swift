import NewsModels

extension SourcesAnswer {
  /// The outlets that fell silent, as far as they are told beside the figures of `filter`.
  ///
  /// They are of the whole store and as of its newest day: one that still wrote after the range was not silent in it, and what names no
  /// outlet is none. Who asks for one outlet asked for no other.
  /// - Parameter filter: as an answer has it, a period by its days.
  func silent(beside filter: ArticleFilter) -> [SourceAccount] {
    if filter.source != nil { return [] }
    return sources.filter { account in
      guard account.isSilent, account.source != nil else { return false }
      guard let until = filter.until, let last = account.lastDay else { return true }
      return last <= until
    }
  }
}
