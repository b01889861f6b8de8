#if Dashboard
import NewsModels

/// What Prometheus reads: the ledgers of both services, the topics' counts, and this process' own work.
public struct MetricsPage: Sendable {
  /// A route and a status with the number of answers.
  public struct Answered: Sendable {
    public var route: String
    public var status: Int
    public var count: Int

    public init(route: String, status: Int, count: Int) {
      (self.route, self.status, self.count) = (route, status, count)
    }
  }

  public var standing: Standing
  /// Totals without any filter; nil where the consumer cannot be asked.
  public var totals: StatisticsAnswer?
  public var answered: [Answered]
  public var durations: [(route: String, histogram: Histogram)]
  /// From acceptance to storing, of a sample of the articles that events tell.
  public var delivery: Histogram
  public var followers: Int
  /// Seconds since 1970, UTC.
  public var now: Double

  public init(
    standing: Standing, totals: StatisticsAnswer?, answered: [Answered],
    durations: [(route: String, histogram: Histogram)], delivery: Histogram, followers: Int,
    now: Double
  ) {
    self.standing = standing
    self.totals = totals
    self.answered = answered
    self.durations = durations
    self.delivery = delivery
    self.followers = followers
    self.now = now
  }

  public var text: String {
    var text = PrometheusText()
    services(&text)
    if let producer = standing.producer { self.producer(producer, &text) }
    if let consumer = standing.consumer { self.consumer(consumer, &text) }
    if let totals { topics(totals, &text) }
    own(&text)
    return text.text
  }

  private func services(_ text: inout PrometheusText) {
    text.family(
      "news_topics_up", .gauge, "Whether the service answered.",
      [
        (["service": "news-producer"], standing.producer == nil ? 0 : 1),
        (["service": "news-consumer"], standing.consumer == nil ? 0 : 1),
      ])
    /// Of the services that answered.
    func each(
      _ producer: (ProducerStatus) -> Bool, _ consumer: (ConsumerStatus) -> Bool
    ) -> [(labels: KeyValuePairs<String, String>, value: Double)] {
      var facts: [(labels: KeyValuePairs<String, String>, value: Double)] = []
      if let status = standing.producer { facts.append((["service": "news-producer"], producer(status) ? 1 : 0)) }
      if let status = standing.consumer { facts.append((["service": "news-consumer"], consumer(status) ? 1 : 0)) }
      return facts
    }
    text.family(
      "news_topics_healthy", .gauge, "Whether work that waits in the service is being done.",
      each(\.healthy, \.healthy))
    text.family(
      "news_topics_trouble", .gauge,
      "Whether the service names something that a person is to see to, although it may do all its work: what its disk lost, a full quarantine.",
      each({ $0.trouble != nil }, { $0.trouble != nil }))
    text.family(
      "news_topics_balanced", .gauge,
      "Whether both accounts of articles agree; missing while acknowledgements are under way.",
      standing.isBalanced.map { [([:], $0 ? 1 : 0)] } ?? [])
    text.family(
      "news_topics_build_info", .gauge, "The protocol that is spoken and the topics file that classifies.",
      [(["protocol": "NT1", "topics": standing.consumer?.topicsVersion ?? ""], 1)])
  }

  private func producer(_ status: ProducerStatus, _ text: inout PrometheusText) {
    let ledger = status.ledger
    let documents = ledger.documents
    text.family(
      "news_topics_documents_total", .counter, "Documents received, by what became of them.",
      [
        (["outcome": "read"], Double(documents.read)), (["outcome": "duplicate"], Double(documents.duplicate)),
        (["outcome": "skipped"], Double(documents.skipped)),
        (["outcome": "quarantined"], Double(documents.quarantined)),
      ])
    text.family(
      "news_topics_articles_accepted_total", .counter, "Articles that the producer has committed.",
      [([:], Double(ledger.accepted))])
    text.family(
      "news_topics_articles_duplicate_total", .counter, "Articles that came again.", [([:], Double(ledger.duplicates))])
    text.family(
      "news_topics_outbox_bytes", .gauge, "Bytes that wait in the outbox.", [([:], Double(ledger.pendingBytes))])
    if let limit = status.outboxLimit {
      text.family(
        "news_topics_outbox_limit_bytes", .gauge, "Bytes that may wait in the outbox before pushers do.",
        [([:], Double(limit))])
    }
    groups(status, &text)
  }

  private func groups(_ status: ProducerStatus, _ text: inout PrometheusText) {
    let groups = status.ledger.groups
    func each(_ value: (ProducerLedger.Group) -> Double) -> [(labels: KeyValuePairs<String, String>, value: Double)] {
      groups.map { (["group": $0.group.rawValue], value($0)) }
    }
    text.family(
      "news_topics_group_pending_articles", .gauge, "Articles that the group has not stored yet: its lag.",
      each { Double($0.pending) })
    text.family(
      "news_topics_group_pending_bytes", .gauge, "Bytes of the articles that the group has not stored yet.",
      each { Double($0.pendingBytes) })
    text.family(
      "news_topics_group_in_flight_articles", .gauge, "Articles under way to the group.",
      each { Double(status.inFlight[$0.group.rawValue] ?? 0) })
    text.family(
      "news_topics_group_oldest_pending_seconds", .gauge,
      "How long the oldest article has waited that the group has not dealt with.",
      each { group in
        // Only for groups for which something waits is there a time.
        status.oldestPending?[group.group.rawValue].map { max(0, now - Double($0) / 1_000) } ?? 0
      })
    text.family(
      "news_topics_group_unserved_seconds", .gauge, "How long no consumer of the group has been there.",
      each { Double(status.unserved?[$0.group.rawValue] ?? 0) })
    text.family(
      "news_topics_group_articles_total", .counter, "Articles that the group has dealt with, by what became of them.",
      groups.flatMap { group -> [(labels: KeyValuePairs<String, String>, value: Double)] in
        let name = group.group.rawValue
        return [
          (["group": name, "outcome": "stored"], Double(group.stored)),
          (["group": name, "outcome": "known"], Double(group.known)),
          (["group": name, "outcome": "quarantined"], Double(group.quarantined)),
          (["group": name, "outcome": "dropped"], Double(group.dropped)),
        ]
      })
  }

  private func consumer(_ status: ConsumerStatus, _ text: inout PrometheusText) {
    let ledger = status.ledger
    text.family(
      "news_topics_stored_articles", .gauge, "Articles in the store, with a topic or without.",
      [
        (["topics": "some"], Double(ledger.withTopic)), (["topics": "none"], Double(ledger.stored - ledger.withTopic)),
      ])
    var quarantined: [(labels: KeyValuePairs<String, String>, value: Double)] = [
      (["service": "news-consumer"], Double(ledger.quarantined))
    ]
    if let producer = standing.producer {
      quarantined.append((["service": "news-producer"], Double(producer.ledger.documents.quarantined)))
    }
    text.family("news_topics_quarantined", .gauge, "Documents and articles that were put aside.", quarantined)
    text.family(
      "news_topics_redelivered_total", .counter, "Articles that came again after they were dealt with.",
      [([:], Double(ledger.producers.reduce(0) { $0 + $1.redelivered }))])
    text.family(
      "news_topics_excess_articles", .gauge,
      "Articles that the store has beyond what its group has acknowledged, as after a restore from an older copy.",
      [([:], Double(standing.excess.count))])
    var damages: [(labels: KeyValuePairs<String, String>, value: Double)] = [
      (["service": "news-consumer"], Double(ledger.damages.count))
    ]
    if let producer = standing.producer {
      damages.append((["service": "news-producer"], Double(producer.ledger.damages.count)))
    }
    text.family("news_topics_damages", .gauge, "Damages that were ever found in the service's data.", damages)
    text.family(
      "news_topics_link_connected", .gauge, "Whether the consumer is connected to a producer.",
      status.links.map { (["endpoint": $0.endpoint], $0.connected ? 1 : 0) })
  }

  private func topics(_ totals: StatisticsAnswer, _ text: inout PrometheusText) {
    text.family(
      "news_topics_topic_articles", .gauge, "Stored articles that count for a topic, by level.",
      totals.topics.flatMap { topic -> [(labels: KeyValuePairs<String, String>, value: Double)] in
        [
          (["topic": topic.topic.rawValue, "level": "main"], Double(topic.main)),
          (["topic": topic.topic.rawValue, "level": "mention"], Double(topic.mention)),
        ]
      })
    text.family(
      "news_topics_undated_articles", .gauge, "Stored articles without a believable day.",
      [([:], Double(totals.gaps.undated))])
  }

  private func own(_ text: inout PrometheusText) {
    text.histograms(
      "news_topics_delivery_seconds",
      "From the producer's commit of an article to its event, of a sample of the articles with a topic.",
      [([:], delivery)])
    text.family(
      "news_topics_dashboard_requests_total", .counter, "Requests answered, by route and status.",
      answered.sorted { ($0.route, $0.status) < ($1.route, $1.status) }.map {
        (["route": $0.route, "status": String($0.status)], Double($0.count))
      })
    text.histograms(
      "news_topics_dashboard_request_duration_seconds", "How long answers took.",
      durations.sorted { $0.route < $1.route }.map { (["route": $0.route], $0.histogram) })
    text.family(
      "news_topics_dashboard_followers", .gauge, "Readers who follow the live feed.", [([:], Double(followers))])
  }
}

#endif
