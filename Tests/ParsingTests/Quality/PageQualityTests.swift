import Foundation
import NewsModels
import Testing

@testable import Parsing

/// Floors of extraction quality on pages with known text: they may rise, never fall.
///
/// The pages are other people's and not part of this package: without them the suite is skipped, and says so. The scorer that
/// comes with them does the counting.
@Suite(.enabled(if: SharedPages.isComplete, "needs the folder shared/extraction and python3"), .serialized)
struct PageQualityTests {
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

  @Test func corpusIsTheOneThatTheFloorsWereSetOn() throws {
    let archive = try Data(contentsOf: SharedPages.folder.appending(path: "pages.tar.xz"))
    #expect(
      Digest(of: [UInt8](archive)).hex == "b0c3cf5922248b14d8fa5308210814fbb7265852a12bd153740b8e7c1eff87d6",
      "the pages have changed: measure anew, then pin the new hash and floors")
  }

  @Test(arguments: [
    Floor(name: "aeb", body: 0.975), Floor(name: "wcxb", body: 0.945, title: 0.87, date: 0.87, inventedDates: 0.26),
    Floor(name: "zh", body: 0.955, date: 0.69), Floor(name: "vi", body: 0.995, title: 0.93, date: 0.99),
    Floor(name: "fundus", body: 0.965, title: 0.79, date: 0.95),
  ])
  func setReachesItsFloor(floor: Floor) throws {
    let pages = try SharedPages.unpack(floor.name)
    defer { pages.remove() }
    let readings = try pages.readings()
    let score = try pages.score(readings)
    #expect(try #require(score["F1"]) >= floor.body)
    if let title = floor.title { #expect(try #require(score["title"]) >= title) }
    if let date = floor.date { #expect(try #require(score["date"]) >= date) }
    if let invented = floor.inventedDates {
      let undated = try pages.undated()
      let answered = undated.filter { readings[$0]?.published != nil }
      #expect(Double(answered.count) <= invented * Double(undated.count))
    }
  }

  @Test func noIndexPageIsAnsweredWithAnArticle() throws {
    let pages = try SharedPages.unpack("vi-index")
    defer { pages.remove() }
    #expect(try pages.readings().keys.sorted() == [])
    #expect(try pages.files().count == 5)
  }
}
