/// What stands before the first element of an XML text: comments, processing instructions, a document type.
enum XMLProlog {
  /// After the comment or the document type that `bytes` begin with; nil where it does not end. Linear in what it takes.
  ///
  /// A document type with declarations of its own inside brackets ends behind them.
  static func endOfDeclaration(_ bytes: ArraySlice<UInt8>) -> Int? {
    // `<!-->` is whole, as pages have it.
    if bytes.starts(with: commentStart) { return bytes.dropFirst(2).firstRange(of: commentEnd)?.upperBound }
    guard let close = bytes.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    guard bytes[..<close].contains(UInt8(ascii: "[")) else { return close + 1 }
    var rest = bytes
    while let bracket = rest.firstIndex(of: UInt8(ascii: "]")) {
      rest = rest[(bracket + 1)...].drop { $0.isSpace }
      if rest.first == UInt8(ascii: ">") { return rest.startIndex + 1 }
    }
    return nil
  }

  private static let commentStart = Array("<!--".utf8)
  private static let commentEnd = Array("-->".utf8)
}
