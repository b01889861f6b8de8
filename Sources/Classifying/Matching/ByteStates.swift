/// The states of a byte automaton for a phrase trie: each is a node of the trie and the first bytes of a sign, if any came.
///
/// A state is written as a row, which many states share, and its exceptions: the classes of bytes in which it differs from that row.
struct ByteStates: Sendable {
  struct State: Sendable {
    var row: Int32
    /// The state to go on from where this one has no step of its own.
    var link: Int32 = -1
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
  /// By row, then by class: the target state. Row 0 is that of the edge of a word, row 1 that within a word, then come those of the
  /// spelling trie's nodes from 1 on, then those of states that many others link to.
  private(set) var rows: [[Int32]] = []

  private let trie: PhraseTrie
  private let spelling: SpellingTrie
  /// By trie node: its state before a sign begins.
  private var whole: [Int]
  /// The states within a sign, each with the spelling trie's node, and by trie node where its own stand.
  private var partial: [(within: Int32, state: Int32)] = []
  private var partialRange: [Range<Int>]

  /// - Parameter maximumRows: more than the spelling trie has nodes.
  init(trie: PhraseTrie, spelling: SpellingTrie, maximumRows: Int) {
    self.trie = trie
    self.spelling = spelling
    whole = Array(repeating: -1, count: trie.count)
    partialRange = Array(repeating: 0..<0, count: trie.count)
    states.reserveCapacity(trie.count * 4)
    number()
    fillRows()
    var steps = OwnSteps(stateCount: states.count)
    collectSteps(&steps)
    fillExceptions(steps, withRow: steps.worthARow(states, classCount: classCount, limit: maximumRows - rows.count))
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
      let link = Int(trie.link[node])
      if node > PhraseTrie.anywhere {
        whole[node] = states.count
        states.append(State(row: 0, link: Int32(whole[link]), output: trie.output[node]))
      }
      let first = partial.count
      collectContinuations(node, &continuations)
      for (sign, _) in continuations {
        for arc in spelling.arcs[sign] where arc.next >= 0 {
          let isKnown = (first..<partial.count).contains { partial[$0].within == arc.next }
          if isKnown { continue }
          partial.append((arc.next, Int32(states.count)))
          states.append(State(row: 0, link: Int32(partialState(link, arc.next))))
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
    let first = row(from: PhraseTrie.edge)
    rows = [first, row(from: PhraseTrie.inside)]
    for node in 1..<max(spelling.nodes, 1) {
      rows.append(
        spelling.representatives.enumerated().map { byteClass, byte in
          switch spelling.steps[node][Int(byte)] {
          case .sign(let number): Int32(whole[trie.root(after: number)])
          case .node(let next): Int32(Self.stop + next)
          case .stop: Int32(Self.stop)
          // A sign that is in no phrase; or a sequence cut short, and the byte begins anew.
          case .unknown: byte.lexicalKind == 2 ? Int32(Self.edge) : first[byteClass]
          }
        })
    }
  }

  private func row(from root: Int) -> [Int32] {
    spelling.representatives.map { byte in
      switch spelling.steps[0][Int(byte)] {
      case .sign(let number): Int32(whole[trie.next(root, number)])
      case .node(let next): Int32(partialState(root, Int32(next)))
      case .stop: Int32(Self.stop)
      case .unknown: Int32(byte.lexicalKind == 0 ? Self.inside : Self.edge)
      }
    }
  }

  private func collectSteps(_ steps: inout OwnSteps) {
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
      if node > PhraseTrie.anywhere { steps.add(own, within: 0, to: whole[node]) }
      for index in partialRange[node] { steps.add(own, within: partial[index].within, to: Int(partial[index].state)) }
    }
  }

  private mutating func fillExceptions(_ steps: OwnSteps, withRow: [Bool]) {
    exceptions.reserveCapacity(steps.count * 2)
    for state in steps.order {
      let link = Int(states[state].link)
      let start = exceptions.count
      for index in states[link].exceptions { exceptions.append(exceptions[index]) }
      for step in steps.of(state) { overlay(step, from: start) }
      states[state].row = states[link].row
      states[state].exceptions = start..<exceptions.count
      if withRow[state] { makeRow(state) }
    }
  }

  private mutating func overlay(_ step: Exception, from start: Int) {
    var at = exceptions.count
    while at > start, exceptions[at - 1].byteClass >= step.byteClass { at -= 1 }
    if at < exceptions.count, exceptions[at].byteClass == step.byteClass {
      exceptions[at] = step
    } else {
      exceptions.insert(step, at: at)
    }
  }

  private mutating func makeRow(_ state: Int) {
    var row = rows[Int(states[state].row)]
    for exception in exceptions[states[state].exceptions] { row[Int(exception.byteClass)] = exception.target }
    exceptions.removeSubrange(states[state].exceptions)
    states[state].exceptions = 0..<0
    states[state].row = Int32(rows.count)
    rows.append(row)
  }
}

extension ByteStates {
  /// The steps that each state takes by itself, not by its link.
  private struct OwnSteps {
    private var all: [Exception] = []
    private var ranges: [Range<Int>]
    /// The states that have any, links before those that link to them.
    private(set) var order: [Int] = []

    init(stateCount: Int) {
      ranges = Array(repeating: 0..<0, count: stateCount)
    }

    var count: Int { all.count }

    mutating func add(_ own: [(within: Int32, exception: Exception)], within: Int32, to state: Int) {
      let start = all.count
      for (place, exception) in own where place == within { all.append(exception) }
      ranges[state] = start..<all.count
      order.append(state)
    }

    func of(_ state: Int) -> ArraySlice<Exception> { all[ranges[state]] }

    /// Which states get a row: those whose steps would else be copied into the most other states.
    func worthARow(_ states: [State], classCount: Int, limit: Int) -> [Bool] {
      var inheritors = [Int](repeating: 0, count: states.count)
      for state in order { inheritors[Int(states[state].link)] += 1 }
      var steps = [Int](repeating: 0, count: states.count)
      for state in order { steps[state] = ranges[state].count + steps[Int(states[state].link)] }
      let gains = order.map { (state: $0, gain: steps[$0] * inheritors[$0]) }.filter { $0.gain > 2 * classCount }
      var chosen = [Bool](repeating: false, count: states.count)
      for (state, _) in gains.sorted(by: { $0.gain > $1.gain }).prefix(max(limit, 0)) { chosen[state] = true }
      return chosen
    }
  }
}
