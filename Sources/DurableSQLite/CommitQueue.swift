import GRDB

/// The writes that wait for a transaction, in their order: decides when there is to be one, and of what. Has no clock and no database.
struct CommitQueue<State: Sendable>: Sendable {
  struct Request: Sendable {
    /// How much it writes, as a number of rows.
    var weight: Int
    /// Bytes of the long texts that it writes.
    var textBytes = 0
    /// May use the reserve when the disk is full.
    var freesRoom: Bool
    /// Waits for others, which are about to come.
    var isFollowed: Bool
    /// Runs the body; answers what tells its caller after the commit.
    var run: @Sendable (Database, inout State) throws -> @Sendable () -> Void
    var fail: @Sendable (DurableSQLiteError) -> Void
  }

  /// What a request that came asks of the owner.
  struct Added {
    /// Why it is not taken.
    var refusal: DurableSQLiteError?
    /// Nobody takes groups: begin.
    var starts = false
    /// Call `endPatience` when a request has waited long enough for others.
    var needsTimer = false
  }

  /// Greatest sum of weights that share a transaction; the first always goes.
  static var maximumWeight: Int { 4_096 }

  private var requests: [Request] = []
  /// Whether those that wait for others have done so long enough.
  private var patienceIsOver = false
  /// Whether something will see to it that nobody waits for others for ever.
  private var hasTimer = false
  /// When whoever takes groups last showed that it goes on; nil where nobody takes any.
  private var lastSeen: ContinuousClock.Instant?
  var isClosed = false
  /// After an error of the disk nothing is written any more: what the system says it wrote can no longer be relied on.
  var failure: DurableSQLiteError?

  var isEmpty: Bool { requests.isEmpty }

  /// Whether there is something to write that waits for no others.
  private var isDue: Bool {
    if requests.isEmpty { return false }
    return patienceIsOver || requests.contains { !$0.isFollowed }
      || requests.reduce(0) { $0 + $1.weight } >= Self.maximumWeight
  }

  mutating func add(_ request: Request, at now: ContinuousClock.Instant) -> Added {
    if let failure { return Added(refusal: failure) }
    if isClosed { return Added(refusal: .closed) }
    requests.append(request)
    let needsTimer = request.isFollowed && !hasTimer
    if needsTimer { hasTimer = true }
    return Added(starts: begin(at: now), needsTimer: needsTimer)
  }

  /// Nothing that is here waits for others any longer; answers whether to begin.
  mutating func endPatience(at now: ContinuousClock.Instant) -> Bool {
    hasTimer = false
    patienceIsOver = !requests.isEmpty
    return begin(at: now)
  }

  /// What shares the next transaction; empty where nothing is due, and then whoever takes groups is to end.
  mutating func takeGroup(at now: ContinuousClock.Instant) -> [Request] {
    var weight = 0
    var count = 0
    for request in isDue ? requests : [] {
      if count > 0, weight + request.weight > Self.maximumWeight { break }
      weight += request.weight
      count += 1
    }
    let group = Array(requests.prefix(count))
    requests.removeFirst(count)
    if requests.isEmpty { patienceIsOver = false }
    lastSeen = group.isEmpty ? nil : now
    return group
  }

  /// How long whoever takes groups has not shown that it goes on; zero where nobody takes any.
  func silence(at now: ContinuousClock.Instant) -> Duration { lastSeen?.duration(to: now) ?? .zero }

  private mutating func begin(at now: ContinuousClock.Instant) -> Bool {
    guard lastSeen == nil, isDue else { return false }
    lastSeen = now
    return true
  }
}
