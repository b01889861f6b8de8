import CLibXML2

/// A walk over an XML text from beginning to end, by libxml2's parser: recovering from faults, never fetching anything, knowing no
/// entities of the document's own.
///
/// libxml2 only calls back. Its reader interface is not used: that pushes the text in pieces and looks at a comment or tag without end
/// again with each piece. Elements may nest 256 deep, a piece of text may have 10 MB, as libxml2 allows.
final class XMLWalk {
  enum Event: Hashable {
    /// The name with its prefix as it is written, small letters: `content:encoded`.
    case start(name: String, attributes: [String: String])
    case text(String)
    case end(name: String)
  }

  private let visit: (Event) -> Bool
  /// What came since the last tag: libxml2 tells of each entity by itself.
  private var text: [UInt8] = []
  /// Valid only while libxml2 parses.
  private var context: xmlParserCtxtPtr?

  /// Walks over `document`, decoded text without the white space before it, until `visit` answers false.
  ///
  /// Answers whether the document is well-formed, as far as it was seen.
  static func walk(_ document: ArraySlice<UInt8>, visit: @escaping (Event) -> Bool) -> Bool {
    let walk = XMLWalk(visit)
    return walk.run(withoutDeclaration(document))
  }

  private init(_ visit: @escaping (Event) -> Bool) { self.visit = visit }

  /// The declaration names the encoding that the text had before it was decoded: libxml2 would decode it a second time.
  private static func withoutDeclaration(_ document: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard document.starts(withFolded: Array("<?xml ".utf8)), let end = document.firstIndex(of: UInt8(ascii: ">")) else {
      return document
    }
    return document[(end + 1)...].trimmed
  }

  private func run(_ document: ArraySlice<UInt8>) -> Bool {
    guard !document.isEmpty, document.count < 1 << 30 else { return false }
    LibXML2.makeReady()
    return document.withUnsafeBytes { bytes in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress,
        let context = xmlCreateMemoryParserCtxt(start, Int32(bytes.count))
      else { return false }
      defer {
        if let tree = context.pointee.myDoc { xmlFreeDoc(tree) }
        xmlFreeParserCtxt(context)
      }
      let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      xmlCtxtUseOptions(context, Int32(bitPattern: options | XML_PARSE_NONET.rawValue | XML_PARSE_SAX1.rawValue))
      context.pointee.sax.pointee = Self.handlers
      context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
      xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      self.context = context
      xmlParseDocument(context)
      self.context = nil
      if !text.isEmpty { _ = visit(.text(String(decoding: MarkRuns.cut(text), as: UTF8.self))) }
      return context.pointee.wellFormed == 1
    }
  }

  private func tell(_ event: Event) {
    if !text.isEmpty {
      _ = visit(.text(String(decoding: MarkRuns.cut(text), as: UTF8.self)))
      text.removeAll(keepingCapacity: true)
    }
    if !visit(event) { xmlStopParser(context) }
  }

  private func add(_ piece: UnsafeBufferPointer<UInt8>) {
    if text.count < Self.longestText { Windows1252.append(piece, to: &text) }
  }

  /// Bytes; far above any article.
  private static let longestText = 4 << 20

  private func start(_ name: UnsafePointer<UInt8>, _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    var attributes: [String: String] = [:]
    var next = list
    while let pair = next, let name = pair.pointee {
      if let value = pair.successor().pointee {
        // libxml2 resolves all references in it but that of `&`, which it hands on as `&#38;`.
        attributes[String(cString: name).lowercased()] = EntityText.resolve(String(cString: value))
      }
      next = pair + 2
    }
    tell(.start(name: String(cString: name).lowercased(), attributes: attributes))
  }

  /// The character of an HTML entity that XML does not know, as `&nbsp;`.
  private func entity(_ name: UnsafePointer<UInt8>) {
    guard let entry = htmlEntityLookup(name), let scalar = Unicode.Scalar(entry.pointee.value) else { return }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  /// Declarations are not among them: no entity of the document's own is ever known.
  private static var handlers: xmlSAXHandler {
    var handlers = xmlSAXHandler()
    handlers.startElement = { walk, name, attributes in
      guard let name else { return }
      XMLWalk.from(walk)?.start(name, attributes)
    }
    handlers.endElement = { walk, name in
      guard let name else { return }
      XMLWalk.from(walk)?.tell(.end(name: String(cString: name).lowercased()))
    }
    handlers.characters = { walk, start, count in
      guard let start else { return }
      XMLWalk.from(walk)?.add(UnsafeBufferPointer(start: start, count: Int(count)))
    }
    handlers.cdataBlock = handlers.characters
    handlers.ignorableWhitespace = handlers.characters
    handlers.getEntity = { walk, name in
      if let name { XMLWalk.from(walk)?.entity(name) }
      return nil
    }
    return handlers
  }

  private static func from(_ walk: UnsafeMutableRawPointer?) -> XMLWalk? {
    walk.map { Unmanaged<XMLWalk>.fromOpaque($0).takeUnretainedValue() }
  }
}
