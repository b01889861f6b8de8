@testable import Parsing

/// Pages written for the tests, in the ways that outlets build theirs.
enum SamplePage {
  static let paragraphs = [
    "The harbour council voted on Monday to rebuild the eastern pier, which a storm had damaged in early spring.",
    "Work is to begin in June, said the head of the port, and should be finished before the first winter storms arrive.",
    "Fishermen welcomed the decision, although some fear that the price of a berth will rise once the pier is open again.",
    "The city will pay a third of the cost, and the rest is to come from a regional fund for coastal protection.",
  ]

  /// A whole page; `inBody` stands between the second and the third paragraph, `head` in the head.
  static func article(head: String = "", afterHeadline: String = "", inBody: String = "", after: String = "") -> [UInt8]
  {
    let text = paragraphs.map { "<p>\($0)</p>" }
    return Array(
      """
      <!DOCTYPE html><html lang="en"><head><title>Harbour council votes to rebuild the eastern pier | Coast Daily</title>
      <meta property="og:site_name" content="Coast Daily">\(head)</head><body>
      <nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li><li><a href="/land">Land</a></li></ul></nav>
      <main><article><h1>Harbour council votes to rebuild the eastern pier</h1>\(afterHeadline)
      <div class="article-body">\(text[0])\(text[1])\(inBody)\(text[2])\(text[3])</div></article>\(after)</main>
      <footer><p>Copyright Coast Daily. All rights reserved. No part may be copied without a written permission.</p></footer>
      </body></html>
      """.utf8)
  }

  /// A section page: cards of headline, date and summary.
  static func index(cards: Int) -> [UInt8] {
    let list = (1...cards).map { number in
      """
      <li class="card"><a href="/news/\(number)"><h3>Headline number \(number) of the day, as long as they are</h3></a>
      <p>A short summary of story \(number), which says, in a sentence or two, what the reader may expect of it.</p></li>
      """
    }
    return Array(
      "<html><head><title>Coast Daily</title></head><body><h2>Latest</h2><ul>\(list.joined())</ul></body></html>".utf8)
  }

  static func read(_ page: [UInt8]) -> PageArticle? {
    guard case .article(let article) = PageReader().read(page).outcome else { return nil }
    return article
  }
}
