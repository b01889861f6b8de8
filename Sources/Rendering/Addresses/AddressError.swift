#if Dashboard
import NewsModels

/// What an address asks for and nobody can answer.
public enum AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A parameter that this address does not have.
  case unknownParameter(String, expected: [String])
  /// A parameter that was given more than once.
  case repeated(String)
  case badValue(String, expected: String, got: String)
  /// A value that can be meant, but not beside the others.
  case contradiction(String, expected: String, got: String)

  public var description: String {
    switch self {
    case .unknownParameter(let name, let expected):
      "expected parameters of \(expected.joined(separator: ", ")), got '\(Self.cut(name))'"
    case .repeated(let name): "expected '\(Self.cut(name))' once, got it several times"
    case .badValue(let name, let expected, let got), .contradiction(let name, let expected, let got):
      "\(name): expected \(expected), got '\(Self.cut(got))'"
    }
  }

  private static func cut(_ text: String) -> String { String(text.printable.prefix(80)) }
}

#endif
