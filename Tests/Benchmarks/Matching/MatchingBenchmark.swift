import Classifying
import Glibc

/// Runs the phrase matcher over texts whenever it is told to, and says how much CPU time that took: the Swift half of `race`.
///
/// `matching-benchmark PHRASES TEXTS`: both files hold one item a line of hexadecimal digits, so that a text may have lines. It prints
/// `ready PHRASES TEXTS BYTES MILLISECONDS` where the last is what building took; then, for each line `find` or `matches` on standard
/// input, `SECONDS MATCHES`.
@main
enum MatchingBenchmark {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let phrases = texts(in: arguments[1]), let texts = texts(in: arguments[2]) else {
      print("expected two files of hexadecimal lines: phrases and texts")
      exit(64)
    }
    let start = cpuSeconds()
    let matcher = PhraseMatcher(phrases: phrases.map { Phrase($0) })
    let building = (cpuSeconds() - start) * 1000
    say("ready \(phrases.count) \(texts.count) \(texts.reduce(0) { $0 + $1.utf8.count }) \(building)")
    while let command = readLine() {
      let start = cpuSeconds()
      var matches = 0
      for text in texts {
        matches += command == "find" ? matcher.find(in: text).count : matcher.matches(in: text).matches.count
      }
      say("\(cpuSeconds() - start) \(matches)")
    }
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func texts(in path: String) -> [String]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var texts: [String] = []
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { free(line) }
    while case let length = getline(&line, &room, file), length > 0, let start = line {
      let digits = UnsafeBufferPointer(start: start, count: length).compactMap {
        Character(Unicode.Scalar(UInt8($0))).hexDigitValue
      }
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return texts
  }
}
