import NewsModels
import Testing

@testable import Parsing

@Suite struct DumpVerdictTests {
  private static let subjects = [
    "Fishermen", "Teachers", "Doctors", "Painters", "Sailors", "Bakers", "Farmers", "Judges", "Pilots", "Weavers",
    "Smiths",
    "Grocers", "Nurses", "Miners", "Printers", "Tailors",
  ]
  private static let things = [
    "trawlers", "classrooms", "hospitals", "galleries", "harbours", "flour prices", "orchards", "courtrooms", "runways",
    "wool",
    "furnaces", "vegetables", "night shifts", "copper", "newspapers", "uniforms",
  ]
  private static let places = [
    "Aberdeen", "Bilbao", "Cardiff", "Dublin", "Esbjerg", "Florence", "Gdansk", "Hamburg", "Izmir", "Jakarta", "Krakow",
    "Lisbon", "Malmö", "Naples", "Odense", "Porto",
  ]

  private static let teasers = [
    (
      "Fishermen of Aberdeen sell fewer herring",
      "Herring fetched barely half of last season's price when trawlers unloaded in Aberdeen on Monday."
    ),
    (
      "Two painters share a prize",
      "An unknown couple from Bilbao paints doors by night, and now a jury has crowned their boldest canvas."
    ),
    (
      "Bakers ask for cheaper flour",
      "Flour costs twice what it did, bakers complain, while wheat rots in silos outside Cardiff."
    ),
    (
      "Judge frees a forger after ten years",
      "Forged stamps sent him to jail; yesterday a Dublin court let the old engraver walk out smiling."
    ),
    (
      "New runway opens without a speech",
      "Pilots landed on Esbjerg's asphalt at dawn, hours before any minister could cut the ribbon."
    ),
    (
      "Weavers revive a forgotten pattern",
      "Silk looms in Florence hum again thanks to drawings found behind a convent's cupboard."
    ),
    (
      "Miners leave the last copper pit",
      "Sixty men rode the lift in Gdansk for a final shift, then handed their lamps to the museum."
    ),
    (
      "Nurses win their case over night shifts",
      "Hospitals must pay for rest between duties, Hamburg's labour tribunal ruled after three hearings."
    ),
  ]

  @Test func listOfHeadlinesWithTeasersIsAnIndex() {
    let cards = Self.teasers.enumerated().map { "\($1.0)\n\n\($1.1)\n\nSection \($0)" }
    let reason = SampleDump.reasonToSkip("Latest\n\nHome\n\n" + cards.joined(separator: "\n\n"))
    #expect(reason?.contains("index page") == true)
  }

  @Test func articleThatIsAListOfThingsIsNoIndex() throws {
    let sections = (0..<16).map { number in
      """
      \(number + 1). Board game for \(Self.subjects[number].lowercased())

      This board game lets the players lead \(Self.subjects[number].lowercased()) through \(Self.places[number]); the rules of the game are short, and each player wins or loses alone.
      """
    }
    let dump =
      "The best board games of the year for families\n\n7 October 2024\n\n" + sections.joined(separator: "\n\n")
    let article = try #require(SampleDump.read(dump))
    #expect(article.title == "The best board games of the year for families")
    #expect(article.paragraphs.count { $0.hasPrefix("This board game") } == 16)
  }

  @Test func pieceOfNoticesIsNoArticle() {
    let notice = """
      Your privacy

      We and our partners store cookies and personal data for advertising; you can manage your consent and preferences here at any time.

      By selling or sharing your personal data with advertising partners we can offer cookies, tracking and a subscription to you.

      To opt out of targeted advertising, cookies and the selling of personal data, change your consent preferences or subscribe.
      """
    #expect(SampleDump.reasonToSkip(notice) != nil)
  }
}

@Suite struct CoherenceTests {
  private func coherence(_ texts: [String], language: String = "en") -> Float {
    Coherence.of(texts.map { Array($0.utf8)[...] }, language: language)
  }

  @Test func textsOfOneThingHoldTogetherAndOthersDoNot() {
    let one = [
      "The harbour council rebuilds piers.", "Piers cost the harbour council money.",
      "The council of the harbour paid for piers.",
    ]
    let other = [
      "The harbour council rebuilds piers.", "Orchards bloom early in spring.",
      "Judges acquitted two grocers yesterday.",
    ]
    #expect(coherence(one) > 0.6)
    #expect(coherence(other) == 0)
  }

  @Test func vietnameseSyllablesCountInPairs() {
    // Each syllable comes again, no word does.
    let texts = ["chương trình phương chính những", "những chính trình phương chương"]
    #expect(coherence(texts, language: "vi") < coherence(texts, language: "en"))
  }

  @Test func tooLittleToCompareIsCoherent() {
    #expect(coherence(["The harbour council rebuilds piers."]) == 1)
    #expect(coherence(["One", "two"]) == 1)
  }
}
