/// What a block's wording gives away, in the languages of the press that we read most.
struct BlockPhrases: Sendable {
  var isCopyright = false
  /// Asks the reader to do something: read on, subscribe, share, log in.
  var invites = false
  var isByline = false
  var endsWithColon = false
  var startsLower = false
  var startsWithQuote = false
  var holdsBar = false

  init(_ text: String) {
    guard let first = text.unicodeScalars.first else { return }
    startsLower = first.properties.isLowercase
    startsWithQuote =
      first == "\"" || first == "\u{201C}" || first == "\u{AB}" || first == "\u{300C}" || first == "\u{2018}"
    endsWithColon = text.unicodeScalars.last == ":" || text.unicodeScalars.last == "\u{FF1A}"
    guard text.utf8.count < 400 else { return }
    let folded = text.lowercased()
    holdsBar = text.utf8.contains(UInt8(ascii: "|"))
    isCopyright = Self.copyright.contains { folded.contains($0) }
    invites =
      Self.invitationStarts.contains { folded.hasPrefix($0) } || Self.invitations.contains { folded.contains($0) }
    isByline = text.utf8.count < 120 && Self.bylineStarts.contains { folded.hasPrefix($0) }
  }

  private static let copyright = [
    "©", "copyright", "all rights reserved", "(c) 20", "bản quyền", "alle rechte", "tous droits", "derechos reservados",
    "版权", "ghi rõ nguồn",
  ]
  private static let invitationStarts = [
    "read more", "read also", "also read", "related", "see also", "more on", "more:", "read:", "read next", "watch:",
    "watch", "click here",
    "share", "follow", "subscribe", "sign up", "log in", "sign in", "advertisement", "sponsored", "recommended",
    "don't miss",
    "most read", "most popular", "trending", "editor's picks", "listen", "download", "join", "get the", "photo:",
    "image:", "photo by", "getty", "file photo",
    "xem thêm", "đọc thêm", "tin liên quan", "chia sẻ", "bình luận", "mời quý", "ảnh:", "tags", "tag:", "từ khóa",
    "chủ đề", "theo dõi",
    "lesen sie", "mehr zum", "lire aussi", "à lire", "lea también", "leer más", "lee también", "leia também",
    "leia mais", "saiba mais", "veja também", "leggi anche",
    "lees ook", "les også", "läs mer", "läs även", "czytaj", "читайте", "čtěte", "lue myös", "相关", "相關", "延伸閱讀", "责任编辑",
    "編輯", "来源", "關鍵字",
    "image source", "comments", "leave a", "tweet", "email", "print", "categories", "posted in", "filed under",
    "topics", "next", "previous",
    "published", "updated", "last updated", "about the author",
  ]
  private static let invitations = [
    "newsletter", "subscribe", "sign up", "cookie", "privacy policy", "terms of", "follow us", "your inbox",
    "your email", "click here",
    "read more", "đăng ký", "this article was originally published", "originally appeared", "contact us",
    "email address", "whatsapp", "telegram",
    "our app", "free trial", "create an account", "log in", "leave a comment", "required fields",
  ]
  private static let bylineStarts = [
    "by ", "written by", "von ", "por ", "par ", "bởi ", "reporting by", "editing by", "source:", "nguồn", "theo ",
    "words by",
  ]
}

extension Double {
  /// The natural logarithm, to three digits: enough for a feature, and no library for it.
  var logarithm: Double {
    guard self > 0, isFinite else { return 0 }
    // log x = (exponent + log2 of the significand) · log 2, the latter by a quadratic fit.
    let s = significand
    return (Double(exponent) + (-1.0 / 3.0 * s + 2.0) * s - 5.0 / 3.0) * 0.693_147_180_559_945
  }
}
