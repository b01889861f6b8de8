/// Files that are no text, told by their first bytes.
enum BinaryForm {
  /// What becomes of such a file; nil for anything that may be text.
  static func verdict(on bytes: [UInt8]) -> ReadOutcome? {
    if let first = bytes.first, first == UInt8(ascii: "%") || first == UInt8(ascii: "{") {
      for (sign, name) in papers where bytes.starts(with: sign) { return unreadable(name) }
    }
    // A text may begin with the same letters, but holds no such controls.
    guard bytes.prefix(256).contains(where: { $0 < 0x09 }) else { return nil }
    for (sign, name) in assets where bytes.starts(with: sign) {
      return .skipped(reason: "\(name), not an article")
    }
    if bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) {
      return .skipped(reason: "a video or image, not an article")
    }
    for (sign, name) in documents where bytes.starts(with: sign) { return unreadable(name) }
    return nil
  }

  /// Of a form in which articles may be, but that nobody here reads.
  static func unreadable(_ name: String) -> ReadOutcome {
    .unreadable(reason: "expected \(readForms), got \(name); save or convert it as text first")
  }

  /// What a refusal names as expected.
  static let readForms = "text, HTML, MHTML, a feed, JSON, a table (CSV, TSV) or WARC"

  /// Things that are saved beside pages.
  private static let assets: [([UInt8], String)] = [
    ([0xFF, 0xD8, 0xFF], "a JPEG image"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    (Array("GIF8".utf8), "a GIF image"),
    (Array("RIFF".utf8), "an image or sound"), ([0x00, 0x00, 0x01, 0x00], "an icon"), (Array("wOFF".utf8), "a font"),
    (Array("wOF2".utf8), "a font"), (Array("OTTO".utf8), "a font"), ([0x00, 0x01, 0x00, 0x00, 0x00], "a font"),
    (Array("ID3".utf8), "a sound"), (Array("OggS".utf8), "a sound or video"), ([0x1A, 0x45, 0xDF, 0xA3], "a video"),
    (Array("BM".utf8) + [0x36], "an image"),
  ]

  /// The same, in formats that look like text.
  private static let papers: [([UInt8], String)] = [
    (Array("%PDF-".utf8), "a PDF"), (Array("{\\rtf".utf8), "a rich text file"),
  ]

  /// Things in which somebody may have sent an article.
  private static let documents: [([UInt8], String)] = [
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an office document"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old office document"),
    (Array("7z".utf8) + [0xBC, 0xAF], "a 7z archive"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd data"),
    (Array("BZh".utf8), "bzip2 data"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("SQLite format 3".utf8), "a database"),
  ]
}
