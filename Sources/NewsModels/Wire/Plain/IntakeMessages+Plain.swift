extension PushRequest: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.openObject()
    json.key("documents")
    json.openArray()
    for document in documents {
      json.openObject()
      if let again = document.again {
        json.key("again")
        json.value(again)
      }
      json.key("name")
      json.value(document.name)
      if let source = document.source {
        json.key("source")
        json.value(source)
      }
      json.closeObject()
    }
    json.closeArray()
    if let request {
      json.key("request")
      json.value(request)
    }
    json.closeObject()
  }

  init?(plain json: inout JSONScanner) {
    guard json.openObject(), json.takeRequest(&request), json.key("documents"), json.openArray() else { return nil }
    documents = []
    while !json.closeArray() {
      guard let document = Document(plain: &json) else { return nil }
      documents.append(document)
    }
    if request == nil, !json.takeRequest(&request) { return nil }
    guard json.closeObject() else { return nil }
  }
}

extension PushRequest.Document {
  fileprivate init?(plain json: inout JSONScanner) {
    guard json.openObject() else { return nil }
    if json.key("again") {
      guard let flag = json.flag() else { return nil }
      again = flag
    }
    guard json.key("name"), let text = json.text() else { return nil }
    name = text
    if json.key("source") {
      guard let text = json.text() else { return nil }
      source = text
    }
    guard json.closeObject() else { return nil }
  }
}

extension PushAnswer: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.openObject()
    if let request {
      json.key("request")
      json.value(request)
    }
    json.key("results")
    json.openArray()
    for result in results {
      json.openObject()
      json.key("accepted")
      json.write(result.accepted)
      json.key("duplicates")
      json.write(result.duplicates)
      json.key("outcome")
      json.value(result.outcome.rawValue)
      if let reason = result.reason {
        json.key("reason")
        json.value(reason)
      }
      if let undated = result.undated {
        json.key("undated")
        json.value(undated)
      }
      json.closeObject()
    }
    json.closeArray()
    json.closeObject()
  }

  init?(plain json: inout JSONScanner) {
    guard json.openObject(), json.takeRequest(&request), json.key("results"), json.openArray() else { return nil }
    results = []
    while !json.closeArray() {
      guard let result = DocumentAnswer(plain: &json) else { return nil }
      results.append(result)
    }
    guard json.closeObject() else { return nil }
  }
}

extension DocumentAnswer {
  fileprivate init?(plain json: inout JSONScanner) {
    guard json.openObject(), json.key("accepted"), let accepted = json.articleIDs(), json.key("duplicates"),
      let duplicates = json.articleIDs(), json.key("outcome"), let text = json.text(),
      let outcome = Outcome(rawValue: text)
    else { return nil }
    self.init(outcome: outcome, accepted: accepted, duplicates: duplicates)
    if json.key("reason") {
      guard let text = json.text() else { return nil }
      reason = text
    }
    if json.key("undated") {
      guard let count = json.integer() else { return nil }
      undated = Int(count)
    }
    guard json.closeObject() else { return nil }
  }
}

extension JSONWriter {
  mutating func write(_ ids: [ArticleID]) {
    openArray()
    for id in ids { value(id.digest) }
    closeArray()
  }
}

extension JSONScanner {
  /// False where the key is there and no number of a request behind it.
  mutating func takeRequest(_ request: inout Int?) -> Bool {
    guard key("request") else { return true }
    request = integer().map { Int($0) }
    return request != nil
  }

  mutating func articleIDs() -> [ArticleID]? {
    guard openArray() else { return nil }
    var ids: [ArticleID] = []
    while !closeArray() {
      guard let digest = digest() else { return nil }
      ids.append(ArticleID(digest))
    }
    return ids
  }
}
