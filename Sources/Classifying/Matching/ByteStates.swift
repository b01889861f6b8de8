/// The states of a byte automaton for a phrase trie: each is a node of the trie and the first bytes of a sign, if any came.
///
/// A state is written as a row that many states share, and the classes of bytes in which it differs from that row.
struct ByteStates: Sendable {
  struct State: Sendable {
    var row: Int
    /// By ascending class.
    var exceptions: [(byteClass: Int, target: Int)] = []
    /// The trie node whose chain of outputs ends here, or -1.
    var output: Int32 = -1
  }

  /// At the edge of a word; where every text begins.
  static let edge = 0
  /// Within a word.
  static let inside = 1
  /// The text must be normalised first.
  static let stop = 2

  private(set) var states: [State] = []
  /// By row, then by class: the target state. Row 0 is that of the edge of a word, row 1 that within a word, the others are those of
  /// the spelling trie's nodes from 1 on.
  private(set) var rows: [[Int]] = []

  private let trie: PhraseTrie
  private let spelling: SpellingTrie
  private let signs: SignSet
  /// By trie node: its state before a sign begins.
  private var whole: [Int]
  /// By trie node: its states within a sign, each with the spelling trie's node.
  private var partial: [[(spelling: Int, state: Int)]]

  init(trie: PhraseTrie, spelling: SpellingTrie, signs: SignSet) {
    self.trie = trie
    self.spelling = spelling
    self.signs = signs
    whole = Array(repeating: -1, count: trie.count)
    partial = Array(repeating: [], count: trie.count)
    number()
    fillRows()
    for node in trie.breadthFirst { fillExceptions(node) }
  }

  /// The classes of bytes.
  var classCount: Int { spelling.representatives.count }

  private mutating func number() {
    states = [State(row: 0), State(row: 1), State(row: 0)]
    // The state that follows no phrase, within a sign.
    for node in 1..<max(spelling.nodes, 1) { states.append(State(row: 1 + node)) }
    whole[PhraseTrie.edge] = Self.edge
    whole[PhraseTrie.inside] = Self.inside
    whole[PhraseTrie.anywhere] = Self.inside
    for node in trie.breadthFirst {
      if node > PhraseTrie.anywhere {
        whole[node] = states.count
        let isInside = trie.root(after: Int(trie.sign[node])) == PhraseTrie.inside
        states.append(State(row: isInside ? 1 : 0, output: trie.output[node]))
      }
      for (sign, _) in continuations(node) {
        for bytes in bytes(of: sign) { addPartial(node, bytes) }
      }
    }
  }

  private mutating func addPartial(_ node: Int, _ bytes: [UInt8]) {
    var at = 0
    for byte in bytes.dropLast() {
      guard case .node(let next) = spelling.steps[at][Int(byte)] else { return }
      at = next
      if !partial[node].contains(where: { $0.spelling == at }) {
        partial[node].append((at, states.count))
        states.append(State(row: 1 + at))
      }
    }
  }

  /// The signs that lead on from a node itself, with the node that each leads to. A second space after a space changes nothing.
  private func continuations(_ node: Int) -> [(sign: Int, target: Int)] {
    var all = trie.children(node).map { (sign: Int(trie.sign[$0]), target: $0) }
    if node > PhraseTrie.anywhere, Int(trie.sign[node]) == SignSet.space { all.append((SignSet.space, node)) }
    return all
  }

  private func bytes(of sign: Int) -> [[UInt8]] {
    signs.isPrivate(sign) ? [SignSet.privateBytes(sign)] : signs.spellings[sign]
  }

  /// The state within a sign that the nearest node of the chain of links has.
  private func partialState(_ node: Int, _ within: Int) -> Int {
    var node = node
    while node >= 0 {
      if let found = partial[node].first(where: { $0.spelling == within }) { return found.state }
      node = Int(trie.link[node])
    }
    return Self.stop + within
  }

  private mutating func fillRows() {
    rows = [row(from: PhraseTrie.edge), row(from: PhraseTrie.inside)]
    for node in 1..<max(spelling.nodes, 1) {
      rows.append(
        spelling.representatives.enumerated().map { byteClass, byte in
          switch spelling.steps[node][Int(byte)] {
          case .sign(let number): whole[trie.root(after: number)]
          case .node(let next): Self.stop + next
          case .stop: Self.stop
          // A sign that is in no phrase; or a sequence cut short, and the byte begins anew.
          case .unknown: byte.lexicalKind == 2 ? Self.edge : rows[0][byteClass]
          }
        })
    }
  }

  private func row(from root: Int) -> [Int] {
    spelling.representatives.map { byte in
      switch spelling.steps[0][Int(byte)] {
      case .sign(let number): whole[trie.next(root, number)]
      case .node(let next): partialState(root, next)
      case .stop: Self.stop
      case .unknown: byte.lexicalKind == 0 ? Self.inside : Self.edge
      }
    }
  }

  private mutating func fillExceptions(_ node: Int) {
    let link = Int(trie.link[node])
    let continuations = continuations(node)
    if node > PhraseTrie.anywhere {
      var exceptions = link > PhraseTrie.anywhere ? states[whole[link]].exceptions : []
      for (sign, target) in continuations {
        for bytes in bytes(of: sign) { overlay(&exceptions, node, 0, bytes, target) }
      }
      states[whole[node]].exceptions = exceptions
    }
    for (within, state) in partial[node] {
      var exceptions = link >= 0 ? states[partialState(link, within)].exceptions : []
      for (sign, target) in continuations {
        for bytes in bytes(of: sign) { overlay(&exceptions, node, within, bytes, target) }
      }
      states[state].exceptions = exceptions
    }
  }

  /// Writes where the byte behind `within`, if `bytes` pass through there, leads.
  private func overlay(
    _ exceptions: inout [(byteClass: Int, target: Int)], _ node: Int, _ within: Int, _ bytes: [UInt8], _ end: Int
  ) {
    var at = 0
    for (index, byte) in bytes.enumerated() {
      let step = spelling.steps[at][Int(byte)]
      if at == within {
        let target: Int
        switch step {
        case .node(let next): target = partialState(node, next)
        case .sign: target = whole[end]
        case .stop, .unknown: return
        }
        let byteClass = Int(spelling.classes[Int(byte)])
        if let known = exceptions.firstIndex(where: { $0.byteClass >= byteClass }) {
          if exceptions[known].byteClass == byteClass {
            exceptions[known].target = target
          } else {
            exceptions.insert((byteClass, target), at: known)
          }
        } else {
          exceptions.append((byteClass, target))
        }
        return
      }
      guard case .node(let next) = step, index + 1 < bytes.count else { return }
      at = next
    }
  }
}
