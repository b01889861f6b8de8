import Locking
import Logging
import NewsModels

/// Tells of the folders in a watched folder, whose files nobody takes: whoever put them there would wait for them in vain.
final class UnwalkedFolders: Sendable {
  private static let most = 1_000

  private let told = Guarded<Set<FileName>>([])
  private let logger: Logger

  init(logger: Logger) { self.logger = logger }

  /// Once for each name; after a thousand of them no more.
  func tell(of name: FileName, in folder: String) {
    let count = told.withLock { told in
      told.count < Self.most && told.insert(name).inserted ? told.count : nil
    }
    guard let count else { return }
    logger.warning(
      """
      a folder in a watched folder is not walked: its files are not taken; move them into the watched folder itself, \
      or push the folder (newsctl push)\(count == Self.most ? "; no further ones are told" : "")
      """,
      metadata: ["folder": "\("\(folder)/\(name)".printable)"])
  }
}
