import NewsModels
import Testing

@Suite struct ArticleIdentityTests {
  let article = Article(
    title: "Họp tại Tokyo", body: "Một đoạn.\nHai đoạn.", published: PublicationTime("2024-02-24T06:17:00+07:00"),
    source: "HNM")

  @Test func whiteSpaceAndInvisibleCharactersDoNotCount() {
    var other = article
    other.title = " Họp\u{A0}tại \u{200B}Tokyo\u{FEFF}"
    other.body = "Một  đoạn.\n\nHai đo\u{AD}ạn."
    #expect(other.id == article.id)
  }

  @Test func theTimeOfDayDoesNotCountButTheDayDoes() {
    var other = article
    other.published = PublicationTime("2024-02-24")
    #expect(other.id == article.id)
    other.published = PublicationTime("2024-02-23T23:17:00Z")
    #expect(other.id != article.id)
    other.published = nil
    #expect(other.id != article.id)
  }

  @Test func eachFieldCountsInItsOwnPlace() {
    var ids = Set([article.id])
    var other = article
    other.source = "VnExpress"
    ids.insert(other.id)
    other = article
    other.title = "Họp tại Tokyo Một"
    other.body = "đoạn.\nHai đoạn."
    ids.insert(other.id)
    other = article
    other.body += " Ba đoạn."
    ids.insert(other.id)
    #expect(ids.count == 4)
  }
}
