/// What speaks for or against a line being text of the article. Each has a weight in `DumpWeights`.
enum DumpFeature: Int, CaseIterable, Sendable {
  case bias
  /// The logarithm of the length, and steps of it in Latin letters.
  case length, under12, under25, under50, under100, under200, over200
  /// How the line ends and begins.
  case endsSentence, endsColon, endsComma, beginsSmall, beginsDigit, beginsQuote, beginsBullet
  case clauses
  case capitalised, allCapitals, digits
  case commonWords, noCommonWord
  case address, separators, copyright, date, clock
  case furniture, furnitureShare, caption, shortCaption, captionMark, captionEnd, byline, shortByline
  case endingPhrase, endingOpening, inlinePhrase, relatedPhrase, relatedOpening
  /// How it stands in its block.
  case blankBefore, blankAfter, blockLength, alone
  case repeatedBefore, repeatedAfter
  /// Where it stands in the document: `strong` lines are long ones of sentences.
  case strong, strongBefore, strongAfter, noStrongBefore, noStrongAfter, previousStrongDistance, nextStrongDistance
  case betweenStrong, shortBetweenStrong
  case meanLengthNear, meanLengthAround, previousLength, nextLength, previousEndsSentence, nextEndsSentence
  case endingsBefore, endingsBeforeLittle, strongSinceEnding, dateBefore
  case ideographic
  /// In a dump with hardly any long lines: the line, and the line if it is a sentence of some length.
  case fewStrong, fewStrongSentence
}
