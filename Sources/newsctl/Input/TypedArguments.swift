/// The command line as it was typed, made ready for the parser.
struct TypedArguments {
  /// The parser takes time that grows with the square of how many paths it is given: what stands at the end beyond these many is
  /// kept from it. A shell's pattern makes tens of thousands.
  private static let mostParsed = 100
  /// The commands whose last arguments are paths, any number of them.
  private static let commandsWithPaths: Set = ["push", "parse", "classify"]

  /// This process's.
  static let own = TypedArguments(Array(CommandLine.arguments.dropFirst()))

  /// For the parser.
  let parsed: [String]
  /// Paths that belong behind those that the parser finds.
  let morePaths: [String]

  init(_ typed: [String]) {
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
}
