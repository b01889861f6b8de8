#if Dashboard
import Foundation
import NewsModels
import Testing

@testable import Rendering

/// Nothing that an article says becomes markup.
@Suite struct MarkupTests {
  /// The accent joins the sign before it to one character for readers; a browser sees two.
  private static let accent = "\u{301}"
  private static let hostile =
    "\"\(accent) onfocus=alert(1) autofocus x=\"<\(accent)script>'\(accent)&\(accent)</title>"

  @Test func everySignIsEscapedWhateverFollowsIt() {
    let escaped = Markup.escape(Self.hostile)
    for sign in ["<", ">", "\"", "'"] { #expect(!escaped.unicodeScalars.contains(Unicode.Scalar(sign)!)) }
    #expect(escaped.utf8.starts(with: "&quot;".utf8))
    #expect(escaped.unicodeScalars.filter { $0 == "\u{301}" }.count == 4)
  }

  @Test func aHostileArticleStaysText() throws {
    let article = Article(
      title: Self.hostile, body: "\(Self.hostile)\n\(Self.hostile)", source: Self.hostile, credit: Self.hostile,
      language: Self.hostile, url: "javascript:alert(1)")
    let id = article.id
    let evidence = Evidence(field: .title, start: 0, end: 1, text: Self.hostile, rule: Self.hostile, weight: 1)
    let stored = Classification(
      topicsVersion: Self.hostile,
      topics: [.init(topic: try #require(TopicID("gaza")), level: .main, score: 1, evidence: [evidence])])
    let answer = ExplainAnswer(request: 1, id: id, article: article, stored: stored)
    let setting = PageSetting(address: PageAddress(.articles), accepting: "en")
    let page = PageRenderer().article(answer, id: id, article: article, setting, canSignOut: false)
    let scalars = Array(page.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where scalar == "\u{301}" {
      #expect(!["<", "\"", "'", "&"].contains(scalars[index - 1]))
    }
    #expect(!page.contains("javascript:"))
    #expect(!page.lowercased().contains("<script>"))
  }

  @Test(arguments: [
    ("https://example.com/a?b=c", true), ("http://example.com", true), ("HTTPS://EXAMPLE.COM", true),
    ("javascript:alert(1)", false), ("data:text/html,x", false), ("//example.com", false), ("https:/x", false),
    ("https://example.com/\u{0}", false), (" https://example.com", false), ("ftp://example.com", false),
  ]) func onlyWebLinksAreFollowed(text: String, isSafe: Bool) {
    #expect((ArticlePage.safeLink(text) != nil) == isSafe)
  }

  @Test func evidenceIsMarkedWhereItStandsAlsoWhereItOverlaps() {
    func mark(_ span: Range<Int>, _ reason: String) -> MarkedText.Mark {
      MarkedText.Mark(span: span, tint: "tint0", reason: reason)
    }
    let marked = MarkedText.paragraphs(
      "Dải Gaza\nhôm nay", [mark(0..<8, "one"), mark(4..<8, "two"), mark(13..<16, "three"), mark(14..<99, "outside")])
    #expect(
      marked == [
        "<mark class=\"tint0\" title=\"one\ntwo\">Dải Gaza</mark>",
        "hôm <mark class=\"tint0\" title=\"three\">nay</mark>",
      ])
    #expect(MarkedText.paragraphs("", []) == [])
    #expect(MarkedText.paragraphs("\n\na<b\n", []) == ["a&lt;b"])
  }

  @Test func aTopicThatLeftTheFileStaysChosen() throws {
    let topic = try #require(TopicID("gone"))
    let filters = FilterBar(
      PageSetting(address: PageAddress(.overview, filter: ArticleFilter(topic: topic)), accepting: "en"),
      languages: [], range: nil)
    #expect(filters.topics.filter(\.isChosen).map(\.value) == ["gone"])
  }

  /// A field that a template names and no page has would leave its place empty, without a word. Misspelled ones are found; a word that is
  /// declared for something else passes.
  @Test func everyFieldOfATemplateIsSpelledAsSomethingDeclared() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../Sources/Rendering").standardizedFileURL
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    func text(_ ending: String) throws -> String {
      try files.filter { $0.hasSuffix(ending) }
        .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined(separator: "\n")
    }
    let properties = Set(
      try text(".swift").matches(of: /\b(?:let|var) ([\w, ]+)/).flatMap { declaration in
        declaration.output.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      })
    let templates = Set(files.filter { $0.hasSuffix(".mustache") }.compactMap { $0.split(separator: "/").last })
    let tags = try text(".mustache").matches(of: /\{\{([#^>]?)(?:empty\()?([\w.]+)\)?\}\}/)
    #expect(tags.count > 100)
    for tag in tags {
      if tag.output.1 == ">" {
        #expect(templates.contains("\(tag.output.2).mustache"), "\(tag.output.0)")
      } else {
        let unknown = tag.output.2.split(separator: ".").filter { !properties.contains(String($0)) }
        #expect(unknown.isEmpty, "\(tag.output.0)")
      }
    }
  }

  @Test func everyWordIsThereInEachLanguage() {
    for language in InterfaceLanguage.allCases {
      for child in Mirror(reflecting: Wording.of(language)).children {
        #expect((child.value as? String)?.isEmpty == false, "\(child.label ?? "")")
      }
    }
  }
}

#endif
