/// The states of a byte automaton for a phrase trie: each is a node of the trie and the first bytes of a sign, if any came.
///
/// A state is written as a row that many states share, and its exceptions: the classes of bytes in which it differs from that row.
struct ByteStates: Sendable {
  struct State: Sendable {
    var row: Int32
    /// Where in `exceptions` its own stand, by ascending class.
    var exceptions: Range<Int> = 0..<0
    /// The trie node whose chain of outputs ends here, or -1.
    var output: Int32 = -1
  }

  struct Exception: Sendable {
    var byteClass: Int32
    var target: Int32
  }

  /// At the edge of a word; where every text begins.
  static let edge = 0
  /// Within a word.
  static let inside = 1
  /// The text must be normalised first.
  static let stop = 2

  private(set) var states: [State] = []
  private(set) var exceptions: [Exception] = []
  /// By row, then by class: the target state. Row 0 is that of the edge of a word, row 1 that within a word, the others are those of
  /// the spelling trie's nodes from 1 on.
  private(set) var rows: [[Int]] = []

  private let trie: PhraseTrie
  private let spelling: SpellingTrie
  /// By trie node: its state before a sign begins.
  private var whole: [Int]
  /// The states within a sign, each with the spelling trie's node, and by trie node where its own stand.
  private var partial: [(within: Int32, state: Int32)] = []
  private var partialRange: [Range<Int>]

  init(trie: PhraseTrie, spelling: SpellingTrie) {
    self.trie = trie
    self.spelling = spelling
    whole = Array(repeating: -1, count: trie.count)
    partialRange = Array(repeating: 0..<0, count: trie.count)
    states.reserveCapacity(trie.count * 4)
    exceptions.reserveCapacity(trie.count * 6)
    number()
    fillRows()
    fillExceptions()
  }

  /// How many classes of bytes there are.
  var classCount: Int { spelling.representatives.count }

  private mutating func number() {
    states = [State(row: 0), State(row: 1), State(row: 0)]
    // The states within a sign that no phrase waits for.
    for node in 1..<max(spelling.nodes, 1) { states.append(State(row: Int32(1 + node))) }
    whole[PhraseTrie.edge] = Self.edge
    whole[PhraseTrie.inside] = Self.inside
    whole[PhraseTrie.anywhere] = Self.inside
    var continuations: [(sign: Int, target: Int)] = []
    for node in trie.breadthFirst {
      if node > PhraseTrie.anywhere {
        whole[node] = states.count
        let isInside = trie.root(after: Int(trie.sign[node])) == PhraseTrie.inside
        states.append(State(row: isInside ? 1 : 0, output: trie.output[node]))
      }
      let first = partial.count
      collectContinuations(node, &continuations)
      for (sign, _) in continuations {
        for arc in spelling.arcs[sign] where arc.next >= 0 {
          let isKnown = (first..<partial.count).contains { partial[$0].within == arc.next }
          if isKnown { continue }
          partial.append((arc.next, Int32(states.count)))
          states.append(State(row: 1 + arc.next))
        }
      }
      partialRange[node] = first..<partial.count
    }
  }

  /// The signs that lead on from a node itself, with the node that each leads to. A second space after a space changes nothing.
  private func collectContinuations(_ node: Int, _ all: inout [(sign: Int, target: Int)]) {
    all.removeAll(keepingCapacity: true)
    trie.forEachChild(node) { all.append((Int(trie.sign[$0]), $0)) }
    if node > PhraseTrie.anywhere, Int(trie.sign[node]) == SignSet.space { all.append((SignSet.space, node)) }
  }

  /// The state within a sign that the nearest node of the chain of links has.
  private func partialState(_ node: Int, _ within: Int32) -> Int {
    var node = node
    while node >= 0 {
      for index in partialRange[node] where partial[index].within == within { return Int(partial[index].state) }
      node = Int(trie.link[node])
    }
    return Self.stop + Int(within)
  }

  private mutating func fillRows() {
    rows = [row(from: PhraseTrie.edge), row(from: PhraseTrie.inside)]
    for node in 1..<max(spelling.nodes, 1) {
      let first = rows[0]
      rows.append(
        spelling.representatives.enumerated().map { byteClass, byte in
          switch spelling.steps[node][Int(byte)] {
          case .sign(let number): whole[trie.root(after: number)]
          case .node(let next): Self.stop + next
          case .stop: Self.stop
          // A sign that is in no phrase; or a sequence cut short, and the byte begins anew.
          case .unknown: byte.lexicalKind == 2 ? Self.edge : first[byteClass]
          }
        })
    }
  }

  private func row(from root: Int) -> [Int] {
    spelling.representatives.map { byte in
      switch spelling.steps[0][Int(byte)] {
      case .sign(let number): whole[trie.next(root, number)]
      case .node(let next): partialState(root, Int32(next))
      case .stop: Self.stop
      case .unknown: byte.lexicalKind == 0 ? Self.inside : Self.edge
      }
    }
  }

  private mutating func fillExceptions() {
    var own: [(within: Int32, exception: Exception)] = []
    var continuations: [(sign: Int, target: Int)] = []
    for node in trie.breadthFirst {
      own.removeAll(keepingCapacity: true)
      collectContinuations(node, &continuations)
      for (sign, target) in continuations {
        for arc in spelling.arcs[sign] {
          let state = arc.next >= 0 ? partialState(node, arc.next) : whole[target]
          own.append((arc.within, Exception(byteClass: arc.byteClass, target: Int32(state))))
        }
      }
      let link = Int(trie.link[node])
      if node > PhraseTrie.anywhere {
        let inherited = link > PhraseTrie.anywhere ? states[whole[link]].exceptions : 0..<0
        states[whole[node]].exceptions = merge(inherited, own, within: 0)
      }
      for (within, state) in partial[partialRange[node]] {
        let inherited = link >= 0 ? states[partialState(link, within)].exceptions : 0..<0
        states[Int(state)].exceptions = merge(inherited, own, within: within)
      }
    }
  }

  /// Appends what is inherited, with a node's own exceptions in its place, and says where it stands.
  private mutating func merge(
    _ inherited: Range<Int>, _ own: [(within: Int32, exception: Exception)], within: Int32
  ) -> Range<Int> {
    let start = exceptions.count
    for index in inherited { exceptions.append(exceptions[index]) }
    for (place, exception) in own where place == within {
      var at = start
      while at < exceptions.count, exceptions[at].byteClass < exception.byteClass { at += 1 }
      if at < exceptions.count, exceptions[at].byteClass == exception.byteClass {
        exceptions[at] = exception
      } else {
        exceptions.insert(exception, at: at)
      }
    }
    return start..<exceptions.count
  }
}
