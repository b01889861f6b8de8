import Foundation
import NewsModels

/// What the lines of a dump show together: blocks, repetitions, where the long text lies.
struct DumpContext: Sendable {
  /// log2(1 + units) / 8.
  private(set) var lengths: [Float]
  private(set) var isStrong: [Bool]
  private(set) var previousStrong: [Int?]
  private(set) var nextStrong: [Int?]
  /// log2 of the number of lines in the block, a block being what stands between blank lines.
  private(set) var blockLengths: [Float]
  /// An equal line stands before; or after.
  private(set) var isRepetition: [Bool]
  private(set) var isRepeatedLater: [Bool]
  private(set) var dates: [Bool]
  /// The dates of the lines that have one.
  private(set) var times: [Int: PublicationTime] = [:]
  /// Ending phrases between the first strong line and this one.
  private(set) var endingsBefore: [Int]
  /// Strong text since the last ending phrase, as a share of all; 0 where there was none.
  private(set) var strongSinceEnding: [Float]
  let hasCommonWords: Bool
  /// Captions make up much of the text: there they are the text.
  let isPhotoStory: Bool
  /// A short article, or a page without one.
  let hasFewStrong: Bool

  private let lines: [DumpLine]
  /// Strong units of all lines before.
  private var strongUnits: [Int]
  private var lengthSums: [Float]

  init(_ dump: DumpLines) {
    let lines = dump.lines
    self.lines = lines
    let count = lines.count
    lengths = lines.map { Float(Foundation.log2(Double(1 + $0.units))) / 8 }
    isStrong = Self.strong(lines)
    previousStrong = Array(repeating: nil, count: count)
    nextStrong = Array(repeating: nil, count: count)
    blockLengths = Array(repeating: 0, count: count)
    isRepetition = Array(repeating: false, count: count)
    isRepeatedLater = Array(repeating: false, count: count)
    dates = Array(repeating: false, count: count)
    endingsBefore = Array(repeating: 0, count: count)
    strongSinceEnding = Array(repeating: 0, count: count)
    strongUnits = Array(repeating: 0, count: count + 1)
    lengthSums = Array(repeating: 0, count: count + 1)
    hasCommonWords = CommonWords.isListed(dump.language)
    let captions = lines.count { $0.hasCaptionMark && $0.units >= 40 }
    let plain = zip(lines, isStrong).count { $0.1 && !$0.0.hasCaptionMark }
    isPhotoStory = captions >= 5 && captions * 3 >= plain * 2
    hasFewStrong = isStrong.count(where: \.self) <= 4
    sum()
    findStrong()
    findBlocks()
    findRepetitions()
    findEndings()
    for index in lines.indices where Self.mayHoldDate(lines[index]) {
      times[index] = VisibleDate.find(in: dump.bytes(lines[index]), language: dump.language)?.time
      dates[index] = times[index] != nil
    }
  }

  /// Whether a line is looked at for a date.
  private static func mayHoldDate(_ line: DumpLine) -> Bool { line.units < 160 && line.digits >= 3 }

  /// The date in a line, looked for now where it was not before.
  func time(_ index: Int, _ dump: DumpLines) -> PublicationTime? {
    if Self.mayHoldDate(lines[index]) { return times[index] }
    return VisibleDate.find(in: dump.bytes(lines[index]), language: dump.language)?.time
  }

  /// Long lines of sentences, and runs of shorter sentences: dialogue is text as much as paragraphs are.
  private static func strong(_ lines: [DumpLine]) -> [Bool] {
    var isStrong = lines.map {
      $0.units >= longLine && ($0.ending == .sentence || $0.clauseMarks >= 2) && $0.separators < 3
    }
    var run = 0
    for index in 0...lines.count {
      if index < lines.count, lines[index].units >= shortSentence, lines[index].ending == .sentence,
        lines[index].separators < 3
      {
        run += 1
        continue
      }
      if run >= fewestSentences { for member in (index - run)..<index { isStrong[member] = true } }
      run = 0
    }
    return isStrong
  }

  /// Units.
  private static let longLine = 80
  private static let shortSentence = 50
  private static let fewestSentences = 3

  static func logarithm(_ value: Int) -> Float { Float(Foundation.log2(Double(1 + value))) }

  /// The share of the strong text that stands before a line; after it.
  func strongBefore(_ index: Int) -> Float { share(strongUnits[index]) }
  func strongAfter(_ index: Int) -> Float { share(strongUnits[lines.count] - strongUnits[index + 1]) }

  func meanLength(_ index: Int, reach: Int) -> Float {
    let low = max(0, index - reach)
    let high = min(lines.count, index + reach + 1)
    return (lengthSums[high] - lengthSums[low]) / Float(high - low)
  }

  func endsSentence(_ index: Int) -> Bool {
    lines.indices.contains(index) && lines[index].ending == .sentence
  }

  func isSoonAfterDate(_ index: Int) -> Bool {
    dates[max(0, index - 4)..<index].contains(true)
  }

  private func share(_ units: Int) -> Float { Float(units) / Float(max(1, strongUnits[lines.count])) }

  private mutating func sum() {
    for index in lines.indices {
      strongUnits[index + 1] = strongUnits[index] + (isStrong[index] ? lines[index].units : 0)
      lengthSums[index + 1] = lengthSums[index] + lengths[index]
    }
  }

  private mutating func findStrong() {
    var last: Int?
    for index in lines.indices {
      previousStrong[index] = last
      if isStrong[index] { last = index }
    }
    last = nil
    for index in lines.indices.reversed() {
      nextStrong[index] = last
      if isStrong[index] { last = index }
    }
  }

  private mutating func findBlocks() {
    var start = 0
    for index in lines.indices where index + 1 == lines.count || lines[index].isBeforeBlank {
      let length = Self.logarithm(index + 1 - start) / 4
      for member in start...index { blockLengths[member] = length }
      start = index + 1
    }
  }

  private mutating func findRepetitions() {
    var last: [UInt64: Int] = [:]
    last.reserveCapacity(lines.count)
    for index in lines.indices {
      if let earlier = last.updateValue(index, forKey: lines[index].fingerprint) {
        isRepetition[index] = true
        isRepeatedLater[earlier] = true
      }
    }
  }

  private mutating func findEndings() {
    var endings = 0
    var lastEnding: Int?
    for index in lines.indices {
      endingsBefore[index] = endings
      if let lastEnding { strongSinceEnding[index] = share(strongUnits[index] - strongUnits[lastEnding]) }
      if strongUnits[index] > 0 && lines[index].phrase == .ending && lines[index].isPhraseWhole {
        endings += 1
        lastEnding = index
      }
    }
  }
}
