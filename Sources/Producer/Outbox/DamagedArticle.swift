import NewsModels

extension DeliverableArticle {
  /// The article as it was accepted; where the disk has changed it since, one that says so: no consumer reads it, it is put aside there,
  /// and counted as quarantined rather than as news.
  ///
  /// The pages of the database have checksums, texts in segments have none. The id is the text's hash, but costs too much for every
  /// article: this is for those of an earlier life.
  func checked() -> DeliverableArticle {
    if let article = try? ArticleCoding.decode(article), article.id == id { return self }
    return damaged
  }

  /// What goes out instead of an article whose text is lost. Where it is not lost, but was freed meanwhile because all groups have it,
  /// they know its id and answer so.
  var damaged: DeliverableArticle {
    let reason =
      "damaged on the producer's disk: the text is not the one that was accepted; push its document with --again"
    return DeliverableArticle(sequence: sequence, id: id, article: ArticleCoding.damaged(article, reason: reason))
  }
}
