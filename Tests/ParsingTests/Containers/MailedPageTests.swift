import Foundation
import NewsModels
import Testing

@testable import Parsing

/// Pages that browsers save as MHTML, and mails.
@Suite struct MailedPageTests {
  static let address = "https://harbourpost.example/ferry"

  static func quoted(_ text: String) -> String {
    let signs = text.utf8.map { byte in
      byte < 0x80 && byte != UInt8(ascii: "=") ? String(UnicodeScalar(byte)) : "=" + String(format: "%02X", byte)
    }
    return stride(from: 0, to: signs.count, by: 70)
      .map { signs[$0..<min(signs.count, $0 + 70)].joined() }.joined(separator: "=\r\n")
  }

  static func mhtml(_ page: String, encoding: String, head: String = "Snapshot-Content-Location: \(address)\r\n")
    -> [UInt8]
  {
    Array(
      """
      From: <Saved by Blink>\r
      \(head)MIME-Version: 1.0\r
      Content-Type: multipart/related;\r
      \ttype="text/html";\r
      \tboundary="----Part--x----"\r
      \r
      \r
      ------Part--x----\r
      Content-Type: image/png\r
      Content-Transfer-Encoding: base64\r
      \r
      iVBORw0KGgo=\r
      ------Part--x----\r
      Content-Type: text/html; charset="utf-8"\r
      Content-Transfer-Encoding: \(encoding)\r
      Content-Location: \(address)\r
      \r
      \(page)\r
      ------Part--x------\r

      """.utf8)
  }

  static let page = WARCTests.body.replacing("ferry line", with: "ferry line of Đà Nẵng")

  @Test func theSavedPageIsReadWithItsAddressWhateverItsEncoding() {
    let base64 = Data(Self.page.utf8).base64EncodedString(options: .lineLength76Characters)
    let expected = Reading.articles(Self.page).map(\.body)
    #expect(expected.first?.contains("Đà Nẵng") == true)
    for (page, encoding) in [(Self.quoted(Self.page), "quoted-printable"), (base64, "base64"), (Self.page, "8bit")] {
      let articles = Reading.articles(Self.mhtml(page, encoding: encoding), name: "page.mhtml")
      #expect(articles.map(\.body) == expected)
      #expect(articles.map(\.url) == [Self.address])
      #expect(articles.map(\.source) == ["Harbour Post"])
    }
  }

  /// Of two bytes, but of three as a small letter.
  @Test(arguments: ["\u{130}", "\u{23A}", "\u{23E}"])
  func letterThatGrowsWhenMadeSmallIsOneOfTheBoundary(letter: String) {
    let mail = String(decoding: Self.mhtml(Self.quoted(Self.page), encoding: "quoted-printable"), as: UTF8.self)
    let expected = Reading.articles(Self.page).map(\.body)
    for boundary in [letter, String(repeating: letter, count: 60)] {
      let other = mail.replacing("----Part--x----", with: boundary)
      #expect(Reading.articles(other).map(\.body) == expected)
      #expect(Reading.articles(other.replacing("boundary=", with: "BOUNDARY=")).map(\.body) == expected)
    }
    let before = mail.replacing("type=\"text/html\"", with: "type=\"\(String(repeating: letter, count: 9))\"")
    #expect(before.contains("type=\"\(letter)") && Reading.articles(before).map(\.body) == expected)
  }

  @Test(arguments: ["\u{FEFF}", "\r\n\r\n", "\u{FEFF}\n"])
  func whatEditorsLeaveBeforeTheHeaderIsPassedOver(start: String) {
    let page = Array(start.utf8) + Self.mhtml(Self.quoted(Self.page), encoding: "quoted-printable")
    #expect(Reading.articles(page).map(\.url) == [Self.address])
    #expect(Reading.articles(page).map(\.body) == Reading.articles(Self.page).map(\.body))
  }

  /// Half of an article would count beside the whole one, when that comes. Where only a picture is cut, the page is whole.
  @Test(arguments: ["quoted-printable", "base64", "8bit"]) func aPageThatIsCutShortIsRefused(encoding: String) throws {
    let base64 = Data(Self.page.utf8).base64EncodedString(options: .lineLength76Characters)
    let page = encoding == "base64" ? base64 : encoding == "8bit" ? Self.page : Self.quoted(Self.page)
    let mail = Self.mhtml(page, encoding: encoding)
    let start = try #require(mail.firstRange(of: Array("\nContent-Location: \(Self.address)\r\n\r\n".utf8))).upperBound
    let end = try #require(mail.firstRange(of: Array("\r\n------Part--x------".utf8)))
    for size in stride(from: start, to: end.upperBound - 2, by: 37) {
      #expect(Reading.refusal(Array(mail.prefix(size)))?.contains("cut short: no boundary") == true, "\(size)")
    }
    let expected = Reading.articles(mail)
    #expect(expected.count == 1)
    #expect(Reading.articles(Array(mail.prefix(end.upperBound - 2))) == expected)
    let picture = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KG"
    #expect(Reading.articles(Array(mail.prefix(end.upperBound - 2)) + Array("\r\n\(picture)".utf8)) == expected)
  }

  @Test func damagedBase64IsRefused() {
    let base64 = Data(Self.page.utf8).base64EncodedString(options: .lineLength76Characters)
    let single =
      "MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
      + "Content-Location: \(Self.address)\r\n\r\n"
    #expect(Reading.articles(single + base64).map(\.url) == [Self.address])
    for mail in [Self.mhtml("?" + base64.dropFirst(), encoding: "base64"), Array((single + base64.prefix(301)).utf8)] {
      #expect(Reading.refusal(mail)?.contains("got base64 that is cut short or damaged") == true)
    }
  }

  /// Writers leave out the end of the inner one.
  @Test func pageInAMultipartWithoutEndIsWholeWhereTheOneAroundGoesOn() {
    let inner =
      "Content-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/html\r\n"
      + "Content-Location: \(Self.address)\r\n\r\n\(Self.page)"
    let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\(inner)\r\n"
    #expect(Reading.articles(mail + "--x--\r\n").map(\.url) == [Self.address])
    #expect(Reading.refusal(Array(mail.utf8))?.contains("cut short: no boundary") == true)
  }

  @Test func aMailboxIsRefusedWithAdviceAndATextThatBeginsLikeItIsNot() {
    let mail = "From: <a@b.example>\nSubject: News\n\n\(DocumentReaderTests.dump)\n\n"
    for line in ["From a@b.example Sat Feb 24 08:30:00 2024", "From - Sat Feb 24 08:30:00 2024 +0700\r"] {
      #expect(Reading.refusal(Array("\(line)\n\(mail)\(line)\n\(mail)".utf8))?.contains("got a mailbox; save") == true)
    }
    for line in ["From Monday on the ferry runs again", "From 08:30:00 on, all of 2024, the ferry runs"] {
      #expect(Reading.articles("\(line)\n\n\(DocumentReaderTests.dump)").count == 1)
    }
  }

  /// As Internet Explorer writes it.
  @Test func onePartAloneIsThePage() {
    let mail =
      "From: \"Saved by Windows\"\r\nMIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset=\"utf-8\"\r\n"
      + "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: \(Self.address)\r\n\r\n\(Self.quoted(Self.page))"
    #expect(Reading.articles(mail).map(\.url) == [Self.address])
  }

  @Test(arguments: ["text/plain", "text/html", "multipart/mixed; boundary=x", "multipart/mixed"])
  func aMailIsRefusedWithAdvice(type: String) {
    let mail = "Return-Path: <a@b.example>\nSubject: News\nMIME-Version: 1.0\nContent-Type: \(type)\n\n\(Self.page)"
    #expect(Reading.refusal(Array(mail.utf8), name: "mail.eml")?.contains("a mail without a saved page") == true)
  }

  /// It goes on over a line, as the first does not.
  @Test func secondFieldOfANameIsLeftOutWhole() {
    let mail = String(decoding: Self.mhtml(Self.quoted(Self.page), encoding: "quoted-printable"), as: UTF8.self)
    let location = "Content-Location: \(Self.address)\r\n"
    let twice = mail.replacing(location, with: location + "Content-Location: https://other.example/x;\r\n tail\r\n")
      .replacing("Snapshot-" + location, with: "")
    #expect(twice.contains("tail") && !twice.contains("Snapshot-"))
    #expect(Reading.articles(twice).map(\.url) == [Self.address])
  }

  @Test func aTextWithLinesLikeAHeadersIsAText() {
    let text = "Source: Harbour Post\n\n" + DocumentReaderTests.dump
    #expect(Reading.articles(text).count == 1)
  }
}
