import NewsModels
import Testing

@testable import Parsing

/// The outlet of texts about which nothing else says where they are from.
@Suite struct TextOutletTests {
  private static func dump(_ opening: String, credit: String = "Theo Yonhap") -> String {
    """
    Tuyến phà qua sông hoạt động trở lại sau cơn bão

    20:10 10/03/2024

    \(opening)Ban quản lý cảng cho biết tuyến phà qua sông đã hoạt động trở lại từ sáng nay, sau ba ngày phải dừng vì bão.

    Vé được miễn phí trong một tuần, và có thêm hai chuyến vào buổi tối cho người đi làm ở bờ bên kia.

    \(credit)
    """
  }

  @Test(arguments: [
    ("(Dân trí) - ", "Dân trí"), ("TTO - ", "tuoitre.vn"), ("(NLĐO) - ", "nld.com.vn"), ("(PLO)- ", "plo.vn"),
    ("TPO – ", "tienphong.vn"), ("VOV.VN - ", "VOV.VN"), ("(Chinhphu.vn) - ", "Chinhphu.vn"), ("(TTXVN) — ", "TTXVN"),
    ("GD&TĐ - ", "giaoducthoidai.vn"), ("(DÂN TRÍ) ", "DÂN TRÍ"),
  ])
  func textThatOpensWithItsPaperIsThatPapers(opening: String, outlet: String) throws {
    let article = try #require(SampleDump.read(Self.dump(opening)))
    #expect(article.source == outlet)
    #expect(article.credit == "Yonhap")
    #expect(article.body.hasPrefix(opening))
  }

  /// A place, a person, a remark; and what is no opening at all.
  @Test(arguments: [
    "(Ảnh minh họa) - ", "Hà Nội - ", "(Cập nhật) - ", "Tiền Phong - ", "Lãnh đạo cảng - nơi có phà - ",
  ])
  func textThatOpensOtherwiseIsOfWhatItCredits(opening: String) throws {
    #expect(try #require(SampleDump.read(Self.dump(opening))).source == "Yonhap")
  }

  @Test func whatADocumentSaysGoesBeforeItsOpening() {
    let text = "(Dân trí) - Tuyến phà qua sông hoạt động trở lại từ sáng nay."
    func source(_ others: String) -> [String?] {
      Reading.articles(#"{"title": "Tuyến phà", "text": "\#(text)"\#(others)}"#).map(\.source)
    }
    #expect(source(#", "source": "Báo Cảng""#) == ["Báo Cảng"])
    #expect(source(#", "url": "https://baocang.example/1""#) == ["baocang.example"])
    #expect(source(#", "credit": "AFP""#) == ["Dân trí"])
  }

  /// Whose picture it is, or where a clip stands, says nothing of the paper.
  @Test(arguments: [
    "Nguồn: YouTube.", "Nguồn: Facebook", "Quelle: BILD 15.05.2023", "Nguồn: VISA - Đồ họa: MINH ANH",
  ])
  func creditOfAPictureMakesNoOutlet(credit: String) throws {
    #expect(try #require(SampleDump.read(Self.dump("", credit: credit))).source == nil)
  }

  @Test func creditBetweenParagraphsIsAPictures() throws {
    let more = "Phà mới chở được sáu mươi người, và chạy bằng điện trên cả hai chiều qua sông, theo ban quản lý."
    let inside = try #require(SampleDump.read(Self.dump("", credit: "Nguồn: Minh Anh\n\n\(more)")))
    #expect(inside.source == nil && inside.body.hasSuffix(more) && !inside.body.contains("Minh Anh"))
    let last = try #require(SampleDump.read(Self.dump("", credit: "Nguồn: Minh Anh\n\n\(more)\n\nNguồn: Reuters.")))
    #expect(last.source == "Reuters" && last.credit == "Reuters")
  }
}
