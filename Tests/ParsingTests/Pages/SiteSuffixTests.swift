import Testing

@testable import Parsing

@Suite struct SiteSuffixTests {
  private func cut(_ title: String, host: String? = "www.coastdaily.example") -> String {
    SiteSuffix.cut(from: title, names: [WordKeys("The Coast Daily")], host: host)
  }

  @Test func nameOfTheSiteIsCutAtEitherEnd() {
    #expect(cut("Pier to be rebuilt - The Coast Daily") == "Pier to be rebuilt")
    #expect(cut("The Coast Daily: Pier to be rebuilt") == "Pier to be rebuilt")
    #expect(cut("Pier to be rebuilt – coastdaily.example", host: "coastdaily.example") == "Pier to be rebuilt")
  }

  @Test func nameIsKnownByTheAddressWithoutItsMarks() {
    #expect(cut("Cầu cảng được xây lại - Báo Thanh Niên", host: "thanhnien.example") == "Cầu cảng được xây lại")
    #expect(
      cut("Cầu cảng được xây lại - Báo Người Lao Động", host: "www.nguoilaodong.example") == "Cầu cảng được xây lại")
    #expect(cut("Pier rebuilt - The New Coast Tidings", host: "tidings.example") == "Pier rebuilt")
  }

  @Test func headlineThatSpeaksOfTheSitesTownStays() {
    #expect(cut("Pier rebuilt - storm hits Harbour", host: "harbour.example") == "Pier rebuilt - storm hits Harbour")
  }

  @Test func partsThatAreNotTheSitesStay() {
    #expect(cut("Pier rebuilt - but who pays?") == "Pier rebuilt - but who pays?")
    #expect(cut("Budget: pier to be rebuilt") == "Budget: pier to be rebuilt")
    #expect(cut("Third-rate pier") == "Third-rate pier")
  }

  @Test func whatFollowsABarIsCut() {
    #expect(cut("Pier to be rebuilt | Harbour | Coast") == "Pier to be rebuilt")
    #expect(cut("Pier | Harbour") == "Pier | Harbour")
  }
}
