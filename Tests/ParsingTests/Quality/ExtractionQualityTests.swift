import Foundation
import NewsModels
import TestSupport
import Testing

@testable import Parsing

/// Floors of extraction quality on pages with known text: they may rise, never fall.
@Suite(
  .enabled(if: SharedPages.isComplete, "\(MeasuringMaterial.absence(of: SharedPages.folder)), or no python3"),
  .serialized)
struct ExtractionQualityTests {
  /// What a set must reach at least; nil where its gold has no such field.
  struct Floor: Sendable, CustomTestStringConvertible {
    var name: String
    var body: Double
    var title: Double?
    var date: Double?
    /// The share of pages without a date on which one may be answered.
    var inventedDates: Double?

    var testDescription: String { name }
  }

  /// Each just under what was reached when it was set.
  static let floors = [
    Floor(name: "aeb", body: 0.978),
    Floor(name: "wcxb", body: 0.949, title: 0.876, date: 0.881, inventedDates: 0.21),
    Floor(name: "zh", body: 0.968, date: 0.73),
    Floor(name: "vi", body: 0.998, title: 0.93, date: 1),
    Floor(name: "fundus", body: 0.967, title: 0.80, date: 0.96),
    Floor(name: "vi-txt", body: 0.986, title: 1, date: 1, inventedDates: 0),
    Floor(name: "vi-cut", body: 0.986, title: 1, date: 1, inventedDates: 0),
    Floor(name: "fundus-txt", body: 0.928, title: 0.62, date: 0.83),
    Floor(name: "fundus-cut", body: 0.934, title: 0.81, date: 0.84),
    Floor(name: "aeb-txt", body: 0.932), Floor(name: "zh-txt", body: 0.953, date: 0.87),
  ]

  @Test func corpusIsTheOneThatTheFloorsWereSetOn() throws {
    let archive = try Data(contentsOf: SharedPages.folder.appending(path: "pages.tar.xz"))
    #expect(
      Digest(of: [UInt8](archive)).hex == "b0c3cf5922248b14d8fa5308210814fbb7265852a12bd153740b8e7c1eff87d6",
      "the pages have changed: measure anew, then pin the new hash and floors")
  }

  @Test(arguments: floors)
  func setReachesItsFloor(floor: Floor) async throws {
    let pages = try SharedPages.unpacked.get()
    let articles = try await pages.articles(of: floor.name)
    let score = try pages.score(articles, of: floor.name)
    #expect(try #require(score["F1"]) >= floor.body)
    if let title = floor.title { #expect(try #require(score["title"]) >= title) }
    if let date = floor.date { #expect(try #require(score["date"]) >= date) }
    if let invented = floor.inventedDates {
      let undated = try SharedPages.undated(in: floor.name)
      let answered = undated.filter { articles[$0]?.published != nil }
      #expect(Double(answered.count) <= invented * Double(undated.count))
    }
  }

  @Test(arguments: ["vi-index", "vi-index-txt"])
  func noIndexPageIsAnsweredWithAnArticle(set: String) async throws {
    let pages = try SharedPages.unpacked.get()
    #expect(try pages.files(of: set).count == 5)
    #expect(try await pages.articles(of: set).keys.sorted() == [])
  }
}
