import NewsModels
import Testing

@testable import Parsing

/// Tables of articles: comma-, semicolon- and tab-separated.
@Suite struct TableTests {
  static let text = RecordTests.text
  static let more = RecordTests.more

  @Test(arguments: [",", ";", "\t"])
  func eachRowIsAnArticle(separator: String) {
    let rows = [
      ["title", "date", "Source Name", "URL", "notes", "content"],
      [
        "Ferry line \"reopens\"", "2024-10-07", "Harbour Post", "https://post.example/1", "",
        "\(Self.text)\n\(Self.more)",
      ],
      ["Bridge, closed; for\tnow", "2024-10-08", "Harbour Post", "https://post.example/2", "seen", Self.more],
    ]
    let table = rows.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: separator)
    }
    let expected = [
      Article(
        title: "Ferry line \"reopens\"", body: "\(Self.text)\n\(Self.more)", published: PublicationTime("2024-10-07"),
        source: "Harbour Post", language: "en", url: "https://post.example/1"),
      Article(
        title: "Bridge, closed; for now", body: Self.more, published: PublicationTime("2024-10-08"),
        source: "Harbour Post", language: "en", url: "https://post.example/2"),
    ]
    #expect(Reading.articles(table.joined(separator: "\n")) == expected)
    #expect(Reading.articles("\u{FEFF}" + table.joined(separator: "\r\n") + "\r\n") == expected)
  }

  @Test func fieldsWithoutQuotesAreReadAsTheyAre() {
    #expect(Reading.articles("title,text\nFerry,\(Self.text)\n").map(\.body) == [Self.text])
    // The last field may be empty, and blank lines stand before the first.
    #expect(Reading.articles("\n\ntitle\ttext\tnotes\nFerry\t\(Self.text)\t").map(\.body) == [Self.text])
    // Quotes that only begin a text stand in tables of tabs.
    let quoted = "\"We are back\", the mayor said."
    #expect(
      Reading.articles("title\ttext\nFerry\t\(quoted)\nBridge\t\"\(Self.text)").map(\.body) == [
        quoted, "\"\(Self.text)",
      ])
  }

  /// Half of a text in another column, or a text that is cut off, would count as an article.
  @Test(arguments: [
    "title,text\nFerry,The line, they said, is open.\n", "title,text\nFerry,\(text)\nBridge\n",
    "title,text\nFerry,\"\(text)", "title,text\nFerry,\"\(text)\" and more\n",
    "title,text\nFerry,\"He said \"no\" to it.\"\n",
  ])
  func aTableThatIsBrokenIsRefusedWithItsPlace(table: String) {
    #expect(Reading.refusal(Array(table.utf8))?.contains("broken table") == true)
  }

  @Test func aTableWithoutATitleAndATextIsNoTextDump() {
    let table = "id,headline_id,value\n" + DocumentReaderTests.dump
    #expect(Reading.refusal(Array(table.utf8), name: "export.csv")?.contains("rename the columns") == true)
    #expect(Reading.refusal(Array("title,text\n,\n".utf8))?.contains("title, text|body|content") == true)
  }

  @Test func moreRowsThanOneDocumentMayHoldAreRefusedWhole() {
    let table = { (count: Int) in
      "title,text\n" + (0..<count).map { "Ferry \($0),\"\(Self.text)\"\n" }.joined()
    }
    #expect(Reading.articles(table(RecordReader.articleLimit)).count == RecordReader.articleLimit)
    #expect(Reading.refusal(Array(table(RecordReader.articleLimit + 1).utf8))?.contains("split it") == true)
  }

  /// Only the names of columns make a table.
  @Test(arguments: ["Text, title and content: what a report needs\n", "Ferry, bridge, tunnel\n", "Title\n"])
  func aTextWhoseFirstLineHasCommasIsAText(line: String) {
    #expect(DocumentForm.of(Array((line + Self.text).utf8), name: nil) == .text)
  }
}
