/// Names in the order in which they came, each once while it waits.
struct WaitingNames: Sendable {
  private var list: [FileName] = []
  private var next = 0
  private var known: Set<FileName> = []

  var count: Int { known.count }

  /// Names in memory, those that were taken among them.
  var held: Int { list.count }

  mutating func append(_ name: FileName) {
    if known.insert(name).inserted { list.append(name) }
  }

  mutating func popFirst() -> FileName? {
    guard next < list.count else { return nil }
    let name = list[next]
    next += 1
    known.remove(name)
    if next == list.count {
      self = WaitingNames()
    } else if next >= 512, next * 2 >= list.count {
      // There may always be one that waits.
      list.removeFirst(next)
      next = 0
    }
    return name
  }
}
