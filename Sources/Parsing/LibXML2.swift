import CLibXML2

/// libxml2 itself, which all parsers of pages and feeds share.
///
/// It makes its locks when they are first used: of two threads that did so at once, one would throw away the lock that the other holds, and
/// both would wait for ever.
enum LibXML2 {
  private static let isReady: Void = xmlInitParser()

  /// Makes the library ready where it is not; to be called before each parser that is made.
  static func makeReady() { _ = isReady }
}
