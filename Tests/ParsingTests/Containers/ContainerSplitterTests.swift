import Testing

@testable import Parsing

@Suite struct ContainerSplitterTests {
  /// Everything that comes out of `bytes` fed in chunks of `chunk` bytes.
  static func split(_ bytes: [UInt8], name: String = "file", limit: Int = 8 << 20, chunk: Int = 7) -> [ContainerSplitter
    .Item]
  {
    var splitter = ContainerSplitter(name: name, limit: limit)
    var items: [ContainerSplitter.Item] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + chunk)
      splitter.feed(Array(bytes[start..<end]))
      while let item = splitter.next() { items.append(item) }
      start = end
    }
    splitter.finish()
    while let item = splitter.next() { items.append(item) }
    return items
  }

  static func document(_ name: String, _ text: String) -> ContainerSplitter.Item {
    .document(name: name, bytes: Array(text.utf8))
  }

  @Test(arguments: [1, 3, 1_000])
  func jsonLinesComeOneByOne(chunk: Int) {
    let lines = "{\"a\": 1}\n\n{\"b\": 2}\r\n{\"c\": 3}"
    #expect(
      Self.split(Array(lines.utf8), chunk: chunk) == [
        Self.document("file#0", "{\"a\": 1}"), Self.document("file#1", "{\"b\": 2}"),
        Self.document("file#2", "{\"c\": 3}"),
      ])
  }

  @Test func aLineAboveTheLimitIsRefusedAndTheOthersGoOn() throws {
    let long = "{\"b\": \"" + String(repeating: "x", count: 100) + "\"}"
    let items = Self.split(Array("{\"a\": 1}\n\(long)\n{\"c\": 3}\n".utf8), limit: 50)
    try #require(items.count == 3)
    #expect(items.first == Self.document("file#0", "{\"a\": 1}"))
    guard case .refused("file#1", let reason) = items[1] else {
      Issue.record("expected a refusal")
      return
    }
    #expect(reason.contains("50 bytes"))
    #expect(items.last == Self.document("file#2", "{\"c\": 3}"))
  }

  @Test func blankLinesAfterTheOnlyOneAreNotCountedAsItsOwn() {
    let items = Self.split(Array(("{\"a\": 1}\n" + String(repeating: " \n", count: 100)).utf8), limit: 50)
    #expect(items == [Self.document("file#0", "{\"a\": 1}")])
  }

  @Test func aLineThatIsNoObjectIsRefusedAndTheOthersGoOn() throws {
    let lines = "{\"a\": 1}\n\n \nThe rest of a text that was cut. And more of it.\"}\n{\"c\": 3}\n"
    let items = Self.split(Array(lines.utf8))
    try #require(items.count == 3)
    guard case .refused("file#1", let reason) = items[1] else {
      Issue.record("expected a refusal")
      return
    }
    #expect(reason.contains("JSON object on line 4") && !reason.contains("cut"))
    #expect(items.last == Self.document("file#2", "{\"c\": 3}"))
  }

  /// A first line that is broken costs itself only, as any other does.
  @Test(
    arguments: [
      #"{"title": "A""#, #"{"title": "A", "text": "The rest of"#, #"{"title": "A","#, #"{"title": tru"#, "{title: 1",
      #"{"title": "A", "tags": ["#, #"{"title":"#, "{", #"{"title": "A"} ]}"#,
    ], [1, 5, 1_000])
  func aBrokenFirstLineDoesNotHideTheOthers(first: String, chunk: Int) {
    let items = Self.split(Array("\(first)\n\n{\"b\": 2}\r\n{\"c\": 3}\n".utf8), chunk: chunk)
    #expect(
      items == [
        Self.document("file#0", first), Self.document("file#1", "{\"b\": 2}"), Self.document("file#2", "{\"c\": 3}"),
      ])
  }

  /// Whatever lines an object is written over, it stays one.
  @Test(
    arguments: [
      "{\"items\": [\n{\"a\": 1}\n]}", "{\"items\": [\n{\"a\": 1}\n,{\"b\": 2}\n]}\n", "{\"item\":\n{\"a\": 1}\n}\n",
      "{\"items\": [\n{\"a\": 1},\n{\"b\": 2}]}", "{\"text\": \"one\n{\n}\", \"a\": 1}",
      "{\"items\": [\n{\n\"a\": 1\n}\n]\n}\n",
      "{\"text\": \"one\n{}\n{}\"}",
    ], [1, 5, 1_000])
  func anObjectOverLinesStaysOne(text: String, chunk: Int) {
    #expect(Self.split(Array(text.utf8), chunk: chunk) == [Self.document("file", text)])
  }

  @Test func aFileThatIsNoContainerKeepsItsName() {
    #expect(Self.split(Array("Title\n\nText.\n".utf8)) == [Self.document("file", "Title\n\nText.\n")])
    #expect(Self.split(Array("{\n \"a\": 1\n}\n".utf8)) == [Self.document("file", "{\n \"a\": 1\n}\n")])
  }
}
