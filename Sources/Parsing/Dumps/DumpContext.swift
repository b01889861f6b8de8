import Foundation
import NewsModels

/// What the lines of a dump show together: blocks, repetitions, where the long text lies.
struct DumpContext: Sendable {
  /// What the lines around it show of a line.
  struct Place: Hashable, Sendable {
    /// log2(1 + units) / 8.
    var length: Float
    var isStrong = false
    /// The nearest strong lines.
    var previousStrong: Int?
    var nextStrong: Int?
    /// log2 of the number of lines in the block, a block being what stands between blank lines.
    var blockLength: Float = 0
    /// An equal line stands before; or after.
    var isRepetition = false
    var isRepeatedLater = false
    /// The date in the line.
    var date: PublicationTime?
    /// Ending phrases between the first strong line and this one.
    var endingsBefore = 0
    /// Strong text since the last ending phrase, as a share of all; 0 where there was none.
    var strongSinceEnding: Float = 0
    /// Strong units and lengths of all lines before.
    fileprivate var strongUnitsBefore = 0
    fileprivate var lengthsBefore: Float = 0
  }

  /// By line.
  private(set) var places: [Place]
  let hasCommonWords: Bool
  /// Captions make up much of the text: there they are the text.
  private(set) var isPhotoStory = false
  /// A short article, or a page without one.
  private(set) var hasFewStrong = false

  private let lines: [DumpLine]
  /// Of all lines.
  private var strongUnits = 0
  private var lengthSum: Float = 0

  init(_ dump: DumpLines) {
    lines = dump.lines
    places = lines.map { Place(length: Self.logarithm($0.units) / 8) }
    hasCommonWords = CommonWords.isListed(dump.language)
    setStrong()
    countStrong()
    findStrong()
    findBlocks()
    findRepetitions()
    findEndings()
    for index in lines.indices where Self.mayHoldDate(lines[index]) {
      places[index].date = VisibleDate.find(in: dump.bytes(lines[index]), language: dump.language)?.time
    }
  }

  /// Whether a line is looked at for a date.
  private static func mayHoldDate(_ line: DumpLine) -> Bool { line.units < 160 && line.digits >= 3 }

  /// The date in a line, looked for now where it was not before.
  func time(_ index: Int, _ dump: DumpLines) -> PublicationTime? {
    if Self.mayHoldDate(lines[index]) { return places[index].date }
    return VisibleDate.find(in: dump.bytes(lines[index]), language: dump.language)?.time
  }

  /// Long lines of sentences, and runs of shorter sentences: dialogue is text as much as paragraphs are.
  private mutating func setStrong() {
    var run = 0
    for index in 0...lines.count {
      if index < lines.count {
        let line = lines[index]
        let isSentence = line.ending == .sentence
        places[index].isStrong =
          line.units >= Self.longLine && (isSentence || line.clauseMarks >= 2) && line.separators < 3
        if isSentence, line.units >= Self.shortSentence, line.separators < 3 {
          run += 1
          continue
        }
      }
      if run >= Self.fewestSentences { for member in (index - run)..<index { places[member].isStrong = true } }
      run = 0
    }
  }

  /// Units.
  private static let longLine = 80
  private static let shortSentence = 50
  private static let fewestSentences = 3

  /// log2(1 + value).
  @inline(__always)
  static func logarithm(_ value: Int) -> Float {
    logarithms.indices.contains(value) ? logarithms[value] : exactLogarithm(value)
  }

  /// Of the numbers that lines, blocks and distances mostly have.
  private static let logarithms = (0..<1_024).map(exactLogarithm)

  private static func exactLogarithm(_ value: Int) -> Float { Float(Foundation.log2(Double(1 + value))) }

  /// The share of the strong text that stands before a line; after it.
  func strongBefore(_ index: Int) -> Float { share(places[index].strongUnitsBefore) }
  func strongAfter(_ index: Int) -> Float {
    share(strongUnits - (index + 1 < places.count ? places[index + 1].strongUnitsBefore : strongUnits))
  }

  func meanLength(_ index: Int, reach: Int) -> Float {
    let low = max(0, index - reach)
    let high = min(lines.count, index + reach + 1)
    let sum = high < lines.count ? places[high].lengthsBefore : lengthSum
    return (sum - places[low].lengthsBefore) / Float(high - low)
  }

  func endsSentence(_ index: Int) -> Bool {
    lines.indices.contains(index) && lines[index].ending == .sentence
  }

  func isSoonAfterDate(_ index: Int) -> Bool {
    places[max(0, index - 4)..<index].contains { $0.date != nil }
  }

  private func share(_ units: Int) -> Float { Float(units) / Float(max(1, strongUnits)) }

  private mutating func countStrong() {
    var (strong, captions, plain) = (0, 0, 0)
    for index in lines.indices {
      places[index].strongUnitsBefore = strongUnits
      places[index].lengthsBefore = lengthSum
      lengthSum += places[index].length
      if lines[index].hasCaptionMark && lines[index].units >= 40 { captions += 1 }
      guard places[index].isStrong else { continue }
      strongUnits += lines[index].units
      strong += 1
      if !lines[index].hasCaptionMark { plain += 1 }
    }
    hasFewStrong = strong <= 4
    isPhotoStory = captions >= 5 && captions * 3 >= plain * 2
  }

  private mutating func findStrong() {
    var last: Int?
    for index in lines.indices {
      places[index].previousStrong = last
      if places[index].isStrong { last = index }
    }
    last = nil
    for index in lines.indices.reversed() {
      places[index].nextStrong = last
      if places[index].isStrong { last = index }
    }
  }

  private mutating func findBlocks() {
    var start = 0
    for index in lines.indices where index + 1 == lines.count || lines[index].isBeforeBlank {
      let length = Self.logarithm(index + 1 - start) / 4
      for member in start...index { places[member].blockLength = length }
      start = index + 1
    }
  }

  private mutating func findRepetitions() {
    var last = ProbingTable<UInt64, Int>(capacity: lines.count)
    for index in lines.indices {
      if let earlier = last.updateValue(index, forKey: lines[index].fingerprint) {
        places[index].isRepetition = true
        places[earlier].isRepeatedLater = true
      }
    }
  }

  private mutating func findEndings() {
    var endings = 0
    var lastEnding: Int?
    for index in lines.indices {
      places[index].endingsBefore = endings
      if let lastEnding {
        places[index].strongSinceEnding = share(places[index].strongUnitsBefore - places[lastEnding].strongUnitsBefore)
      }
      if places[index].strongUnitsBefore > 0 && lines[index].phrase == .ending && lines[index].isPhraseWhole {
        endings += 1
        lastEnding = index
      }
    }
  }
}
