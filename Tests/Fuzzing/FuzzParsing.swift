import Glibc
import NewsModels
import Parsing

/// One run of libFuzzer: whatever the bytes are, reading them ends, crashes nothing and keeps what `ReadOutcome` promises.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParsing(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  readWhole(bytes, name: "file")
  split(bytes)
  return 0
}

/// Every form, as `newsctl parse --explain` reads it.
private func readWhole(_ bytes: [UInt8], name: String) {
  let explanation = DocumentReader().explain(bytes, hints: .init(name: name))
  switch explanation.outcome {
  case .articles(let articles):
    require(!articles.isEmpty, "an outcome without articles")
    for article in articles { check(article) }
  case .skipped(let reason), .unreadable(let reason):
    require(!reason.isEmpty, "no reason")
    require(!reason.unicodeScalars.contains { $0.value < 0x20 }, "a reason with control characters")
  }
  require(
    DocumentReader().read(bytes, hints: .init(name: name)) == explanation.outcome, "explaining changes the outcome")
}

private func check(_ article: Article) {
  require(!article.title.isEmpty, "an empty title")
  require(!article.title.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }, "controls in a title")
  require(
    !article.body.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "controls in a body")
  require(
    !article.body.hasPrefix("\n") && !article.body.hasSuffix("\n") && !article.body.contains("\n\n"),
    "an empty paragraph")
}

/// The splitter in small and odd chunks, with a limit that inputs reach, and each record as a document.
private func split(_ bytes: [UInt8]) {
  let limit = 2_048
  var splitter = ContainerSplitter(name: "file", limit: limit)
  var fed = 0
  var items = 0
  func take(_ splitter: inout ContainerSplitter) {
    while let item = splitter.next() {
      items += 1
      require(items <= 4 * (bytes.count + 16) * 1_100 / 5, "more records than bytes can make")
      guard case .document(let name, let record) = item else { continue }
      require(record.count <= limit + 65_536, "a record above the limit")
      if items <= 8, name != "file" { readWhole(record, name: name) }
    }
  }
  while fed < bytes.count, !splitter.isOver {
    let chunk = Array(bytes[fed..<min(bytes.count, fed + 1 + (fed * 7 + bytes.count) % 977)])
    fed += chunk.count
    splitter.feed(chunk)
    take(&splitter)
  }
  splitter.finish()
  take(&splitter)
  require(splitter.isOver, "a splitter that never ends")
}

private func require(_ condition: Bool, _ broken: String) {
  if condition { return }
  let line = "broken promise: \(broken)\n"
  _ = line.utf8CString.withUnsafeBufferPointer { write(STDERR_FILENO, $0.baseAddress, line.utf8.count) }
  abort()
}
