import NewsModels
import Testing

@testable import Parsing

/// Documents cut short, and documents with bytes changed: each reading ends with an outcome that keeps its promises.
@Suite struct DamagedInputTests {
  static let documents: [[UInt8]] = [
    Array(DocumentReaderTests.dump.utf8), Array(WARCTests.body.utf8), Array(FeedTests.rss(FeedTests.ferry).utf8),
    WARCTests.record(WARCTests.page),
    MailedPageTests.mhtml(MailedPageTests.quoted(MailedPageTests.page), encoding: "quoted-printable"),
    Gzipped.bytes(Array(WARCTests.body.utf8)),
    Array("{\"title\":\"T\\u00e1\",\"text\":\"A text.\",\"date\":1728281100,\"source\":{\"name\":\"Post\"}}".utf8),
    Array("title,date,text\n\"T\",2024-10-07,\"A \"\"text\"\",\nof two lines.\"\nU,2024-10-08,A text.\n".utf8),
    Encoded.bytes(EncodingTests.vietnamese, as: "CP1258") ?? [],
    Encoded.bytes(EncodingTests.simplified, as: "GB18030") ?? [],
    [0xFF, 0xFE] + (Encoded.bytes(EncodingTests.japanese, as: "UTF-16LE") ?? []),
  ]

  @Test(arguments: documents) func everyPrefixIsReadOrRefused(document: [UInt8]) {
    #expect(document.count > 50)
    for count in stride(from: 0, through: document.count, by: max(1, document.count / 150)) {
      check(Array(document.prefix(count)))
    }
  }

  @Test(arguments: documents, [UInt8(0x00), 0x3C, 0x80, 0xFF]) func everyChangedByteIsReadOrRefused(
    document: [UInt8], byte: UInt8
  ) {
    for place in stride(from: 0, to: document.count, by: max(1, document.count / 100)) {
      var damaged = document
      damaged[place] = byte
      check(damaged)
    }
  }

  private func check(_ bytes: [UInt8]) {
    switch DocumentReader().read(bytes) {
    case .articles(let articles):
      #expect(!articles.isEmpty)
      for article in articles {
        #expect(!article.title.isEmpty)
        #expect(!(article.title + article.body).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!article.body.contains("\n\n") && !article.body.hasPrefix("\n") && !article.body.hasSuffix("\n"))
      }
    case .skipped(let reason), .unreadable(let reason): #expect(!reason.isEmpty)
    }
    for item in ContainerSplitterTests.split(bytes, limit: 500, chunk: 97) {
      guard case .document(_, let record) = item else { continue }
      // What a WARC record says of itself has a limit of its own.
      #expect(record.count <= 500 + (record.starts(with: "WARC/".utf8) ? 65_536 : 0))
    }
  }
}
