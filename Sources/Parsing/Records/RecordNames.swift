import Foundation

/// What the names that a shape knows are called else: with capitals or other signs between words, in Vietnamese, in the exports of
/// archives and of WordPress.
struct RecordNames: Sendable {
  /// The shape's names, by their letters.
  private var known: [String: String] = [:]

  /// Of two names with the same letters the first counts.
  init(_ names: [String], others: [String: String] = [:]) {
    for name in names {
      if let letters = Self.letters(of: name), known[letters] == nil { known[letters] = name }
    }
    for (other, name) in others { known[other] = name }
  }

  /// The shape's name for what is called `name`; nil for what nobody reads.
  subscript(_ name: String) -> String? { Self.letters(of: name).flatMap { known[$0] } }

  /// Small letters without marks, spaces and signs between words; nil for what is longer than any name, so that no name costs much.
  private static func letters(of name: String) -> String? {
    guard name.utf8.count <= longest else { return nil }
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
    let letters = (isPlain ? name : unmarked(name)).utf8.filter { !" _-".utf8.contains($0) }.map(\.asciiLowercased)
    return String(decoding: letters, as: UTF8.self)
  }

  /// Bytes.
  static let longest = 40

  private static func unmarked(_ name: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "\u{300}"..."\u{36F}": break
      case "đ", "Đ", "Ð", "ð": plain.append("d")
      case "\u{A0}": plain.append(" ")
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }

  /// By their letters, for the names of `RecordShape.plain`.
  static let everyday = [
    // tiêu đề (bài, bài viết), tựa đề, tên bài; nội dung (bài, bài viết), toàn văn; tóm tắt, mô tả
    "tieude": "title", "tieudebai": "title", "tieudebaiviet": "title", "tuade": "headline", "tenbai": "heading",
    "noidung": "content", "noidungbai": "content", "noidungbaiviet": "content", "toanvan": "full_text",
    "tomtat": "summary", "mota": "description",
    // ngày đăng, ngày xuất bản, ngày phát hành, ngày, ngày tháng (năm), ngày giờ, thời gian đăng, thời gian
    "ngaydang": "published", "ngayxuatban": "publication_date", "ngayphathanh": "published_date", "ngay": "date",
    "ngaythang": "date", "ngaythangnam": "date", "ngaygio": "date", "thoigiandang": "published_at", "thoigian": "time",
    // nguồn, nguồn tin, nguồn báo, tên nguồn, báo, tờ báo, tên (tờ) báo, tòa soạn; đường dẫn, liên kết
    "nguon": "source", "nguontin": "source_name", "nguonbao": "source_name", "tennguon": "source_name",
    "bao": "newspaper", "tobao": "outlet", "tenbao": "newspaper", "tentobao": "newspaper", "toasoan": "publisher",
    "duongdan": "url", "lienket": "link",
    // trang báo, trang web: behind the paper, where both are named. Trang alone is the page of the printed paper.
    "trangbao": "website", "trangweb": "website", "site": "website",
    // Archives of the press, and WordPress.
    "publication": "outlet", "publicationname": "outlet", "leadparagraph": "lead", "hlead": "lead",
    "articletext": "text", "posttitle": "title", "postcontent": "content", "postexcerpt": "excerpt",
    "postdate": "date", "postdategmt": "timestamp",
  ]
}
