/// How much each feature speaks for a line being text of the article: log-odds, the feature itself lying mostly between 0 and 1.
///
/// Fitted by logistic regression with a quadratic penalty over the lines of some 800 pages in 25 languages, each page weighing the same and
/// each line by its length. A weight may be set by hand; the tests hold what quality must not fall below.
enum DumpWeights {
  static func weight(_ feature: DumpFeature) -> Float {
    switch feature {
    case .bias: -4.67
    case .length: 0.60
    case .under12: 0.01
    case .under25: 0.40
    case .under50: 0.42
    case .under100: -0.29
    case .under200: -0.64
    case .over200: 0.11
    case .endsSentence: 1.30
    case .endsColon: 1.14
    case .endsComma: 1.06
    case .beginsSmall: 0.80
    case .beginsDigit: 0.97
    case .beginsQuote: 0.39
    case .beginsBullet: 0.63
    case .clauses: 0.68
    case .capitalised: 0.02
    case .allCapitals: -1.41
    case .digits: -0.51
    case .commonWords: 4.41
    case .noCommonWord: 0.58
    case .address: -0.88
    case .separators: -1.87
    case .copyright: -2.14
    case .date: -0.52
    case .clock: -1.24
    case .furniture: -0.83
    case .furnitureShare: -0.46
    case .caption: -1.07
    case .shortCaption: 0.33
    case .captionMark: -1.28
    case .byline: 0.74
    case .shortByline: -0.58
    case .endingPhrase: -0.44
    case .endingOpening: -0.38
    case .inlinePhrase: -0.20
    case .relatedPhrase: -0.26
    case .relatedOpening: -0.47
    case .blankBefore: -0.05
    case .blankAfter: 0.18
    case .blockLength: -0.27
    case .alone: 0.32
    case .repeatedBefore: -0.43
    case .repeatedAfter: -1.06
    case .strong: 0.44
    case .strongBefore: -1.95
    case .strongAfter: -1.29
    case .noStrongBefore: 1.58
    case .noStrongAfter: 1.22
    case .previousStrongDistance: -0.96
    case .nextStrongDistance: -0.85
    case .betweenStrong: -0.11
    case .shortBetweenStrong: -0.60
    case .meanLengthNear: 1.37
    case .meanLengthAround: 4.04
    case .previousLength: -0.05
    case .nextLength: -0.52
    case .previousEndsSentence: 0.64
    case .nextEndsSentence: 0.72
    case .endingsBefore: -1.61
    case .endingsBeforeLittle: -2.12
    case .strongSinceEnding: 1.55
    case .dateBefore: 0.32
    case .ideographic: 1.28
    }
  }

  /// By the raw value of the feature.
  static let all: [Float] = DumpFeature.allCases.map(weight)
}
