/// Where the features of one line go: what is not listed is 0.
protocol DumpFeatureRow {
  mutating func set(_ feature: DumpFeature, _ value: Float)
}

extension DumpFeatureRow {
  @inline(__always)
  mutating func set(_ feature: DumpFeature, _ holds: Bool) {
    if holds { set(feature, 1) }
  }
}

/// The features of all lines of a dump.
struct DumpFeatures: Sendable {
  let lines: [DumpLine]
  let context: DumpContext

  init(_ dump: DumpLines) {
    lines = dump.lines
    context = DumpContext(dump)
  }

  /// Lists the features of a line, each once, in their order: what is added up comes out the same to the last bit.
  func list(_ index: Int, in row: inout some DumpFeatureRow) {
    listOwn(lines[index], index, in: &row)
    listPlace(lines[index], index, in: &row)
  }

  /// What the line itself shows.
  private func listOwn(_ line: DumpLine, _ index: Int, in row: inout some DumpFeatureRow) {
    let units = line.units
    row.set(.bias, 1)
    row.set(.length, context.places[index].length)
    row.set(.under12, units < 12)
    row.set(.under25, units >= 12 && units < 25)
    row.set(.under50, units >= 25 && units < 50)
    row.set(.under100, units >= 50 && units < 100)
    row.set(.under200, units >= 100 && units < 200)
    row.set(.over200, units >= 200)
    row.set(.endsSentence, line.ending == .sentence)
    row.set(.endsColon, line.ending == .colon)
    row.set(.endsComma, line.ending == .comma)
    row.set(.beginsSmall, line.opening == .small)
    row.set(.beginsDigit, line.opening == .digit)
    row.set(.beginsQuote, line.opening == .quote)
    row.set(.beginsBullet, line.opening == .bullet)
    row.set(.clauses, min(6, Float(line.clauseMarks * 100) / Float(max(60, units))) / 3)
    let words = Float(max(1, line.words))
    row.set(.capitalised, line.words > 1 ? Float(line.capitalised) / (words - 1) : 0)
    row.set(.allCapitals, line.isInCapitals)
    row.set(.digits, min(1, Float(line.digits) * 3 / Float(max(1, units))))
    row.set(.commonWords, min(0.6, Float(line.commonWords) / words))
    row.set(.noCommonWord, context.hasCommonWords && line.commonWords == 0)
    row.set(.address, line.hasAddress)
    row.set(.separators, min(3, Float(line.separators)) / 3)
    row.set(.copyright, line.hasCopyright)
    row.set(.date, context.places[index].date != nil)
    row.set(.clock, line.hasClock)
    row.set(.furniture, min(4, Float(line.furniture)) / 2)
    row.set(.furnitureShare, Float(line.furniture) / words)
    row.set(.caption, line.captionWords > 0)
    row.set(.shortCaption, line.captionWords > 0 && units < 150)
    row.set(.captionMark, line.hasCaptionMark && !context.isPhotoStory)
    row.set(.captionEnd, line.endsWithCaptionMark && !context.isPhotoStory)
    row.set(.byline, line.bylineWords > 1)
    row.set(.shortByline, line.bylineWords > 0 && units < 60)
    row.set(.endingPhrase, line.phrase == .ending && line.isPhraseWhole)
    row.set(.endingOpening, line.phrase == .ending && !line.isPhraseWhole && units < 80)
    row.set(.inlinePhrase, line.phrase == .inline && (line.isPhraseWhole || units < 40))
    row.set(.relatedPhrase, line.phrase == .related && line.isPhraseWhole)
    row.set(.relatedOpening, line.phrase == .related && !line.isPhraseWhole)
  }

  /// Lines; beyond it the distance to the next long line tells nothing more.
  private static let farthest = 30

  /// What its neighbours and its place show.
  private func listPlace(_ line: DumpLine, _ index: Int, in row: inout some DumpFeatureRow) {
    let place = context.places[index]
    let isShort = line.units < 80
    row.set(.blankBefore, line.isAfterBlank)
    row.set(.blankAfter, line.isBeforeBlank)
    row.set(.blockLength, place.blockLength)
    row.set(.alone, line.isAfterBlank && line.isBeforeBlank)
    row.set(.repeatedBefore, place.isRepetition)
    row.set(.repeatedAfter, place.isRepeatedLater)
    row.set(.strong, place.isStrong)
    row.set(.strongBefore, context.strongBefore(index))
    row.set(.strongAfter, context.strongAfter(index))
    row.set(.noStrongBefore, place.previousStrong == nil)
    row.set(.noStrongAfter, place.nextStrong == nil)
    let before = min(Self.farthest, place.previousStrong.map { index - $0 } ?? .max)
    let after = min(Self.farthest, place.nextStrong.map { $0 - index } ?? .max)
    row.set(.previousStrongDistance, DumpContext.logarithm(before) / 4)
    row.set(.nextStrongDistance, DumpContext.logarithm(after) / 4)
    row.set(.betweenStrong, before <= 3 && after <= 3)
    row.set(.shortBetweenStrong, isShort && before <= 1 && after <= 1)
    row.set(.meanLengthNear, context.meanLength(index, reach: 2))
    row.set(.meanLengthAround, context.meanLength(index, reach: 6))
    row.set(.previousLength, index > 0 ? context.places[index - 1].length : 0)
    row.set(.nextLength, index + 1 < lines.count ? context.places[index + 1].length : 0)
    row.set(.previousEndsSentence, context.endsSentence(index - 1))
    row.set(.nextEndsSentence, context.endsSentence(index + 1))
    row.set(.endingsBefore, min(3, Float(place.endingsBefore)) / 3)
    row.set(.endingsBeforeLittle, place.endingsBefore > 0 ? 1 - context.strongAfter(index) : 0)
    row.set(.strongSinceEnding, place.strongSinceEnding)
    row.set(.dateBefore, context.isSoonAfterDate(index))
    row.set(.ideographic, line.isIdeographic)
    row.set(.fewStrong, context.hasFewStrong)
    row.set(.fewStrongSentence, context.hasFewStrong && line.units >= 25 && line.ending == .sentence)
  }
}
