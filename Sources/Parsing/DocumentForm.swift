import Glibc

/// What form a document has, by its first characters; its name only breaks ties.
enum DocumentForm: Hashable, Sendable {
  case json
  case html
  case feed
  /// Comma-, semicolon- or tab-separated records.
  case table
  /// XML that is neither a feed nor a page.
  case xml
  /// XML that ends before its first element, or in which a comment or a document type before it has no end.
  case rootlessXML
  /// XML in which agencies send articles, and which is not read: the text names it.
  case wire(String)
  case text
  /// Something that goes with a page or a program: the text names what.
  case asset(String)

  static func of(_ utf8: [UInt8], name: String?) -> Self {
    let start = utf8[...].prefix(4_096).trimmed
    let ending = name.map(Self.ending(of:)) ?? ""
    switch start.first {
    case UInt8(ascii: "{"): return isStyleOrScript(start, ending) ?? .json
    case UInt8(ascii: "["):
      // Lists of lists are pages of a list; a text may begin with brackets, too.
      let inner = start.drop { "[ \t\n".utf8.contains($0) }
      let isEmpty = start.dropFirst().trimmed.first == UInt8(ascii: "]")
      return inner.first == UInt8(ascii: "{") || isEmpty ? .json : .text
    case UInt8(ascii: "<"): return markup(utf8[start.startIndex...])
    default:
      return isStyleOrScript(start, ending) ?? (isTable(utf8[start.startIndex...], ending) ? .table : .text)
    }
  }

  /// Where a page begins whose file has something before it, as an HTTP header or a warning of the program that made it: at the first line
  /// that begins with a page's first tag, if one does in the first 4 KiB.
  static func pageStart(in utf8: [UInt8]) -> Int? {
    utf8.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let end = min(bytes.count, 4_096)
      var index = 0
      while index < end, let found = memchr(base + index, Int32(UInt8(ascii: "<")), end - index) {
        let open = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if open == 0 || bytes[open - 1] == 0x0A, pageTags.contains(where: { utf8[open...].starts(withFolded: $0) }) {
          return open
        }
        index = open + 1
      }
      return nil
    }
  }

  private static let pageTags = ["<!doctype html", "<html>", "<html "].map { Array($0.utf8) }

  /// By its name, by a first line that names columns, or by its build: a table of columns that nobody knows is no text either.
  private static func isTable(_ text: ArraySlice<UInt8>, _ ending: String) -> Bool {
    if ending == "csv" || ending == "tsv" { return true }
    return TableHeader(text) != nil || TableHeader.isLike(text)
  }

  /// The first element tells: comments, declarations and processing instructions are passed over, however long they are.
  private static func markup(_ text: ArraySlice<UInt8>) -> Self {
    var rest = text
    var isXML = false
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[open...]
      switch rest.dropFirst().first {
      case UInt8(ascii: "?"):
        if rest.starts(withFolded: xmlDeclaration) { isXML = true }
        guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return isXML ? .rootlessXML : .html }
        rest = rest[(close + 1)...]
      case UInt8(ascii: "!"):
        if rest.starts(withFolded: pageTags[0]) { return .html }
        guard let end = XMLProlog.endOfDeclaration(rest) else { return isXML ? .rootlessXML : .html }
        rest = rest[end...]
      default: return form(ofElement: rest, isXML: isXML)
      }
    }
    return isXML ? .rootlessXML : .html
  }

  private static let xmlDeclaration = Array("<?xml".utf8)

  private static func form(ofElement tag: ArraySlice<UInt8>, isXML: Bool) -> Self {
    let name = tag.dropFirst().prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: ":") }.map(
      \.asciiLowercased)
    switch String(decoding: name, as: UTF8.self) {
    case "rss", "feed", "rdf:rdf", "channel": return .feed
    case let name where name.hasSuffix(":feed"): return .feed
    case "nitf": return .wire("NITF")
    case "newsml", "newsitem", "newsmessage", "packageitem": return .wire("NewsML")
    case "svg": return .asset("an image")
    case "html": return .html
    default: return isXML ? .xml : .html
    }
  }

  /// Style sheets and scripts are saved beside pages: told by the name, confirmed by what they begin with, or by a telling start.
  private static func isStyleOrScript(_ start: ArraySlice<UInt8>, _ ending: String) -> Self? {
    switch ending {
    case "css", "scss", "less": return .asset("a style sheet")
    case "js", "mjs", "ts", "map": return .asset("a script")
    default: break
    }
    // All of them begin with one of these, and hardly any text does.
    guard let first = start.first, "@:!(\"'w/;".utf8.contains(first) else { return nil }
    if styleSigns.contains(where: { start.starts(with: $0) }) { return .asset("a style sheet") }
    if scriptSigns.contains(where: { start.starts(with: $0) }) { return .asset("a script") }
    return nil
  }

  /// What follows the last full stop of a name, in small letters; empty where that is long.
  private static func ending(of name: String) -> String {
    let utf8 = name.utf8
    guard let last = utf8.lastIndex(where: { $0 != UInt8(ascii: ".") }) else { return "" }
    var (start, length) = (last, 1)
    while length < 5, start > utf8.startIndex {
      let before = utf8.index(before: start)
      if utf8[before] == UInt8(ascii: ".") { break }
      (start, length) = (before, length + 1)
    }
    return String(decoding: utf8[start...last].map(\.asciiLowercased), as: UTF8.self)
  }

  private static let styleSigns = ["@charset ", "@import ", "@font-face", "@media ", ":root{", ":root {"].map {
    Array($0.utf8)
  }
  private static let scriptSigns = [
    "!function(", "(function(", "\"use strict\"", "'use strict'", "window.", "(()=>{", "/*! jQuery", ";(function(",
    "(self.",
  ].map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
  /// Where `sequence` first stands.
  func firstRange(of sequence: [UInt8]) -> Range<Int>? {
    guard let first = sequence.first else { return nil }
    var index = startIndex
    while let found = self[index...].firstIndex(of: first), found + sequence.count <= endIndex {
      if self[found..<(found + sequence.count)].elementsEqual(sequence) { return found..<(found + sequence.count) }
      index = found + 1
    }
    return nil
  }
}
