import ArgumentParser
import Launching
import NewsModels

extension PushRequest.Document {
  /// Refuses what is no name, as an empty variable of a script.
  static func check(source: String?) throws(ValidationError) {
    guard let source, !isName(source) else { return }
    throw ValidationError(
      "--source: expected an outlet's name of 1 to \(longestSource) bytes, got '\(String(source.prefix(60)).printable)'; leave it out "
        + "where you do not know better than the document")
  }
}
