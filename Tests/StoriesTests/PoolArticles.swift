import Foundation
import TestSupport

@testable import Stories

/// Real articles of many outlets, which are no part of the repository.
struct PoolArticles {
  struct Item: Decodable {
    var id: String
    var source: String?
    var published: String?
    var title: String
    var paragraphs: [String]

    var body: String { paragraphs.joined(separator: "\n").precomposedStringWithCanonicalMapping }

    /// Where and when, in numbers of their own.
    var origin: NearCopy.Origin {
      let day = published.map { $0.prefix(10).split(separator: "-").compactMap { Int64($0) } } ?? []
      return NearCopy.Origin(
        outlet: Int64((source ?? "").hashValue), day: day.count == 3 ? day[0] * 372 + day[1] * 31 + day[2] : nil)
    }
  }

  static var isThere: Bool { MeasuringMaterial.isThere(MeasuringMaterial.unlabelledArticles) }

  let items: [Item]

  init() throws {
    let decoder = JSONDecoder()
    items = try MeasuringMaterial.unlabelledLines().map { try decoder.decode(Item.self, from: $0) }
  }

  /// Runs articles through the window as a store does.
  struct Stories {
    private var window = StoryWindow()
    private var items: [Item] = []

    /// The article that began the story; nil where this one does.
    mutating func add(_ item: Item) -> Item? {
      let fingerprint = TextFingerprint(title: item.title, body: item.body)
      let first = story(of: item, fingerprint)
      items.append(item)
      if first == nil { window.add(Int64(items.count), fingerprint) } else { window.pass(Int64(items.count)) }
      return first
    }

    func story(of item: Item, _ fingerprint: TextFingerprint) -> Item? {
      let candidates = window.candidates(for: fingerprint)
      if candidates.isEmpty { return nil }
      let runs = TextRuns(title: item.title, body: item.body)
      return candidates.lazy.map { items[Int($0) - 1] }.first { other in
        let shared = TextRuns(title: other.title, body: other.body).compared(with: runs)
        return NearCopy.joins(shared, other.origin, item.origin)
      }
    }
  }
}
