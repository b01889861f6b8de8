import ArgumentParser
import Classifying
import Launching
import NewsModels

extension Topics {
  struct Try: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what would change if another topics file had counted the stored articles.",
      discussion: """
        Reads the consumer's articles by the rules of the file, the one that was stored last first, and lists those that count for other \
        topics or at other levels. Nothing is changed: to have it so, start the consumer with '--topics FILE' and use 'newsctl topics \
        apply'.

        Exit status 1 where the file has mistakes, as 'newsctl topics check' finds them, or articles could not be read.
        """)

    @Argument(help: "The topics file.")
    var file: String

    @Option(
      help: ArgumentHelp("Only so many articles, those that were stored last. Default: all.", valueName: "number"))
    var last: Int?

    @OptionGroup var options: ReclassifyOptions

    func validate() throws {
      if let last, last < 1 { throw ValidationError("--last: expected 1 or more, got \(last)") }
    }

    func run() async throws {
      let bytes = Array(try checkedTopicsFile(at: file).source.utf8)
      guard bytes.count <= ReclassifyRequest.fileBytes else {
        throw CommandFailure(
          .someFailed,
          "\(file): expected a topics file of at most \(ReclassifyRequest.fileBytes) bytes to try, got \(bytes.count)")
      }
      try await options.run(ReclassifyRequest(), topicsFile: bytes, last: last ?? .max)
    }
  }

  struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count the stored articles by the topics file that the consumer has now.",
      discussion: """
        Articles keep the topics of the file by which they were counted when they came, until this command counts those of other files \
        anew; 'newsctl topics try' tells beforehand what that changes. It may be interrupted: what was counted anew is, and the next \
        run goes on with the rest. With the former file it is undone.

        Exit status 1 where articles could not be read.
        """)

    @OptionGroup var options: ReclassifyOptions

    func run() async throws { try await options.run(ReclassifyRequest(apply: true)) }
  }
}
