import Foundation
import Testing

@testable import NewsModels

/// What goes out instead of an article whose text the producer's disk has lost.
@Suite struct DamagedArticleTests {
  private static let accepted = Article(
    title: "Tàu cá về bến", body: "Đoàn tàu cá đã về bến an toàn.", source: "Báo A", url: "https://a.example/1")
  private static let lost = ArticleCoding.damaged(
    EncodedArticle(header: ArticleCoding.encode(accepted).header, body: []), reason: "its text is lost")

  @Test func isNamedAndNotRead() throws {
    let error = try #require(throws: WireError.self) { try ArticleCoding.decode(Self.lost) }
    #expect(error == .damagedArticle("its text is lost (Tàu cá về bến, https://a.example/1)"))
    // Found damaged once more, it is what it was.
    #expect(ArticleCoding.damaged(Self.lost, reason: "it is still lost") == Self.lost)
    // Nor is one read that keeps its title, whatever its damage looks like.
    for damage in [#"{"reason":"lost"}"#, #""lost""#, "{}"] {
      let header = Array(#"{"damaged":\#(damage),"title":"Tàu cá về bến"}"#.utf8)
      #expect(throws: WireError.self) { try ArticleCoding.decode(EncodedArticle(header: header, body: [])) }
    }
  }

  /// Producers of before wrote the reason alone.
  @Test func isNamedAsBefore() throws {
    let header = #"{"damaged":"its text is lost","title":"Tàu cá về bến","url":"https://a.example/1"}"#
    let error = try #require(throws: WireError.self) {
      try ArticleCoding.decode(EncodedArticle(header: Array(header.utf8), body: []))
    }
    #expect(error == .damagedArticle("its text is lost (Tàu cá về bến, https://a.example/1)"))
  }

  @Test func isNamedAsFarAsItsHeaderCanBeRead() throws {
    let lost = ArticleCoding.damaged(EncodedArticle(header: [0xFF], body: []), reason: "its text is lost")
    let error = try #require(throws: WireError.self) { try ArticleCoding.decode(lost) }
    #expect(error == .damagedArticle("its text is lost"))
  }

  /// A consumer of another version or language passes over keys that it does not know: it must not count an empty body as news.
  @Test func isNoArticleForAReaderThatDoesNotKnowOfDamage() throws {
    struct Header: Decodable {
      var title: String
      var published: String?
      var source: String?
      var credit: String?
      var language: String?
      var url: String?
    }
    func read(_ encoded: EncodedArticle) throws -> Header {
      try JSONDecoder().decode(Header.self, from: Data(encoded.header))
    }
    #expect(try read(ArticleCoding.encode(Self.accepted)).title == "Tàu cá về bến")
    #expect(throws: DecodingError.self) { try read(Self.lost) }
  }
}
