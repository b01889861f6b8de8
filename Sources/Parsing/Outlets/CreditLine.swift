/// The line in which an article credits the agency or paper that it is from: `Theo HNM`, `(TTXVN)`, `Nguồn: Reuters`, `Source: AP`.
struct CreditLine: Hashable, Sendable {
  /// The agency or paper, as the line spells it.
  var credit: String

  /// The credit if `line` is nothing but a credit line; nil for any other text, sentences above all.
  static func read(_ line: ArraySlice<UInt8>) -> CreditLine? {
    let line = line.trimmed
    guard line.count <= 120, line.count >= 3 else { return nil }
    if line.first == UInt8(ascii: "("), line.last == UInt8(ascii: ")") {
      let inner = line.dropFirst().dropLast()
      if let credit = read(inner) { return credit }
      return isAcronym(inner) || isAcronymAndSite(inner)
        ? CreditLine(credit: String(decoding: inner, as: UTF8.self)) : nil
    }
    if let credit = afterAuthor(line) { return credit }
    guard let rest = afterOpening(line)?.trimmed, isName(rest) else { return nil }
    return CreditLine(credit: String(decoding: withoutFullStop(rest), as: UTF8.self))
  }

  /// Takes the credit that closes a text out of its paragraphs; nil where none does, and where it is all that there is.
  static func take(from paragraphs: inout [String]) -> CreditLine? {
    guard paragraphs.count > 1, let last = paragraphs.last, let line = read(Array(last.utf8)[...]) else { return nil }
    paragraphs.removeLast()
    return line
  }

  /// `Huyền Lê (Theo Yonhap)`: the author's name before what it is from.
  private static func afterAuthor(_ line: ArraySlice<UInt8>) -> CreditLine? {
    guard line.last == UInt8(ascii: ")"), let open = line.lastIndex(of: UInt8(ascii: "(")) else { return nil }
    let words = line[..<open].split(separator: UInt8(ascii: " "))
    let inner = line[(open + 1)...].dropLast()
    guard (1...5).contains(words.count), line[..<open].allSatisfy({ $0 >= 0x80 || $0.isASCIILetter || $0 == 0x20 }),
      words.allSatisfy({ String(decoding: $0, as: UTF8.self).first?.isUppercase == true }),
      inner.starts(withFolded: Array("Theo ".utf8))
    else { return nil }
    return read(inner)
  }

  /// `Reuters.` → `Reuters`, but `A.P.` stays.
  private static func withoutFullStop(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = name.dropLast()
    return name.last == UInt8(ascii: ".") && !rest.contains(UInt8(ascii: ".")) ? rest : name
  }

  /// `Theo HNM` → `HNM`. Openings that need a colon cannot begin a byline by chance.
  private static func afterOpening(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for opening in openings where line.starts(withFolded: opening.text) {
      var rest = line.dropFirst(opening.text.count)
      let isWide = rest.starts(with: wideColon)
      guard let next = rest.first, next == 0x20 || next == UInt8(ascii: ":") || next == 0xC2 || isWide else { continue }
      rest = rest.trimmed
      let hasColon = isWide || rest.first == UInt8(ascii: ":")
      if hasColon { rest = rest.dropFirst(isWide ? wideColon.count : 1) }
      if isWide { return beforeLabel(rest) }
      if hasColon || !opening.needsColon { return rest }
    }
    return nil
  }

  /// `新华网 编辑：苏亮` → `新华网`; nil where no space parts the name from the label after it.
  private static func beforeLabel(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.containsSequence(wideColon) else { return rest }
    let name = String(decoding: rest, as: UTF8.self).split(whereSeparator: \.isWhitespace).first ?? ""
    return name.contains("：") ? nil : Array(name.utf8)[...]
  }

  private static let wideColon = Array("：".utf8)

  private static let openings: [(text: [UInt8], needsColon: Bool)] =
    ["Theo", "(Theo", "Via"].map { (Array($0.utf8), false) }
    + [
      "Nguồn", "Nguồn tin", "Source", "Sources", "Quelle", "Quellen", "Fuente", "Fonte", "Fonti", "Bron", "Källa",
      "Kilde", "Lähde",
      "Źródło", "Zdroj", "Forrás", "Sursa", "Sursă", "Izvor", "Kaynak", "Sumber", "Источник", "Джерело", "来源", "來源",
      "稿源",
      "出典", "출처", "المصدر",
    ].map { (Array($0.utf8), true) }

  /// Short, begins with a capital or a script without capitals, and is no sentence.
  private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
    var name = text
    if name.last == UInt8(ascii: ")") && !name.contains(UInt8(ascii: "(")) { name = name.dropLast() }
    guard (2...60).contains(name.count) else { return false }
    if let last = name.last,
      [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(last),
      name.split(separator: UInt8(ascii: " ")).count > 4
    {
      return false
    }
    // Not only ASCII's small letters: `Theo đánh giá của Mỹ` begins a sentence.
    if beginsSmall(name), !name.contains(UInt8(ascii: ".")) { return false }
    return name.split(separator: UInt8(ascii: " ")).count <= 7 && !name.contains(UInt8(ascii: ";"))
      && (!name.containsSequence([0x2C, 0x20]) || isList(name))
  }

  private static func beginsSmall(_ name: ArraySlice<UInt8>) -> Bool {
    String(decoding: name.prefix(4), as: UTF8.self).unicodeScalars.first?.properties.isLowercase == true
  }

  /// `Reuters, Yonhap`: short names with capitals, and nothing else.
  private static func isList(_ text: ArraySlice<UInt8>) -> Bool {
    let names = text.split(separator: UInt8(ascii: ",")).map(\.trimmed)
    return names.count <= 4
      && names.allSatisfy { name in
        name.first.map { (0x41...0x5A).contains($0) } == true && name.split(separator: UInt8(ascii: " ")).count <= 2
      }
  }

  /// `TTXVN/Vietnam+`: an agency and its site.
  private static func isAcronymAndSite(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2, let site = parts[1].first, (0x41...0x5A).contains(site) else { return false }
    return isAcronym(parts[0]) && parts[1].count <= 24
      && parts[1].allSatisfy { $0.isASCIILetter || $0 == UInt8(ascii: "+") }
  }

  /// `TTXVN`, `AFP/TTXVN`, `AP`: capitals, digits and separators only, and no word of a wire's own.
  private static func isAcronym(_ text: ArraySlice<UInt8>) -> Bool {
    guard (2...24).contains(text.count), !wireWords.contains(Array(text)) else { return false }
    var capitals = 0
    for byte in text {
      switch byte {
      case 0x41...0x5A: capitals += 1
      case 0x2F, 0x2B, 0x2D, 0x20, 0x26, 0x2E, 0x30...0x39: continue
      default: return false
      }
    }
    return capitals >= 2
  }

  /// What wires and pages put between brackets in capitals besides their names: the end of a text, or what stands with it.
  private static let wireWords = Set(
    "END,ENDS,ENDITEM,END ITEM,EOM,MORE,FILE,FILES,VIDEO,VIDEOS,PHOTO,PHOTOS,UPDATE,UPDATED,LEAD,URGENT,COMBINED"
      .split(separator: ",").map { Array($0.utf8) })
}
