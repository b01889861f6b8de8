/// The bytes of all spellings of all signs, and of what stops the matching of a text as it is.
struct SpellingTrie: Sendable {
  /// Where one byte leads.
  enum Step: Hashable, Sendable {
    /// No sign is spelled so.
    case unknown
    /// The number of the sign that is complete.
    case sign(Int)
    /// The node that waits for more bytes.
    case node(Int)
    /// The text must be normalised first.
    case stop
  }

  /// One byte of a spelling, seen from the node that waits for it.
  struct Arc: Hashable, Sendable {
    var within: Int32
    var byteClass: Int32
    /// The node that it leads to, or -1 where the sign is complete.
    var next: Int32
  }

  /// By node, then by byte. Node 0 waits for the first byte.
  private(set) var steps: [[Step]] = [Array(repeating: .unknown, count: 256)]
  /// By byte: bytes that no phrase tells from each other have the same class.
  private(set) var classes: [UInt8] = []
  /// By class: one byte of it.
  private(set) var representatives: [UInt8] = []
  /// By sign: the bytes of all its spellings, each once.
  private(set) var arcs: [[Arc]] = []

  init(_ signs: SignSet) {
    for sequence in NormalizationScreen.sequences { insert(sequence, .stop) }
    for number in 0..<signs.count {
      for spelling in signs.automatonSpellings(of: number) { insert(spelling, .sign(number)) }
    }
    divideIntoClasses()
    arcs = (0..<signs.count).map { arcs(signs.automatonSpellings(of: $0)) }
  }

  var nodes: Int { steps.count }

  private mutating func insert(_ bytes: [UInt8], _ end: Step) {
    var node = 0
    for byte in bytes.dropLast() {
      switch steps[node][Int(byte)] {
      case .node(let next): node = next
      case .unknown:
        steps[node][Int(byte)] = .node(steps.count)
        node = steps.count
        steps.append(Array(repeating: .unknown, count: 256))
      case .sign, .stop: return
      }
    }
    guard let last = bytes.last, steps[node][Int(last)] == .unknown else { return }
    steps[node][Int(last)] = end
  }

  private func arcs(_ spellings: [[UInt8]]) -> [Arc] {
    var arcs: [Arc] = []
    for spelling in spellings {
      var node = 0
      for byte in spelling {
        var arc = Arc(within: Int32(node), byteClass: Int32(classes[Int(byte)]), next: -1)
        if case .node(let next) = steps[node][Int(byte)] {
          node = next
          arc.next = Int32(next)
        }
        if !arcs.contains(arc) { arcs.append(arc) }
      }
    }
    return arcs
  }

  private mutating func divideIntoClasses() {
    var numbers: [[Step]: UInt8] = [:]
    classes = (0...255).map { byte in
      // What an unknown byte means depends on what it is: a letter, another ASCII sign, the inner or first byte of a sequence.
      let column = [.sign(UInt8(byte).lexicalKind)] + steps.map { $0[byte] }
      if let known = numbers[column] { return known }
      let number = UInt8(numbers.count)
      numbers[column] = number
      representatives.append(UInt8(byte))
      return number
    }
  }
}

extension UInt8 {
  /// 0 for an ASCII letter or digit, 1 for other ASCII, 2 for an inner byte of a sequence, 3 for a first one.
  var lexicalKind: Int {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: 0
    case 0..<0x80: 1
    case 0x80..<0xC0: 2
    default: 3
    }
  }
}
