import Foundation
import Testing

/// A row of the published table: what one fault did to the articles that pushers were told are accepted.
struct MatrixRow: CustomStringConvertible {
  var fault: String
  var tries: Int
  /// Answered as accepted.
  var acknowledged: Int
  /// Accepted, not stored, and nobody said so.
  var lostSilently: Int
  /// Accepted, not stored, and named by the services.
  var lostNamed: Int
  var countedTwice: Int

  var description: String {
    "| \(fault) | \(tries) | \(acknowledged) | \(lostSilently) | \(lostNamed) | \(countedTwice) |"
  }

  /// Prints the row, and appends it to the table that `deploy/crash-matrix` collects.
  func publish() {
    print("crash matrix: \(self)")
    guard let path = ProcessInfo.processInfo.environment["NEWS_TOPICS_MATRIX_TABLE"] else { return }
    let file = FileHandle(forWritingAtPath: path)
    _ = try? file?.seekToEnd()
    try? file?.write(contentsOf: Data("\(self)\n".utf8))
    try? file?.close()
  }
}
