/// What a message is: the word behind `NT1 ` in its first frame.
///
/// Intake: `push` is answered by `pushed` or `busy`, `ledger`, `groups` and `quarantine` by the same kind. Articles: see `ConsumerFrame`
/// and `ProducerFrame`. Query: `stats`, `articles`, `explain`, `stored-ids`, `status`, `topics`, `bursts`, `sources`, `stories`,
/// `reclassify`, `quarantine` and `verify` are answered by the same kind. Events: `article`. Any question may be answered by `error`.
public enum WireKind: String, Hashable, Sendable, CaseIterable {
  case push
  case pushed
  case busy
  case ledger
  case groups

  /// At both sockets that answer questions.
  case quarantine
  case verify
  case backup
  case trace

  case hello
  case welcome
  case refused
  case deliver
  case stored
  case failed
  case heartbeat
  case goodbye

  case stats
  case articles
  case explain
  case storedIDs = "stored-ids"
  case status
  case topics
  case bursts
  case sources
  case stories
  case reclassify

  case article
  case error

  /// Protocol name and version; another version is another protocol.
  static let prefix = "NT1 "

  /// Whether a service that does what a question of this kind asks for may answer so.
  public func isAnswered(by answer: WireKind) -> Bool {
    self == .push ? answer == .pushed || answer == .busy : answer == self
  }
}
