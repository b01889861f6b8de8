import FoundationEssentials
import Launching
import NewsModels

/// One line that `classify` reads.
struct ArticleLine {
  var id: String
  var title: String
  var body: String
  var language: String?

  private struct Coded: Decodable {
    var id: String
    var title: String
    var paragraphs: [String]?
    var body: String?
    var language: String?
  }

  init(_ line: ArraySlice<UInt8>) throws(CommandFailure) {
    guard let coded = try? JSONDecoder().decode(Coded.self, from: Data(line)),
      let body = coded.body ?? coded.paragraphs?.joined(separator: "\n")
    else {
      throw CommandFailure(
        .someFailed,
        "expected {\"id\": \"…\", \"title\": \"…\", \"paragraphs\": [\"…\"] or \"body\": \"…\"}, got something else; left out"
      )
    }
    (id, title, self.body, language) = (coded.id, coded.title, body, coded.language)
  }
}
