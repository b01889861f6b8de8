/// Makes a broken feed such that an XML parser gets through it: one pass, for feeds on which the parser gave up.
///
/// What is inside a field of text is escaped as a whole, so that unclosed tags in it break nothing; stray `<` and `&` are escaped
/// anywhere, tags outside such fields are put in pairs (`OpenElements`). Document types go, and with them all entities of the document's
/// own. What a feed that is cut off leaves open stays open.
struct FeedRepair {
  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var output: [UInt8] = []
  /// From the tag that was looked at last to here no `>` stands: not looked for again, or a feed of `<a` would cost the square.
  private var searched: Int
  private var open = OpenElements()

  /// The feed with its faults mended, and how many items begin in it.
  static func repaired(_ utf8: ArraySlice<UInt8>) -> (feed: [UInt8], items: Int) {
    var repair = FeedRepair(utf8)
    repair.run()
    return (repair.output, repair.open.items)
  }

  /// Whether libxml2 must not see it as it is: it compares each attribute of a tag with each, and words an error for each stray sign.
  static func isNeeded(_ utf8: ArraySlice<UInt8>) -> Bool {
    var equals = 0
    var strays = 0
    var before: UInt8 = 0x20
    for byte in utf8 {
      let isName = byte.isASCIILetter || byte == UInt8(ascii: "#")
      if before == UInt8(ascii: "&"), !isName { strays += 1 }
      if before == UInt8(ascii: "<"), !isName,
        ![UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(byte)
      {
        strays += 1
      }
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { equals = 0 }
      if byte == UInt8(ascii: "=") { equals += 1 }
      if equals > mostAttributes || strays > mostStrays { return true }
      before = byte
    }
    return false
  }

  /// Whether a feed begins where one has ended, as in files that were put one behind the other.
  static func holdsSeveral(_ utf8: ArraySlice<UInt8>) -> Bool {
    containsMarkup(utf8) { tag in
      guard let end = rootEnds.first(where: tag.starts(withFolded:)) else { return false }
      let next = tag.dropFirst(end.count).drop { $0 <= 0x20 }
      return documentStarts.contains(where: next.starts(withFolded:))
    }
  }

  /// Whether the end tag of a feed stands in it: else the feed is cut off.
  static func holdsEnd(_ utf8: ArraySlice<UInt8>) -> Bool {
    containsMarkup(utf8) { isRootEnd($0.prefix(longestRootEnd)) }
  }

  /// Whether some end tag is `wanted`, which sees it with all that follows. One within CDATA or a comment is text, as in an article about
  /// feeds. Where such text has no end, the tag with which the document ends is none of it: then all of it counts as markup.
  private static func containsMarkup(_ utf8: ArraySlice<UInt8>, wanted: (ArraySlice<UInt8>) -> Bool) -> Bool {
    var rest = utf8
    // Where one has no end, none is looked for again: that would cost the square.
    var texts = Self.texts
    while let place = rest.firstIndex(of: UInt8(ascii: "<")) {
      let tag = rest[place...]
      rest = tag.dropFirst()
      if let text = texts.first(where: { tag.starts(with: $0.start) }) {
        if let end = rest.firstRange(of: text.end) {
          rest = rest[end.upperBound...]
        } else {
          guard endsWithRootEnd(rest) else { return false }
          texts = []
        }
      } else if rest.first == UInt8(ascii: "/"), wanted(tag) {
        return true
      }
    }
    return false
  }

  /// As documents end: behind another tag, and with nothing after it.
  private static func endsWithRootEnd(_ utf8: ArraySlice<UInt8>) -> Bool {
    guard let place = utf8.lastIndex(of: UInt8(ascii: "<")) else { return false }
    let tag = utf8[place...]
    return utf8[..<place].last { $0 > 0x20 } == UInt8(ascii: ">") && isRootEnd(tag.prefix(longestRootEnd))
      && tag.drop { $0 != UInt8(ascii: ">") }.dropFirst().allSatisfy { $0 <= 0x20 }
  }

  private static func isRootEnd(_ tag: ArraySlice<UInt8>) -> Bool {
    guard tag.dropFirst().first == UInt8(ascii: "/") else { return false }
    // Under a prefix: `</atom:feed>`.
    return rootEnds.contains(where: tag.starts(withFolded:))
      || tag.prefix { $0 != UInt8(ascii: ">") }.suffix(5).elementsEqual(":feed".utf8)
  }

  private static let cdata = Array("<![CDATA[".utf8)
  private static let texts = [
    (start: cdata, end: Array("]]>".utf8)), (start: Array("<!--".utf8), end: Array("-->".utf8)),
  ]
  /// Bytes.
  private static let longestRootEnd = 40

  private static let rootEnds = ["</rss>", "</feed>", "</rdf:rdf>"].map { Array($0.utf8) }
  private static let documentStarts = ["<?xml ", "<rss", "<feed", "<rdf:rdf"].map { Array($0.utf8) }

  private static let mostStrays = 1_000
  private static let mostAttributes = 200

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
    searched = bytes.startIndex
    output.reserveCapacity(bytes.count + bytes.count / 8)
  }

  private mutating func run() {
    while index < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "<") else {
        copyText()
        continue
      }
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      switch next {
      case UInt8(ascii: "!"): declaration()
      case UInt8(ascii: "?"): index = end(of: "?>", from: index)
      case UInt8(ascii: "/") where isLetter(index + 2), _ where next.isASCIILetter: tag()
      default: copyText()
      }
    }
  }

  private func isLetter(_ place: Int) -> Bool { place < bytes.endIndex && bytes[place].isASCIILetter }

  /// After the next `sign`; the end where there is none.
  private func end(of sign: StaticString, from place: Int) -> Int {
    let sign = UnsafeBufferPointer(start: sign.utf8Start, count: sign.utf8CodeUnitCount)
    return bytes[place...].firstRange(of: Array(sign))?.upperBound ?? bytes.endIndex
  }

  private mutating func declaration() {
    let rest = bytes[index...]
    if rest.starts(with: Self.cdata) {
      let end = end(of: "]]>", from: index)
      output.append(contentsOf: bytes[index..<end])
      if !output.ends(with: "]]>") { output.append(contentsOf: "]]>".utf8) }
      index = end
    } else {
      index = XMLProlog.endOfDeclaration(rest) ?? bytes.endIndex
    }
  }

  /// One character of text, or a `&` or `<` that begins nothing.
  private mutating func copyText() {
    switch bytes[index] {
    case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: "&") where !isReference(bytes[index...]): output.append(contentsOf: "&amp;".utf8)
    default: output.append(bytes[index])
    }
    index += 1
  }

  /// Of the five that XML knows, or a number that it allows: others are left to the reading of the text.
  private func isReference(_ rest: ArraySlice<UInt8>) -> Bool {
    let start = rest.dropFirst().prefix(Self.longestReference)
    guard let end = start.firstIndex(of: UInt8(ascii: ";")) else { return false }
    let name = start[..<end]
    return Self.references.contains(Array(name)) || Self.isCharacter(name)
  }

  /// `#38`, `#x26`.
  private static func isCharacter(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.first == UInt8(ascii: "#") else { return false }
    let isHexadecimal = name.dropFirst().first == UInt8(ascii: "x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.first != UInt8(ascii: "+"),
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
      Unicode.Scalar(number) != nil
    else { return false }
    return number >= 0x20 && number != 0xFFFE && number != 0xFFFF
  }

  /// Bytes behind the `&`, with the `;`: `#x10FFFF;`.
  private static let longestReference = 9
  private static let references = Set(["amp", "lt", "gt", "quot", "apos"].map { Array($0.utf8) })

  private mutating func tag() {
    let last = min(bytes.endIndex, index + Self.longestTag)
    guard let close = bytes[max(index, min(searched, last))..<last].firstIndex(of: UInt8(ascii: ">")) else {
      searched = last
      copyText()
      return
    }
    let isEnd = bytes[index + 1] == UInt8(ascii: "/")
    let name = Array(bytes[(index + (isEnd ? 2 : 1))...].prefix(while: Self.isOfName))
    let isEmpty = bytes[close - 1] == UInt8(ascii: "/")
    let isMarkup = bytes[index...close].containsSequence(Array("\"xhtml\"".utf8))
    if isEnd {
      open.end(name, into: &output)
    } else if open.begin(name, isEmpty: isEmpty, into: &output) {
      index += 1 + name.count
      attributes(before: isEmpty ? close - 1 : close)
      output.append(contentsOf: isEmpty ? "/>".utf8 : ">".utf8)
    }
    index = close + 1
    if !isEnd, !isEmpty, !isMarkup, Self.textFields.contains(name.map(\.asciiLowercased)) { field(name) }
  }

  /// Writes the attributes that stand before `end`, each with the quotes that it may lack: at a value without them libxml2 forgets the
  /// element. What is no attribute is left out.
  private mutating func attributes(before end: Int) {
    var count = 0
    while index < end, count < Self.mostAttributes {
      let name = bytes[index..<end].prefix(while: Self.isOfName)
      index += max(1, name.count)
      guard name.first?.isASCIILetter == true else { continue }
      skipSpaces(before: end)
      guard index < end, bytes[index] == UInt8(ascii: "=") else { continue }
      index += 1
      skipSpaces(before: end)
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: name)
      output.append(UInt8(ascii: "="))
      value(before: end)
      count += 1
    }
  }

  private mutating func skipSpaces(before end: Int) {
    while index < end, bytes[index].isSpace { index += 1 }
  }

  private mutating func value(before end: Int) {
    var quote: UInt8?
    if index < end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
      quote = bytes[index]
      index += 1
    }
    output.append(quote ?? UInt8(ascii: "\""))
    while index < end, quote == nil ? !bytes[index].isSpace : bytes[index] != quote {
      if quote == nil, bytes[index] == UInt8(ascii: "\"") {
        output.append(contentsOf: "&quot;".utf8)
        index += 1
      } else {
        copyText()
      }
    }
    if quote != nil { index += 1 }
    output.append(quote ?? UInt8(ascii: "\""))
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || ":_-.".utf8.contains(byte)
  }

  /// Bytes.
  private static let longestTag = 65_536

  private static let textFields = Set(
    [
      "title", "description", "summary", "content", "content:encoded", "media:description", "itunes:summary",
      "subtitle",
    ]
    .map { Array($0.utf8) })

  /// The content of a field of text, to its end tag or, where that is missing, to where the item ends.
  private mutating func field(_ name: [UInt8]) {
    if bytes[index...].prefix(1_024).trimmed.starts(with: Self.cdata) { return }
    let ending = Array("</".utf8) + name
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "<") {
        let rest = bytes[index...].prefix(40)
        if rest.starts(withFolded: ending) { return }
        if Self.boundaries.contains(where: rest.starts(withFolded:)) {
          open.end(name, into: &output)
          return
        }
      }
      copyText()
    }
  }

  private static let boundaries = [
    "</item", "<item>", "<item ", "</entry", "<entry>", "<entry ", "</channel", "</feed",
  ]
  .map { Array($0.utf8) }
}

extension [UInt8] {
  fileprivate func ends(with text: StaticString) -> Bool {
    suffix(text.utf8CodeUnitCount).elementsEqual(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
