#if Dashboard

/// Every text of the page; its values are one language each, and none can lack a text.
struct Wording: Sendable {
  var overview: String
  var articles: String
  /// Behind the number 1.
  var oneArticle: String
  var sources: String
  var health: String
  var skip: String
  var pages: String
  var languages: String
  var topic: String
  var allTopics: String
  var anyTopic: String
  var level: String
  var allLevels: String
  var main: String
  var mention: String
  var source: String
  var language: String
  var allLanguages: String
  var since: String
  var until: String
  var period: String
  var allTime: String
  var show: String
  var clear: String
  var narrow: String
  var of: String
  var share: String
  var shareExplained: String
  var count: String
  var day: String
  var week: String
  var month: String
  var all: String
  var before: String
  var change: String
  var now: String
  var comparedWith: String
  var table: String
  var timeline: String
  var timelineHelp: String
  var noInput: String
  var noArticles: String
  /// A name follows.
  var noSuchSource: String
  /// As above.
  var noSuchLanguage: String
  var emptyStore: String
  var bursts: String
  var noBursts: String
  /// How many follows.
  var burstsCut: String
  var usual: String
  var together: String
  var noneTogether: String
  var topSources: String
  var allSources: String
  var byLanguage: String
  var unknown: String
  var latest: String
  var allArticles: String
  var next: String
  var first: String
  var undated: String
  var lastReceived: String
  var withoutCopies: String
  var copyOf: String
  var copies: String
  var silent: String
  var newestDay: String
  var state: String
  var reads: String
  var credit: String
  var why: String
  var whyNot: String
  var noTopic: String
  var evidence: String
  var rule: String
  var weight: String
  var sum: String
  var threshold: String
  var headline: String
  var lead: String
  var ofText: String
  var text: String
  var isRoundup: String
  var nearMisses: String
  var arithmetic: String
  var classifiedBy: String
  var rulesGone: String
  var noBody: String
  var ledger: String
  var documents: String
  var received: String
  var read: String
  var duplicate: String
  var skipped: String
  var quarantined: String
  var accepted: String
  var pending: String
  var stored: String
  var known: String
  var dropped: String
  /// Behind a number.
  var lostArticles: String
  var inFlight: String
  var group: String
  var withTopic: String
  var withoutTopic: String
  /// Names of topics follow.
  var onTopic: String
  /// Why some figures of the ledger open to no list.
  var unlisted: String
  var quarantine: String
  var quarantineEmpty: String
  var quarantineUnknown: String
  /// A number of documents or articles follows.
  var quarantineCut: String
  /// How many of how many follows.
  var sourcesCut: String
  var reason: String
  var size: String
  var at: String
  var name: String
  var producer: String
  var consumer: String
  var connections: String
  var connected: String
  var notConnected: String
  var healthy: String
  var unwell: String
  var balanced: String
  /// The accounts, where a store that was there before had more.
  var balancedSince: String
  var notBalanced: String
  var balanceUnknown: String
  /// Followed by sequences.
  var excess: String
  var damages: String
  /// Followed by the numbers of articles.
  var bySequence: String
  /// As above.
  var byNumber: String
  var noArticleLost: String
  var lost: String
  var leftBehind: String
  /// Followed by sequences.
  var sequencesAtProducer: String
  /// Behind a number.
  var superseded: String
  var retryAdvice: String
  var unreachable: String
  var asOf: String
  /// The name of a time zone follows.
  var timesIn: String
  var topicsVersion: String
  var daysWithoutInput: String
  var gaps: String
  var unknownPending: String
  var atLeast: String
  var live: String
  /// Where a page cannot be read anew.
  var stale: String
  var signIn: String
  var token: String
  var signInHelp: String
  var wrongToken: String
  var signOut: String
  var sorry: String
  var backHome: String
  var notFound: String
  var noSuchArticle: String
  var severalArticles: String
  var busy: String
  var clearOne: String
  var newTab: String

  /// The texts of a language.
  static func of(_ language: InterfaceLanguage) -> Wording {
    switch language {
    case .english: .english
    case .vietnamese: .vietnamese
    }
  }
}

#endif
