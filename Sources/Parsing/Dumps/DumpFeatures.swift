import Foundation

/// The features of all lines of a dump, one row a line.
struct DumpFeatures: Sendable {
  static let width = DumpFeature.allCases.count

  /// Row by row.
  private(set) var values: [Float]
  let context: DumpContext

  init(_ dump: DumpLines) {
    values = Array(repeating: 0, count: dump.lines.count * Self.width)
    context = DumpContext(dump)
    for index in dump.lines.indices {
      setOwn(dump.lines[index], index)
      setPlace(dump.lines[index], index)
    }
  }

  func row(_ index: Int) -> ArraySlice<Float> {
    values[(index * Self.width)..<((index + 1) * Self.width)]
  }

  subscript(_ index: Int, _ feature: DumpFeature) -> Float {
    values[index * Self.width + feature.rawValue]
  }

  private mutating func set(_ index: Int, _ feature: DumpFeature, _ value: Float) {
    values[index * Self.width + feature.rawValue] = value
  }

  private mutating func set(_ index: Int, _ feature: DumpFeature, _ holds: Bool) {
    if holds { values[index * Self.width + feature.rawValue] = 1 }
  }

  /// What the line itself shows.
  private mutating func setOwn(_ line: DumpLine, _ index: Int) {
    let units = line.units
    set(index, .bias, 1)
    set(index, .length, context.lengths[index])
    set(index, .under12, units < 12)
    set(index, .under25, units >= 12 && units < 25)
    set(index, .under50, units >= 25 && units < 50)
    set(index, .under100, units >= 50 && units < 100)
    set(index, .under200, units >= 100 && units < 200)
    set(index, .over200, units >= 200)
    set(index, .endsSentence, line.ending == .sentence)
    set(index, .endsColon, line.ending == .colon)
    set(index, .endsComma, line.ending == .comma)
    set(index, .beginsSmall, line.opening == .small)
    set(index, .beginsDigit, line.opening == .digit)
    set(index, .beginsQuote, line.opening == .quote)
    set(index, .beginsBullet, line.opening == .bullet)
    set(index, .clauses, min(6, Float(line.clauseMarks * 100) / Float(max(60, units))) / 3)
    let words = Float(max(1, line.words))
    set(index, .capitalised, line.words > 1 ? Float(line.capitalised) / (words - 1) : 0)
    set(index, .allCapitals, line.capitals > 2 && line.smallLetters == 0)
    set(index, .digits, min(1, Float(line.digits) * 3 / Float(max(1, units))))
    set(index, .commonWords, min(0.6, Float(line.commonWords) / words))
    set(index, .noCommonWord, context.hasCommonWords && line.commonWords == 0)
    set(index, .address, line.hasAddress)
    set(index, .separators, min(3, Float(line.separators)) / 3)
    set(index, .copyright, line.hasCopyright)
    set(index, .date, context.dates[index])
    set(index, .clock, line.hasClock)
    set(index, .furniture, min(4, Float(line.furniture)) / 2)
    set(index, .furnitureShare, Float(line.furniture) / words)
    set(index, .caption, line.captionWords > 0)
    set(index, .shortCaption, line.captionWords > 0 && units < 150)
    set(index, .captionMark, line.hasCaptionMark && !context.isPhotoStory)
    set(index, .captionEnd, line.endsWithCaptionMark && !context.isPhotoStory)
    set(index, .byline, line.bylineWords > 1)
    set(index, .shortByline, line.bylineWords > 0 && units < 60)
    set(index, .endingPhrase, line.phrase == .ending && line.isPhraseWhole)
    set(index, .endingOpening, line.phrase == .ending && !line.isPhraseWhole && units < 80)
    set(index, .inlinePhrase, line.phrase == .inline && (line.isPhraseWhole || units < 40))
    set(index, .relatedPhrase, line.phrase == .related && line.isPhraseWhole)
    set(index, .relatedOpening, line.phrase == .related && !line.isPhraseWhole)
    set(index, .ideographic, line.ideographs * 2 > line.smallLetters)
  }

  /// Lines; beyond it the distance to the next long line tells nothing more.
  private static let farthest = 30

  /// What its neighbours and its place show.
  private mutating func setPlace(_ line: DumpLine, _ index: Int) {
    let isShort = line.units < 80
    set(index, .blankBefore, line.isAfterBlank)
    set(index, .blankAfter, line.isBeforeBlank)
    set(index, .blockLength, context.blockLengths[index])
    set(index, .alone, line.isAfterBlank && line.isBeforeBlank)
    set(index, .repeatedBefore, context.isRepetition[index])
    set(index, .repeatedAfter, context.isRepeatedLater[index])
    set(index, .strong, context.isStrong[index])
    set(index, .fewStrong, context.hasFewStrong)
    set(index, .fewStrongSentence, context.hasFewStrong && line.units >= 25 && line.ending == .sentence)
    set(index, .strongBefore, context.strongBefore(index))
    set(index, .strongAfter, context.strongAfter(index))
    set(index, .noStrongBefore, context.previousStrong[index] == nil)
    set(index, .noStrongAfter, context.nextStrong[index] == nil)
    let before = min(Self.farthest, context.previousStrong[index].map { index - $0 } ?? .max)
    let after = min(Self.farthest, context.nextStrong[index].map { $0 - index } ?? .max)
    set(index, .previousStrongDistance, DumpContext.logarithm(before) / 4)
    set(index, .nextStrongDistance, DumpContext.logarithm(after) / 4)
    set(index, .betweenStrong, before <= 3 && after <= 3)
    set(index, .shortBetweenStrong, isShort && before <= 1 && after <= 1)
    set(index, .meanLengthNear, context.meanLength(index, reach: 2))
    set(index, .meanLengthAround, context.meanLength(index, reach: 6))
    set(index, .previousLength, index > 0 ? context.lengths[index - 1] : 0)
    set(index, .nextLength, index + 1 < context.lengths.count ? context.lengths[index + 1] : 0)
    set(index, .previousEndsSentence, context.endsSentence(index - 1))
    set(index, .nextEndsSentence, context.endsSentence(index + 1))
    set(index, .endingsBefore, min(3, Float(context.endingsBefore[index])) / 3)
    set(index, .endingsBeforeLittle, context.endingsBefore[index] > 0 ? 1 - context.strongAfter(index) : 0)
    set(index, .strongSinceEnding, context.strongSinceEnding[index])
    set(index, .dateBefore, context.isSoonAfterDate(index))
  }
}
