import Foundation
import Glibc
import Launching

/// How far a long read has come, on one line of the terminal's standard error; nothing where no person looks.
///
/// It appears after half a second, so that short commands stay quiet, and leaves no trace.
final class ProgressBar {
  private var line = ProgressLine()
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var nextDrawing: ContinuousClock.Instant
  private var isShown = false

  private static let delay = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)

  /// Of bytes of documents; nil where none is shown.
  convenience init?(paths: [String], sharesTerminalWithResults: Bool) {
    self.init(sharesTerminalWithResults: sharesTerminalWithResults)
    line.total = DocumentSizes.total(of: paths)
  }

  /// Of articles; nil where none is shown.
  static func ofArticles(sharesTerminalWithResults: Bool) -> ProgressBar? {
    let bar = ProgressBar(sharesTerminalWithResults: sharesTerminalWithResults)
    bar?.line.unit = .articles
    return bar
  }

  /// nil where standard error is no terminal or a dumb one, or where results go to the same one.
  private init?(sharesTerminalWithResults: Bool) {
    guard ConsoleOutput.errorIsTerminal, !(sharesTerminalWithResults && ConsoleOutput.isTerminal) else { return nil }
    // It cannot write a line anew.
    guard ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return nil }
    start = clock.now
    nextDrawing = start + Self.delay
  }

  deinit { hide() }

  func advance(bytes: Int) {
    line.read += bytes
    drawIfDue()
  }

  /// So many articles of a number that may change meanwhile.
  func advance(toArticles read: Int, of total: Int) {
    line.read = read
    line.total = total
    drawIfDue()
  }

  func countDocument() {
    line.documents += 1
    drawIfDue()
  }

  /// Makes room for another line; the next advance shows it again.
  func hide() {
    guard isShown else { return }
    ConsoleOutput.writeError("\r\u{1B}[K")
    isShown = false
  }

  private func drawIfDue() {
    let now = clock.now
    guard now >= nextDrawing else { return }
    nextDrawing = now + Self.interval
    line.elapsed = now - start
    ConsoleOutput.writeError("\r\(line.text(columns: ConsoleOutput.errorColumns - 1))\u{1B}[K")
    isShown = true
  }
}
