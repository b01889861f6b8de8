/// Whoever waits for what he pushed asks for thousands of ids at once, several times a second.
extension StoredIDs: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.openObject()
    json.key("ids")
    json.write(ids)
    if let request {
      json.key("request")
      json.value(request)
    }
    if let wait {
      json.key("wait")
      json.value(wait)
    }
    json.closeObject()
  }

  init?(plain json: inout JSONScanner) {
    var request: Int?
    guard json.openObject(), json.takeRequest(&request), json.key("ids"), let ids = json.articleIDs() else {
      return nil
    }
    if request == nil, !json.takeRequest(&request) { return nil }
    self.init(request: request, ids: ids)
    if json.key("wait") {
      guard let number = json.integer() else { return nil }
      wait = Int(number)
    }
    guard json.closeObject() else { return nil }
  }
}
