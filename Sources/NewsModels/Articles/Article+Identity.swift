extension Article {
  /// The hash of source, title, body and publication day, each as normalised for comparison.
  ///
  /// Normalised: runs of white space count as one space, none at the ends; zero-width characters and soft hyphens do not count.
  /// The texts are taken to be in NFC already, as `Article` demands. The day is the one that the document states, in its own
  /// zone, and is empty where unknown: the same document gives the same id wherever and whenever it is read.
  public var id: ArticleID {
    var fields: [UInt8] = []
    fields.reserveCapacity(body.utf8.count + title.utf8.count + 64)
    Self.append(source ?? "", to: &fields)
    Self.append(title, to: &fields)
    Self.append(body, to: &fields)
    Self.append(published?.statedDay?.description ?? "", to: &fields)
    return ArticleID(Digest(of: fields))
  }

  /// Appends `field` as normalised, and the unit separator U+001F, which no normalised text holds.
  private static func append(_ field: String, to bytes: inout [UInt8]) {
    let start = bytes.count
    var field = field
    field.withUTF8 { text in
      var spacePending = false
      var index = 0
      while index < text.count {
        let (kind, length) = ComparisonUnit.classify(text, at: index)
        switch kind {
        case .space:
          spacePending = true
        case .ignorable:
          break
        case .text:
          if spacePending && bytes.count > start { bytes.append(UInt8(ascii: " ")) }
          spacePending = false
          bytes.append(contentsOf: text[index..<index + length])
        }
        index += length
      }
    }
    bytes.append(0x1F)
  }
}

/// How a character counts when two texts are compared.
private enum ComparisonUnit {
  case text
  case space
  case ignorable

  /// The kind of the character that begins at `index`, and how many bytes it takes. Bytes between two special characters may be
  /// answered one at a time: only whole special characters matter.
  static func classify(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Self, Int) {
    let first = text[index]
    if first <= 0x20 { return (.space, 1) }
    if first == 0x7F { return (.ignorable, 1) }
    if first < 0xC2 { return (.text, 1) }
    let second = index + 1 < text.count ? text[index + 1] : 0
    if first == 0xC2 {
      if second == 0xA0 || second == 0x85 { return (.space, 2) }  // no-break space, next line
      if second == 0xAD { return (.ignorable, 2) }  // soft hyphen
      return (.text, 1)
    }
    guard first == 0xE2 || first == 0xE3 || first == 0xEF, index + 2 < text.count else { return (.text, 1) }
    switch (first, second, text[index + 2]) {
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
      (0xE3, 0x80, 0x80):
      return (.space, 3)
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF):
      return (.ignorable, 3)
    default:
      return (.text, 1)
    }
  }
}
