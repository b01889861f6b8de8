import CLibXML2
import Glibc

/// A forward-only walk over an XML text, by libxml2: recovering from faults, never fetching anything, never expanding entities of
/// the document's own.
///
/// Elements may nest 256 deep, as libxml2 allows; a text node may hold 10 MB.
final class XMLPullReader {
  enum Event: Hashable {
    /// The name with its prefix as it is written, small letters: `content:encoded`.
    case start(name: String, isEmpty: Bool)
    case text(String)
    case end(name: String)
  }

  private let reader: xmlTextReaderPtr?
  /// libxml2 keeps pointing into it.
  private let bytes: UnsafeMutableBufferPointer<CChar>
  /// Whether the walk ended before the document did.
  private(set) var isBroken = false

  /// `document` is decoded text, UTF-8, without the white space before it.
  init(_ document: ArraySlice<UInt8>) {
    let utf8 = Self.withoutDeclaration(document)
    bytes = .allocate(capacity: max(1, utf8.count))
    var count = 0
    for byte in utf8 {
      bytes.initializeElement(at: count, to: CChar(bitPattern: byte))
      count += 1
    }
    let options =
      XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue
    reader =
      count > 0 && count < Int(Int32.max)
      ? xmlReaderForMemory(bytes.baseAddress, Int32(count), nil, "UTF-8", Int32(bitPattern: options)) : nil
    isBroken = reader == nil
  }

  /// The declaration names the encoding that the text had before it was decoded: libxml2 would decode it a second time.
  private static func withoutDeclaration(_ document: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard document.starts(withFolded: Array("<?xml".utf8)), let end = document.firstIndex(of: UInt8(ascii: ">")) else {
      return document
    }
    return document[(end + 1)...].trimmed
  }

  deinit {
    if let reader { xmlFreeTextReader(reader) }
    bytes.deallocate()
  }

  /// The next start, text or end; nil at the end of the document or where it cannot be read on.
  func next() -> Event? {
    while let reader {
      let status = xmlTextReaderRead(reader)
      guard status == 1 else {
        isBroken = status < 0
        return nil
      }
      switch xmlTextReaderNodeType(reader) {
      case 1: return .start(name: name, isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
      case 15: return .end(name: name)
      case 3, 4, 14: return .text(value)
      case 5: if let character = entity { return .text(character) }
      default: continue
      }
    }
    return nil
  }

  /// An attribute of the element that has just begun.
  func attribute(_ name: String) -> String? {
    guard let reader, let value = xmlTextReaderGetAttribute(reader, name) else { return nil }
    defer { free(value) }
    return String(cString: value)
  }

  /// The markup inside the element that has just begun, as text; the walk goes on inside it.
  var innerMarkup: String {
    guard let reader, let value = xmlTextReaderReadInnerXml(reader) else { return "" }
    defer { free(value) }
    return String(cString: value)
  }

  private var name: String {
    xmlTextReaderConstName(reader).map { String(cString: $0).lowercased() } ?? ""
  }

  private var value: String {
    xmlTextReaderConstValue(reader).map { String(cString: $0) } ?? ""
  }

  /// The character of an HTML entity that XML does not know, as `&nbsp;`.
  private var entity: String? {
    guard let name = xmlTextReaderConstName(reader), let entry = htmlEntityLookup(name),
      let scalar = Unicode.Scalar(entry.pointee.value)
    else { return nil }
    return String(Character(scalar))
  }
}
