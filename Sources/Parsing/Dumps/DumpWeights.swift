/// How much each feature speaks for a line being text of the article: log-odds, the feature itself lying mostly between 0 and 1.
///
/// Fitted by logistic regression with a quadratic penalty over the lines of some 800 pages in 25 languages, each page weighing the same and
/// each line by its length. A weight may be set by hand; the tests hold what quality must not fall below.
enum DumpWeights {
  static func weight(_ feature: DumpFeature) -> Float {
    switch feature {
    case .bias: -1.17
    case .length: 1.75
    case .under12: -0.22
    case .under25: -0.01
    case .under50: 0.41
    case .under100: -0.22
    case .under200: -0.11
    case .over200: 0.14
    case .endsSentence: 1.20
    case .endsColon: 1.40
    case .endsComma: 1.68
    case .beginsSmall: 0.06
    case .beginsDigit: 0.76
    case .beginsQuote: 0.75
    case .beginsBullet: 0.55
    case .clauses: 0.10
    case .capitalised: 0.03
    case .allCapitals: -1.90
    case .digits: -0.29
    case .commonWords: 2.91
    case .noCommonWord: 0.48
    case .address: -1.47
    case .separators: -2.02
    case .copyright: -2.70
    case .date: -1.47
    case .clock: -0.58
    case .furniture: -0.52
    case .furnitureShare: -1.46
    case .caption: -0.72
    case .shortCaption: 0.55
    case .captionMark: -0.28
    case .captionEnd: -3.99
    case .byline: 0.27
    case .shortByline: -0.84
    case .endingPhrase: -0.81
    case .endingOpening: -0.58
    case .inlinePhrase: -0.53
    case .relatedPhrase: -0.29
    case .relatedOpening: -0.37
    case .blankBefore: 0.22
    case .blankAfter: 0.42
    case .blockLength: -0.48
    case .alone: 0.27
    case .repeatedBefore: -0.77
    case .repeatedAfter: -1.14
    case .strong: 0.22
    case .strongBefore: -2.82
    case .strongAfter: -2.28
    case .noStrongBefore: 0.52
    case .noStrongAfter: 1.08
    case .previousStrongDistance: -1.51
    case .nextStrongDistance: -1.86
    case .betweenStrong: -0.38
    case .shortBetweenStrong: 0.02
    case .meanLengthNear: 0.81
    case .meanLengthAround: 0.57
    case .previousLength: 0.27
    case .nextLength: -0.51
    case .previousEndsSentence: 0.32
    case .nextEndsSentence: 0.43
    case .endingsBefore: -1.96
    case .endingsBeforeLittle: -1.28
    case .strongSinceEnding: 0.87
    case .dateBefore: 0.35
    case .ideographic: 1.37
    case .fewStrong: 0.17
    case .fewStrongSentence: 0.70
    }
  }

  /// By the raw value of the feature.
  static let all: [Float] = DumpFeature.allCases.map(weight)
}
