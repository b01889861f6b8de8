/// The outlet of an article about which nothing but its text says where it is from.
enum TextOutlet {
  /// What the text opens with, as papers and agencies write it there: `(Dân trí) - `, `TTO - `, `VOV.VN - `; nil where it opens otherwise.
  ///
  /// Only names that are known to stand so, and addresses: a place, a person or a remark may stand there as well.
  static func opening(of text: String) -> String? {
    let start = text.utf8.prefix(longestOpening)
    if start.first == UInt8(ascii: "(") {
      guard let close = start.firstIndex(of: UInt8(ascii: ")")) else { return nil }
      let name = text[text.utf8.index(after: start.startIndex)..<close].trimmedSpaces
      return known[name] ?? (names.contains(name.lowercased()) || isVietnameseHost(name) ? name : nil)
    }
    // Most texts end here: without a dash near their beginning.
    guard let dash = start.firstIndex(where: { $0 == UInt8(ascii: "-") || $0 == 0xE2 }),
      dashes.contains(where: start[dash...].starts(with:))
    else { return nil }
    let name = text[..<dash].trimmedSpaces
    return known[name] ?? (isVietnameseHost(name) ? name : nil)
  }

  /// The outlet that a credit gives; nil where that says where a picture or clip is from.
  static func credited(by credit: String) -> String? {
    // Of several that are credited together, one stands for the outlet: together they would be one of their own.
    let name = credit.utf8.firstIndex(of: UInt8(ascii: ",")).map { String(credit[..<$0]) } ?? credit
    let hasDate = name.utf8.count(where: \.isASCIIDigit) >= 4
    return hasDate || name.utf8.contains(UInt8(ascii: ":")) || platforms.contains(name.lowercased()) ? nil : name
  }

  /// Bytes.
  private static let longestOpening = 48

  private static let dashes = ["- ", "– ", "— "].map { Array($0.utf8) }

  /// `VOV.VN`, `Chinhphu.vn`.
  private static func isVietnameseHost(_ name: String) -> Bool {
    let host = name.lowercased()
    return host.hasSuffix(".vn") && host.utf8.count > 4
      && host.utf8.allSatisfy {
        $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }
      && !host.contains("..") && host.first != "."
  }

  /// Names that stand in brackets before a text, in small letters.
  private static let names: Set = [
    "afp", "ap", "bbc", "cnn", "dân trí", "dân việt", "kcna", "kyodo", "người lao động", "reuters", "tass",
    "thanh niên", "tiền phong", "ttxvn", "tuổi trẻ", "tổ quốc", "vietnamnet", "vietnamplus", "vna", "vnexpress", "voa",
    "vtc news", "xinhua", "yonhap",
  ]

  /// By what only an outlet is called, with brackets or without, the address that it is at.
  private static let known = [
    "ANTV": "antv.gov.vn", "ANTĐ": "anninhthudo.vn", "CLO": "congluan.vn", "GD&TĐ": "giaoducthoidai.vn",
    "HNMO": "hanoimoi.vn", "Kinhtedothi": "kinhtedothi.vn", "LĐO": "laodong.vn", "NLĐ": "nld.com.vn",
    "NLĐO": "nld.com.vn", "PLO": "plo.vn", "PNO": "phunuonline.com.vn", "SGGP": "sggp.org.vn", "SGGPO": "sggp.org.vn",
    "TNO": "thanhnien.vn", "TPO": "tienphong.vn", "TTO": "tuoitre.vn", "ĐCSVN": "dangcongsan.vn",
    "ĐTTCO": "dttc.sggp.org.vn",
  ]

  /// Where anybody may put pictures and clips.
  private static let platforms: Set = [
    "facebook", "getty images", "instagram", "internet", "reddit", "shutterstock", "sns", "telegram", "tiktok",
    "twitter",
    "weibo", "x", "youtube", "zalo",
  ]
}
