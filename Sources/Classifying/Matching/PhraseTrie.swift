/// The phrases as a tree of signs, with the links of Aho and Corasick: where to go on when the next sign does not fit.
///
/// Phrases that begin with a letter of an alphabet and must begin at the edge of a word are found from such edges only; so within a
/// word that begins no phrase there is nothing to follow.
struct PhraseTrie: Sendable {
  /// At the edge of a word.
  static let edge = 0
  /// Within a word.
  static let inside = 1
  /// Where phrases begin that may begin anywhere; last link of every chain.
  static let anywhere = 2

  /// By node: its sign, or -1 for the three roots.
  private(set) var sign: [Int32] = [-1, -1, -1]
  /// By node: where to go on.
  private(set) var link: [Int32] = [2, 2, -1]
  /// By node: the nearest node, itself included, on the chain of links in which a phrase ends, or -1.
  private(set) var output: [Int32] = [-1, -1, -1]
  /// By node: the first of the variants that end in it, or -1.
  private(set) var firstEnd: [Int32] = [-1, -1, -1]
  /// By variant: the next one that ends in the same node, or -1.
  private(set) var nextEnd: [Int32]
  /// Nodes in the order of their depth, roots first.
  private(set) var breadthFirst: [Int] = [anywhere, edge, inside]

  private var firstChild: [Int32] = [-1, -1, -1]
  private var nextSibling: [Int32] = [-1, -1, -1]
  /// The children of `edge` and `anywhere` again, by sign: those nodes have many.
  private var rootChildren: [[Int32]]
  private let isWord: [Bool]

  /// - Parameter variants: by variant, the numbers of its signs and whether it may begin anywhere.
  init(_ variants: [(signs: [Int], beginsAnywhere: Bool)], groups: [WordGroup]) {
    isWord = groups.map { $0 == .word }
    nextEnd = Array(repeating: -1, count: variants.count)
    rootChildren = Array(repeating: Array(repeating: -1, count: groups.count), count: 3)
    for (index, variant) in variants.enumerated() {
      var node = variant.beginsAnywhere ? Self.anywhere : Self.edge
      for sign in variant.signs { node = child(node, sign) ?? add(sign, below: node) }
      nextEnd[index] = firstEnd[node]
      firstEnd[node] = Int32(index)
    }
    connect()
  }

  var count: Int { sign.count }

  /// Calls `body` with each child of a node.
  func forEachChild(_ node: Int, _ body: (Int) -> Void) {
    var next = firstChild[node]
    while next >= 0 {
      body(Int(next))
      next = nextSibling[Int(next)]
    }
  }

  /// The root to go on from after a sign that continues no phrase.
  func root(after sign: Int) -> Int { isWord[sign] ? Self.inside : Self.edge }

  /// Where a sign leads from a node.
  func next(_ node: Int, _ sign: Int) -> Int {
    var node = node
    while true {
      if let child = child(node, sign) { return child }
      if node == Self.anywhere { return root(after: sign) }
      node = Int(link[node])
    }
  }

  private func child(_ node: Int, _ wanted: Int) -> Int? {
    if node <= Self.anywhere {
      let child = rootChildren[node][wanted]
      return child >= 0 ? Int(child) : nil
    }
    var next = firstChild[node]
    while next >= 0 {
      if Int(sign[Int(next)]) == wanted { return Int(next) }
      next = nextSibling[Int(next)]
    }
    return nil
  }

  private mutating func add(_ number: Int, below node: Int) -> Int {
    let new = sign.count
    sign.append(Int32(number))
    link.append(-1)
    output.append(-1)
    firstEnd.append(-1)
    firstChild.append(-1)
    nextSibling.append(firstChild[node])
    firstChild[node] = Int32(new)
    if node <= Self.anywhere { rootChildren[node][number] = Int32(new) }
    return new
  }

  private mutating func connect() {
    breadthFirst.reserveCapacity(count)
    var at = 0
    while at < breadthFirst.count {
      let node = breadthFirst[at]
      at += 1
      if firstEnd[node] >= 0 {
        output[node] = Int32(node)
      } else if link[node] >= 0 {
        output[node] = output[Int(link[node])]
      }
      var next = firstChild[node]
      while next >= 0 {
        let child = Int(next)
        link[child] = Int32(linkTarget(node, Int(sign[child])))
        breadthFirst.append(child)
        next = nextSibling[child]
      }
    }
  }

  private func linkTarget(_ parent: Int, _ sign: Int) -> Int {
    switch parent {
    case Self.edge: next(Self.anywhere, sign)
    case Self.anywhere: root(after: sign)
    default: next(Int(link[parent]), sign)
    }
  }
}
