/// A first pass over a page's bytes: sets scripts aside and passes on only what reading needs.
///
/// Linear in the size of the page. It takes out comments, styles, drawings and all attributes that nobody reads, so that
/// what reaches libxml2 is small and cannot hold what makes it slow: its cost grows with the square of the number of
/// attributes in a tag, and with the product of depth and end tags.
struct MarkupScreen: Sendable {
  /// A script's text, by its place in the page.
  struct Script: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      /// `application/ld+json`.
      case linkedData
      /// `application/json`, where frameworks keep what the page shows.
      case data
      case code
    }

    var kind: Kind
    var range: Range<Int>
  }

  /// HTML without what was taken out. Holds no NUL.
  private(set) var markup: [UInt8] = []
  private(set) var scripts: [Script] = []
  /// How many end tags `markup` holds.
  private(set) var endTags = 0
  /// How many characters `markup` holds that may begin an entity.
  private(set) var references = 0

  /// Screens `page`, UTF-8.
  init(_ page: [UInt8]) {
    markup.reserveCapacity(page.count / 2)
    page.withUnsafeBufferPointer { bytes in
      var pass = ScreeningPass(bytes: bytes, markup: markup, scripts: [])
      pass.run()
      (markup, scripts, endTags, references) = (pass.markup, pass.scripts, pass.endTags, pass.references)
    }
  }
}

/// The state of one pass.
private struct ScreeningPass {
  let bytes: UnsafeBufferPointer<UInt8>
  var markup: [UInt8]
  var scripts: [MarkupScreen.Script]
  var endTags = 0
  var references = 0
  var position = 0
  /// Elements whose end was looked for and not found: not looked for again, or the pass would be quadratic.
  var unended: Set<[UInt8]> = []

  /// Names and values longer than this are cut off: no name that matters is.
  static let longestName = 40

  mutating func run() {
    while position < bytes.count {
      let text = position
      position = index(of: UInt8(ascii: "<"), from: position) ?? bytes.count
      copy(text..<position)
      guard position < bytes.count else { return }
      readMarkup()
    }
  }

  /// At a `<`.
  private mutating func readMarkup() {
    switch byte(position + 1) {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): skipDeclaration()
    case UInt8(ascii: "/") where byte(position + 2).isASCIILetter: copyEndTag()
    case let next where next.isASCIILetter: readStartTag()
    default:
      // A run of them says no more than one, and each costs the library much.
      if position == 0 || bytes[position - 1] != UInt8(ascii: "<") {
        markup.append(contentsOf: "&lt;".utf8)
        references += 1
      }
      position += 1
    }
  }

  private mutating func skipDeclaration() {
    if byte(position + 2) == UInt8(ascii: "-"), byte(position + 3) == UInt8(ascii: "-") {
      // `<!-->` and `<!--->` are whole comments.
      if let end = index(ofTextEndingComment: position + 2) {
        position = end
        return
      }
    }
    position = (index(of: UInt8(ascii: ">"), from: position) ?? bytes.count - 1) + 1
  }

  private mutating func index(ofTextEndingComment start: Int) -> Int? {
    guard !unended.contains([]) else { return nil }
    var from = start
    while let end = index(of: UInt8(ascii: ">"), from: from) {
      if end >= start + 2 || end == start, byte(end - 1) == UInt8(ascii: "-"), byte(end - 2) == UInt8(ascii: "-") {
        return end + 1
      }
      from = end + 1
    }
    unended.insert([])
    return nil
  }

  private mutating func copyEndTag() {
    var end = position + 2
    while byte(end).isName { end += 1 }
    markup.append(contentsOf: "</".utf8)
    markup.append(contentsOf: bytes[(position + 2)..<min(end, position + 2 + Self.longestName)])
    markup.append(UInt8(ascii: ">"))
    endTags += 1
    position = (index(of: UInt8(ascii: ">"), from: end) ?? bytes.count - 1) + 1
  }

  private mutating func readStartTag() {
    var end = position + 1
    while byte(end).isName { end += 1 }
    let name = bytes[(position + 1)..<min(end, position + 1 + Self.longestName)].map(\.asciiLowercased)
    let isScript = name.elementsEqual("script".utf8)
    let rollback = markup.count
    markup.append(UInt8(ascii: "<"))
    markup.append(contentsOf: name)
    position = end
    var attributes = AttributePass()
    copyAttributes(of: name, into: &attributes)
    markup.append(UInt8(ascii: ">"))
    guard let ending = Self.skipped.first(where: { $0.elementsEqual(name) }) else { return }
    // Of an element that is taken out, nothing is left; one that does not end takes the rest of the page only where
    // browsers do the same.
    let content = position
    if let close = index(ofEndOf: ending, from: position) {
      markup.removeSubrange(rollback...)
      if isScript { scripts.append(.init(kind: attributes.scriptKind, range: content..<close)) }
      position = (index(of: UInt8(ascii: ">"), from: close) ?? bytes.count - 1) + 1
    } else if isScript || name.elementsEqual("style".utf8) {
      markup.removeSubrange(rollback...)
      if isScript { scripts.append(.init(kind: attributes.scriptKind, range: content..<bytes.count)) }
      position = bytes.count
    }
  }

  /// Elements whose content no reader sees as text.
  private static let skipped: [[UInt8]] = ["script", "style", "svg", "template", "iframe", "select", "math"]
    .map { Array($0.utf8) }

  private mutating func index(ofEndOf name: [UInt8], from start: Int) -> Int? {
    guard !unended.contains(name) else { return nil }
    var from = start
    while let open = index(of: UInt8(ascii: "<"), from: from) {
      from = open + 1
      guard byte(open + 1) == UInt8(ascii: "/"), open + 2 + name.count <= bytes.count else { continue }
      let found = bytes[(open + 2)..<(open + 2 + name.count)]
      if zip(found, name).allSatisfy({ $0.asciiLowercased == $1 }), !byte(open + 2 + name.count).isName { return open }
    }
    unended.insert(name)
    return nil
  }

  // MARK: Attributes

  private struct AttributePass {
    var seen: UInt32 = 0
    var scriptKind = MarkupScreen.Script.Kind.code
  }

  /// From after a tag's name to after its `>`.
  private mutating func copyAttributes(of tag: [UInt8], into pass: inout AttributePass) {
    while position < bytes.count {
      let here = bytes[position]
      if here == UInt8(ascii: ">") {
        position += 1
        return
      }
      guard !here.isSpace, here != UInt8(ascii: "/"), here != UInt8(ascii: "\""), here != UInt8(ascii: "'") else {
        position += 1
        continue
      }
      // A tag that was never closed: the next one begins here.
      if here == UInt8(ascii: "<") { return }
      copyAttribute(of: tag, into: &pass)
    }
  }

  private mutating func copyAttribute(of tag: [UInt8], into pass: inout AttributePass) {
    let nameStart = position
    position += 1
    while position < bytes.count, !bytes[position].endsAttributeName { position += 1 }
    let name = nameStart..<position
    var next = position
    while byte(next).isSpace { next += 1 }
    var value = position..<position
    if byte(next) == UInt8(ascii: "=") {
      position = next + 1
      value = readValue()
    }
    let attribute = AttributeName(bytes[name])
    guard let attribute, pass.seen & (1 << UInt32(attribute.rawValue)) == 0 else { return }
    pass.seen |= 1 << UInt32(attribute.rawValue)
    if attribute == .type, tag.elementsEqual("script".utf8) { pass.scriptKind = scriptKind(value) }
    guard value.count <= attribute.longestValue else { return }
    let quote = bytes[value].contains(UInt8(ascii: "\"")) ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    if quote == UInt8(ascii: "'"), bytes[value].contains(quote) { return }
    markup.append(UInt8(ascii: " "))
    markup.append(contentsOf: bytes[name])
    markup.append(UInt8(ascii: "="))
    markup.append(quote)
    copy(value)
    markup.append(quote)
  }

  /// After `=`, to after the value.
  private mutating func readValue() -> Range<Int> {
    while byte(position).isSpace { position += 1 }
    let quote = byte(position)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = position + 1
      let end = index(of: quote, from: start) ?? bytes.count
      position = min(end + 1, bytes.count)
      return start..<end
    }
    let start = position
    while position < bytes.count, !bytes[position].isSpace, bytes[position] != UInt8(ascii: ">") { position += 1 }
    return start..<position
  }

  private func scriptKind(_ value: Range<Int>) -> MarkupScreen.Script.Kind {
    let type = String(decoding: bytes[value], as: UTF8.self).lowercased()
    if type.contains("ld+json") { return .linkedData }
    return type.contains("json") ? .data : .code
  }

  // MARK: Bytes

  /// 0 beyond the end.
  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func index(of byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    var index = start
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private mutating func copy(_ range: Range<Int>) {
    let start = markup.count
    markup.append(contentsOf: bytes[range])
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") { references += 1 }
      if byte == 0 { markup[start + index - range.lowerBound] = UInt8(ascii: " ") }
    }
  }
}

extension UInt8 {
  /// Of a tag's name.
  var isName: Bool { isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ":") }
  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  var endsAttributeName: Bool {
    isSpace || self == UInt8(ascii: "=") || self == UInt8(ascii: ">") || self == UInt8(ascii: "/")
  }
}
