import Launching
import NewsModels

extension ConsoleOutput {
  /// Writes a value as a line of JSON; see `writeJSON(lines:)`.
  static func writeJSON(_ value: some Encodable) {
    writeJSON(lines: WireJSON.encode(value) + [UInt8(ascii: "\n")])
  }
}
