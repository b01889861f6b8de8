/// The markup in a piece of text: whether its line ends part paragraphs, as in plain text, or mean no more than spaces, as in HTML.
///
/// What only looks like markup is text: `a<i then`, `Map<Key>`, an `&` in a name.
struct FragmentMarkup {
  enum Kind: Int, Comparable {
    /// No tag; entities may be in it.
    case none
    /// Tags within lines only, as `<b>`: paragraphs are what the line ends part.
    case inline
    /// Tags that part paragraphs, as `<p>` and `<br>`: HTML.
    case block

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  private(set) var kind = Kind.none
  let bytes: [UInt8]

  /// The text as HTML. Unless it is that already, line ends outside of tags become breaks, and `<` that begins no tag is escaped.
  var html: [UInt8] {
    if kind == .block { return bytes }
    guard lined.isEmpty else { return lined }
    var html: [UInt8] = []
    html.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte == 0x0A || byte == 0x0D { html.append(contentsOf: Self.lineBreak) } else { html.append(byte) }
    }
    return html
  }

  /// Empty where no `<` is in the text.
  private var lined: [UInt8] = []
  private var index = 0

  /// One pass, to the first tag that parts paragraphs.
  init(_ utf8: [UInt8]) {
    bytes = utf8
    guard utf8.contains(UInt8(ascii: "<")) else { return }
    lined.reserveCapacity(utf8.count + utf8.count / 8)
    while index < bytes.count, kind != .block {
      switch bytes[index] {
      case UInt8(ascii: "<"): readMarkup()
      case 0x0A, 0x0D:
        lined.append(contentsOf: Self.lineBreak)
        index += 1
      default:
        lined.append(bytes[index])
        index += 1
      }
    }
  }

  private static let lineBreak = Array("<br><br>".utf8)

  /// At a `<`.
  private mutating func readMarkup() {
    if let sign = Self.declarations.first(where: { bytes[index...].starts(withFolded: $0.start) }) {
      // Comments and declarations say nothing of the lines around them.
      kind = max(kind, .inline)
      copy(to: bytes[index...].firstRange(of: sign.end)?.upperBound ?? bytes.count)
    } else if let tag = tag(at: index) {
      kind = max(kind, tag.kind)
      copy(to: tag.end)
    } else {
      lined.append(contentsOf: "&lt;".utf8)
      index += 1
    }
  }

  private static let declarations = [("<!--", "-->"), ("<![CDATA[", ">"), ("<!doctype", ">")]
    .map { (start: Array($0.0.utf8), end: Array($0.1.utf8)) }

  private mutating func copy(to end: Int) {
    lined.append(contentsOf: bytes[index..<end])
    index = end
  }

  struct FoundTag {
    /// In small letters.
    var name: [UInt8]
    var kind: Kind
    var isEndTag: Bool
    /// The index behind it.
    var end: Int
  }

  /// nil where the `<` at `place` begins no tag. One has a name that HTML knows, and ends after it or goes on with an attribute; a text
  /// may be cut off within a tag, so the `>` itself may be missing.
  func tag(at place: Int) -> FoundTag? {
    var next = place + 1
    let isEndTag = next < bytes.count && bytes[next] == UInt8(ascii: "/")
    if isEndTag { next += 1 }
    let range = bytes[next...].prefix { $0.isPartOfName }
    guard range.first?.isASCIILetter == true else { return nil }
    let name = range.map(\.asciiLowercased)
    guard let kind = Self.kind(of: name), mayGoOn(from: range.endIndex) else { return nil }
    return FoundTag(name: name, kind: kind, isEndTag: isEndTag, end: endOfTag(from: place))
  }

  /// Whether what stands behind the name of a tag is its end or an attribute.
  private func mayGoOn(from end: Int) -> Bool {
    var next = end
    skipSpaces(&next)
    guard next < bytes.count else { return false }
    if bytes[next] == UInt8(ascii: "/") { next += 1 }
    if next < bytes.count, bytes[next] == UInt8(ascii: ">") { return true }
    guard next > end else { return false }
    let attribute = bytes[next...].prefix { $0.isPartOfName }
    next = attribute.endIndex
    skipSpaces(&next)
    return !attribute.isEmpty && next < bytes.count && bytes[next] == UInt8(ascii: "=")
  }

  private func skipSpaces(_ place: inout Int) {
    while place < bytes.count, bytes[place].isSpace { place += 1 }
  }

  /// After the `>` that no quotes hold.
  private func endOfTag(from place: Int) -> Int {
    var next = place
    var quote: UInt8?
    var before: UInt8 = 0
    while next < bytes.count {
      let byte = bytes[next]
      next += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return next
      } else if before == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      if !byte.isSpace { before = byte }
    }
    return next
  }

  /// nil for a name that HTML does not know. Office programs and pages with elements of their own put a sign into the name: `o:p`.
  private static func kind(of name: [UInt8]) -> Kind? {
    if name.contains(UInt8(ascii: ":")) || name.contains(UInt8(ascii: "-")) {
      return name.last?.isASCIILetter == true || name.last?.isASCIIDigit == true ? .inline : nil
    }
    let tag = Tag(name: name)
    if tag == .br { return .block }
    if tag != .other { return tag.isInline ? .inline : .block }
    return inlineNames.contains(name) ? .inline : blockNames.contains(name) ? .block : nil
  }

  private static let inlineNames = Set(
    [
      "acronym", "bdi", "bdo", "blink", "data", "dfn", "kbd", "marquee", "meter", "nobr", "output", "progress",
      "rb", "rp", "rt", "ruby", "samp", "strike", "tt", "var",
    ].map { Array($0.utf8) })

  /// What stands in HTML only.
  private static let blockNames = Set(
    [
      "applet", "area", "basefont", "col", "colgroup", "dir", "frame", "frameset", "iframe", "map", "math", "noembed",
      "optgroup", "param", "script", "search", "select", "slot", "style", "svg", "template", "track",
    ].map { Array($0.utf8) })
}

extension UInt8 {
  fileprivate var isPartOfName: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ":") || self == UInt8(ascii: "_")
  }
}
