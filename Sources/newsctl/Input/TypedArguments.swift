import Glibc
import Launching

/// The command line as it was typed, made ready for the parser.
struct TypedArguments {
  /// The parser takes time that grows with the square of how many paths it is given: what stands at the end beyond these many is
  /// kept from it. A shell's pattern makes tens of thousands.
  private static let mostParsed = 100
  /// The commands whose last arguments are paths, any number of them.
  private static let commandsWithPaths: Set = ["push", "parse", "classify"]

  /// This process's.
  static let own = TypedArguments(
    Array(CommandLine.arguments.dropFirst()),
    raw: UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).dropFirst().map { argument in
      argument.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? []
    })

  /// For the parser.
  let parsed: [String]
  /// Paths that belong behind those that the parser finds.
  let morePaths: [String]
  /// The bytes of those arguments that are no UTF-8, by the text that they were made into; several may have become the same.
  private let undecoded: [String: [[UInt8]]]

  /// - Parameters:
  ///   - typed: the arguments as texts.
  ///   - raw: their bytes.
  init(_ typed: [String], raw: [[UInt8]] = []) {
    undecoded = Dictionary(grouping: zip(typed, raw).filter { !$0.utf8.elementsEqual($1) }, by: \.0).mapValues {
      $0.map(\.1)
    }
    var count = typed.count
    if let command = typed.first, Self.commandsWithPaths.contains(command) {
      // A word behind an option may be its value: the first words of the run stay.
      let run = typed.reversed().prefix { !$0.hasPrefix("-") || $0 == "-" }.count
      count -= max(0, run - Self.mostParsed)
    }
    morePaths = Array(typed[count...])
    // A bare `--wait` stands for a bound: an option's value cannot be left out otherwise.
    let options = typed[..<count].prefix { $0 != "--" }
    parsed = options.map { $0 == "--wait" ? "--wait=60s" : $0 } + typed[options.count..<count]
  }

  /// A word that is no option and no path to the parser: it reads one dash and several letters as options of one letter each, and the
  /// `h` of a file's name as a wish for help.
  var mistaken: String? {
    parsed.prefix { $0 != "--" }.first { word in
      // A number may be the value of an option.
      word.utf8.count > 2 && word.hasPrefix("-") && !word.dropFirst().hasPrefix("-")
        && word.dropFirst().first?.isNumber == false
    }
  }

  /// The options that say what is asked for. Of any other, as --format or --timeout, the last one holds: a shell's alias is overruled so.
  private static let questions = [
    "--by", "--topic", "--with", "--with-level", "--level", "--period", "--since", "--until", "--source", "--language",
    "--compare",
  ]

  /// The options that say who is asked: each names one service.
  private static let services = ["--intake", "--query", "--events"]

  /// Refuses an option that says what or who is asked and stands there more than once: the parser would take the last, where a person
  /// may mean all.
  func refuseRepeatedQuestions() throws(CommandFailure) {
    let options = parsed.prefix { $0 != "--" }
    for question in Self.questions + Self.services {
      guard options.count(where: { $0 == question || $0.hasPrefix("\(question)=") }) > 1 else { continue }
      throw CommandFailure(.usage, "\(question): expected once, came several times; \(advice(on: question))")
    }
  }

  private func advice(on question: String) -> String {
    if Self.services.contains(question) { return "run the command for each by itself" }
    if question == "--by" { return "write several with commas: --by day,source" }
    // These ask for nothing: their --source says whose the documents are.
    if let command = parsed.first, ["push", "parse"].contains(command) {
      return "\(command) the documents of each outlet by themselves"
    }
    return "ask for each by itself"
  }

  /// Paths as the file system knows them, given the texts that the parser made of them.
  func bytes(of paths: [String]) -> [[UInt8]] {
    var taken: [String: Int] = [:]
    return paths.map { path in
      guard let bytes = undecoded[path] else { return Array(path.utf8) }
      defer { taken[path, default: 0] += 1 }
      return bytes[min(taken[path, default: 0], bytes.count - 1)]
    }
  }
}
