#if Dashboard
import NewsModels

/// How the services stand: the ledger, what was put aside, and whether all is well.
struct HealthPage {
  struct Account {
    var name: String
    var total: String
    var totalName: String
    var parts: [Part]
    var notes: [Note]
    /// Where the total can be read article by article, or why it cannot; empty for what counts no articles.
    var href: String
  }

  struct Part {
    var count: String
    var name: String
    /// Where what is counted is listed, or why it is not; empty for what counts no articles.
    var href: String
  }

  struct Note {
    var text: String
    /// As of a part. Not named like the account's own, which a template would take for one that is missing.
    var link = ""
  }

  struct Connection {
    var endpoint: String
    var state: String
    var isConnected: Bool
  }

  struct Aside {
    var service: String
    var id: String
    var name: String
    var reason: String
    var size: String
    var at: String
  }

  var frame: PageFrame
  var words: Wording
  var isWell: Bool
  var balance: String
  var accounts: [Account]
  var connections: [Connection]
  var hasConnections: Bool
  var aside: [Aside]
  var hasAside: Bool
  /// That nothing is in quarantine, that this is not known, or that not all of it is listed; empty where none of these is to be said.
  var asideNote: String
  var damages: [String]
  /// Which articles the store lost, and which one before it had, with what to do.
  var missing: [String]

  /// - Parameters:
  ///   - documents: what the producer put aside; nil where it cannot be asked.
  ///   - articles: what the consumer put aside; nil where it cannot be asked.
  init(
    _ standing: Standing, documents: QuarantineAnswer?, articles: QuarantineAnswer?, frame: PageFrame,
    _ setting: PageSetting
  ) {
    let words = setting.words
    self.frame = frame
    self.words = words
    isWell = standing.isWell
    balance =
      switch standing.isBalanced {
      case true: standing.leftBehind.isEmpty ? words.balanced : words.balancedSince
      case false: words.notBalanced
      case nil: words.balanceUnknown
      }
    accounts = Self.accounts(standing, setting)
    connections = (standing.consumer?.links ?? []).map { link in
      Connection(
        endpoint: link.endpoint.printable,
        state: link.connected ? words.connected : link.trouble?.printable ?? words.notConnected,
        isConnected: link.connected)
    }
    hasConnections = !connections.isEmpty
    aside =
      (documents?.entries ?? []).map { Self.aside($0, words.producer, setting) }
      + (articles?.entries ?? []).map { Self.aside($0, words.consumer, setting) }
    hasAside = !aside.isEmpty
    let isKnown = documents != nil && articles != nil
    let isCut = [documents, articles].contains { $0?.next != nil }
    asideNote =
      if !isKnown {
        words.quarantineUnknown
      } else if isCut {
        "\(words.quarantineCut) \(setting.text.count(PageRenderer.quarantineLimit))."
      } else {
        hasAside ? "" : words.quarantineEmpty
      }
    damages =
      (standing.producer?.ledger.damages ?? []).map { Self.damage($0, words.producer, words.bySequence, words) }
      + (standing.consumer?.ledger.damages ?? []).map { Self.damage($0, words.consumer, words.byNumber, words) }
    let missing = [(words.lost, standing.lost), (words.leftBehind, standing.leftBehind)]
    self.missing = missing.filter { !$1.isEmpty }.map { "\($0) \(words.sequencesAtProducer) \($1)" }
  }

  /// - Parameter numbering: what a service counts its articles by.
  private static func damage(
    _ damage: LedgerDamage, _ service: String, _ numbering: String, _ words: Wording
  ) -> String {
    let articles =
      damage.first <= damage.last ? "\(numbering) \(damage.first)–\(damage.last)" : words.noArticleLost
    return "\(service): \(articles): \(damage.reason)".printable
  }

  /// The list below, and the reason why other articles are in none.
  private static let (quarantine, unlisted) = ("#quarantine", "#unlisted")

  private static func accounts(_ standing: Standing, _ setting: PageSetting) -> [Account] {
    let (words, text) = (setting.words, setting.text)
    func part(_ count: Int, _ name: String, _ href: String = "") -> Part {
      Part(count: text.count(count), name: name, href: href)
    }
    func articles(_ filter: ArticleFilter = ArticleFilter()) -> String {
      PageAddress(.articles, filter: filter, language: setting.address.language).href
    }
    var accounts: [Account] = []
    if let producer = standing.producer {
      let documents = producer.ledger.documents
      accounts.append(
        Account(
          name: "\(words.producer): \(words.documents)", total: text.count(documents.received),
          totalName: words.received,
          parts: [
            part(documents.read, words.read), part(documents.duplicate, words.duplicate),
            part(documents.skipped, words.skipped), part(documents.quarantined, words.quarantined, Self.quarantine),
          ], notes: [], href: ""))
      for group in producer.ledger.groups {
        // The store holds these and no others where both counts agree.
        let isStore = group.group == standing.consumer?.group && group.stored == standing.consumer?.ledger.stored
        accounts.append(
          Account(
            name: "\(words.group) \(group.group)", total: text.count(group.accepted), totalName: words.accepted,
            parts: [
              part(group.pending, words.pending, Self.unlisted),
              part(group.stored, words.stored, isStore ? articles() : Self.unlisted),
              part(group.known, words.known, Self.unlisted),
              part(group.quarantined, words.quarantined, Self.quarantine),
              part(group.dropped, words.dropped, Self.unlisted),
            ],
            notes: [
              Note(
                text: "\(text.count(producer.inFlight[group.group.rawValue] ?? 0)) \(words.inFlight)",
                link: Self.unlisted),
              Note(text: text.bytes(group.pendingBytes) + " " + words.pending),
            ], href: Self.unlisted))
      }
    }
    if let consumer = standing.consumer {
      let ledger = consumer.ledger
      accounts.append(
        Account(
          name: "\(words.consumer), \(words.group.lowercased()) \(consumer.group)", total: text.count(ledger.stored),
          totalName: words.stored,
          parts: [
            part(ledger.withTopic, words.withTopic, articles(ArticleFilter(topical: true))),
            part(ledger.stored - ledger.withTopic, words.withoutTopic, articles(ArticleFilter(topical: false))),
          ],
          notes: [
            Note(text: "\(text.count(ledger.quarantined)) \(words.quarantined)", link: Self.quarantine),
            Note(text: "\(words.topicsVersion) \(consumer.topicsVersion)"),
          ]
            + (ledger.superseded > 0
              ? [Note(text: "\(text.count(ledger.superseded)) \(words.superseded)", link: Self.unlisted)] : [])
            + (standing.excess.isEmpty ? [] : [Note(text: "\(words.excess) \(standing.excess)")]), href: articles()))
    }
    return accounts
  }

  private static func aside(_ entry: QuarantineAnswer.Entry, _ service: String, _ setting: PageSetting) -> Aside {
    Aside(
      service: service, id: String(entry.id.hex.prefix(12)), name: (entry.name ?? "").printable,
      reason: entry.reason.printable, size: setting.text.bytes(entry.size),
      at: entry.at.map(setting.text.moment) ?? "")
  }
}

#endif
