import Foundation
import TestSupport
import Testing

@testable import Stories

/// What becomes of real articles, and of edits of them such as papers make.
@Suite(
  .enabled(if: PoolArticles.isThere, "\(MeasuringMaterial.absence(of: MeasuringMaterial.unlabelledArticles))"),
  .serialized)
struct PoolTests {
  /// Read and judged by a person: one text in two articles.
  private static let copies = [
    ("baomoi-2017-001698", "vietnews-002394"), ("trends-000957", "trends-000960"),
    ("fehuynh-2022-000229", "underthesea-unc-000497"), ("baomoi-2017-000178", "vietnews-001667"),
    ("cnn-2024-000154", "cnn-2024-000155"), ("vietnews-003162", "vietnews-003234"),
    ("crawl-vnnews-2023-000025", "crawl-vnnews-2023-000092"), ("trends-000935", "trends-000942"),
    ("dailymail-2020-000030", "dailymail-2020-000068"), ("hkcnews-zh-000282", "hkcnews-zh-000384"),
  ]

  /// The same form or event in other articles: lottery results, daily round-ups with one sentence, market reports, standing
  /// appeals, two reports of one event.
  private static let others = [
    ("trends-000253", "trends-000261"), ("trends-000468", "trends-000469"), ("trends-000339", "trends-000349"),
    ("trends-000316", "trends-000329"), ("trends-000441", "trends-000712"),
    ("tintuchangngay-rss-000903", "tintuchangngay-rss-002565"),
    ("tintuchangngay-rss-000658", "tintuchangngay-rss-002857"),
    ("cnn-2024-000184", "cnn-2024-000247"), ("cnn-2024-000245", "cnn-2024-000250"),
    ("trends-000729", "trends-000776"), ("trends-000167", "trends-000709"),
    ("kcna-stiles-000595", "kcna-stiles-000613"),
    ("vietnews-000594", "vietnews-000669"), ("crawl-vnnews-2023-000321", "crawl-vnnews-2023-000337"),
    ("tuoitre-2024-000326", "tuoitre-2024-000702"), ("dailymail-2020-000086", "dailymail-2020-000147"),
  ]

  @Test func copiesAreJoinedAndOtherArticlesAreNot() throws {
    let pool = try PoolArticles()
    var stories = PoolArticles.Stories()
    var firsts: [String: String] = [:]
    for item in pool.items {
      if let first = stories.add(item) { firsts[item.id] = first.id }
    }
    print("\(firsts.count) of \(pool.items.count) articles are copies of earlier ones")
    for (one, other) in Self.copies { #expect(firsts[other] == one || firsts[one] == other, "\(one) \(other)") }
    for (one, other) in Self.others {
      #expect((firsts[one] ?? one) != (firsts[other] ?? other), "\(one) \(other)")
    }
    // The pool holds each text once by its bytes: what is joined are edits, few of so many articles.
    #expect((60...110).contains(firsts.count))
  }

  /// Edits of a text as papers make them.
  private static let edits: [(name: String, edit: @Sendable (inout PoolArticles.Item) -> Void)] = [
    ("another headline", { $0.title = "Một nhan đề khác hẳn" }),
    ("another credit", { $0.paragraphs.append("Theo Nguyễn Văn A/TTXVN") }),
    ("decomposed letters", { $0.paragraphs = $0.paragraphs.map(\.decomposedStringWithCanonicalMapping) }),
    ("a paragraph less", { $0.paragraphs.remove(at: $0.paragraphs.count / 2) }),
    (
      "a paragraph more",
      { $0.paragraphs.insert("Trước đó, báo chí trong nước và quốc tế đã đưa tin về việc này.", at: 1) }
    ),
    ("a cut tail", { $0.paragraphs.removeLast($0.paragraphs.count * 3 / 10) }),
    (
      "another paper's headline, spelling, credit and lead",
      {
        $0.title = "Nhan đề của báo khác"
        $0.paragraphs[0] = $0.paragraphs[0].uppercased()
        $0.paragraphs.append("Ảnh: Reuters")
      }
    ),
  ]

  @Test func editedArticlesAreJoined() throws {
    let pool = try PoolArticles()
    var stories = PoolArticles.Stories()
    var sample: [PoolArticles.Item] = []
    for (index, item) in pool.items.enumerated() {
      let isFirst = stories.add(item) == nil
      if index % 20 == 0, isFirst, item.paragraphs.count >= 5, item.body.utf8.count >= 1_000 { sample.append(item) }
    }
    #expect(sample.count > 300)
    for (name, edit) in Self.edits {
      var joined = 0
      for item in sample {
        var edited = item
        edit(&edited)
        edited.source = "another paper"
        let fingerprint = TextFingerprint(title: edited.title, body: edited.body)
        if stories.story(of: edited, fingerprint)?.id == item.id { joined += 1 }
      }
      print("\(name): \(joined) of \(sample.count) joined")
      #expect(Double(joined) >= 0.95 * Double(sample.count), "\(name): \(joined) of \(sample.count)")
    }
  }
}
