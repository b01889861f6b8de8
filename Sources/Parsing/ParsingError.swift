/// Why a document, or a part of it, cannot be read. The texts name what was expected, what came and what to do; never article text.
enum ParsingError: Error, Hashable, Sendable {
  /// No encoding makes believable text of the bytes.
  case undecodable(reason: String)
  /// The document breaks the rules of its own form at a byte offset.
  case malformed(form: String, expected: String, offset: Int)
  /// A row of a table is not what the rows before it are. Bytes have moved since the file was read, where it had a byte order mark or
  /// CRLF; rows and lines have not.
  case brokenTable(expected: String, row: Int, line: Int)
  /// Objects and arrays lie within each other deeper than any real document's.
  case tooDeep(form: String, limit: Int)
}

extension ParsingError: CustomStringConvertible {
  var description: String {
    switch self {
    case .undecodable(let reason): reason
    case .malformed(let form, let expected, let offset):
      "broken \(form): expected \(expected) at byte \(offset); save the file again or repair it there"
    case .brokenTable(let expected, let row, let line):
      "broken table: expected \(expected), in row \(row) (line \(line)); save the file again or repair it there"
    case .tooDeep(let form, let limit): "\(form) nested deeper than \(limit) levels; no article is stored like that"
    }
  }
}
