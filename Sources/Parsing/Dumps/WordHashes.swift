/// Hashes of words, written into memory that has room for all of a text.
struct WordHashes {
  private let memory: UnsafeMutableBufferPointer<UInt32>
  private(set) var count = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt32>) { self.memory = memory }

  /// A word that is kept takes four bytes at least, a pair of ideographs three of its own; and there is room for one that is not kept.
  static func most(of text: UnsafeBufferPointer<UInt8>) -> Int { text.count / 3 + 2 }

  /// Keeps `hash` where `isKept` says so.
  @inline(__always)
  mutating func append(_ hash: UInt32, if isKept: Bool = true) {
    guard count < memory.count else { return }
    memory[count] = hash
    count &+= isKept ? 1 : 0
  }
}
