extension ConsumerFrame.Acknowledgement: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.openObject()
    json.key("epoch")
    json.value(epoch.rawValue)
    json.key("producer")
    json.value(producer.rawValue)
    json.key("receipts")
    json.openArray()
    for receipt in receipts {
      json.openObject()
      json.key("id")
      json.value(receipt.id.digest)
      json.key("outcome")
      json.value(receipt.outcome.rawValue)
      json.key("sequence")
      json.value(receipt.sequence.rawValue)
      json.closeObject()
    }
    json.closeArray()
    json.closeObject()
  }

  init?(plain json: inout JSONScanner) {
    guard json.openObject(), json.key("epoch"), let epoch = json.integer(), json.key("producer"),
      let producer = json.text().flatMap({ ProducerID($0) }), json.key("receipts"), json.openArray()
    else { return nil }
    self.init(producer: producer, epoch: Epoch(epoch), receipts: [])
    while !json.closeArray() {
      guard json.openObject(), json.key("id"), let id = json.digest(), json.key("outcome"), let text = json.text(),
        let outcome = ConsumerFrame.Receipt.Outcome(rawValue: text), json.key("sequence"),
        let sequence = json.integer(),
        json.closeObject()
      else { return nil }
      receipts.append(
        ConsumerFrame.Receipt(sequence: SequenceNumber(sequence), id: ArticleID(id), outcome: outcome))
    }
    guard json.closeObject() else { return nil }
  }
}

extension ProducerFrame.Batch.Header: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.openObject()
    json.key("articles")
    json.openArray()
    for article in articles {
      json.openObject()
      json.key("bytes")
      json.value(article.bytes)
      json.key("id")
      json.value(article.id.digest)
      json.key("sequence")
      json.value(article.sequence.rawValue)
      json.closeObject()
    }
    json.closeArray()
    json.key("epoch")
    json.value(epoch.rawValue)
    json.key("producer")
    json.value(producer.rawValue)
    json.closeObject()
  }

  init?(plain json: inout JSONScanner) {
    guard json.openObject(), json.key("articles"), json.openArray() else { return nil }
    articles = []
    while !json.closeArray() {
      guard json.openObject(), json.key("bytes"), let bytes = json.integer(), json.key("id"), let id = json.digest(),
        json.key("sequence"), let sequence = json.integer(), json.closeObject()
      else { return nil }
      articles.append(Entry(sequence: SequenceNumber(sequence), id: ArticleID(id), bytes: Int(bytes)))
    }
    guard json.key("epoch"), let epoch = json.integer(), json.key("producer"),
      let producer = json.text().flatMap({ ProducerID($0) }), json.closeObject()
    else { return nil }
    self.epoch = Epoch(epoch)
    self.producer = producer
  }
}

extension ArticleCoding.Header: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.openObject()
    if let credit {
      json.key("credit")
      json.value(credit)
    }
    if let formers {
      json.key("formers")
      json.write(formers)
    }
    if let language {
      json.key("language")
      json.value(language)
    }
    if let published {
      json.key("published")
      json.value(published.description)
    }
    if let source {
      json.key("source")
      json.value(source)
    }
    if let supersedes {
      json.key("supersedes")
      json.value(supersedes.digest)
    }
    json.key("title")
    json.value(title)
    if let url {
      json.key("url")
      json.value(url)
    }
    json.closeObject()
  }

  init?(plain json: inout JSONScanner) {
    guard json.openObject() else { return nil }
    var isWhole = true
    func text(_ name: StaticString, _ json: inout JSONScanner) -> String? {
      guard json.key(name) else { return nil }
      let text = json.text()
      if text == nil { isWhole = false }
      return text
    }
    credit = text("credit", &json)
    if json.key("formers") {
      guard let ids = json.articleIDs() else { return nil }
      formers = ids
    }
    language = text("language", &json)
    if let written = text("published", &json) {
      guard let time = PublicationTime(written) else { return nil }
      published = time
    }
    source = text("source", &json)
    if json.key("supersedes") {
      guard let digest = json.digest() else { return nil }
      supersedes = ArticleID(digest)
    }
    guard let title = text("title", &json) else { return nil }
    self.title = title
    url = text("url", &json)
    guard isWhole, json.closeObject() else { return nil }
  }
}
