import Foundation

/// Makes a store of many articles for `timing`, which asks a real consumer over it.
///
///     statistics-timing FOLDER COUNT
@main
enum StatisticsTiming {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 2, let count = Int(arguments[1]), count > 0 else {
      FileHandle.standardError.write(Data("statistics-timing: expected a folder and a number of articles\n".utf8))
      exit(64)
    }
    try await ManyArticles(count: count).make(in: arguments[0])
  }
}
