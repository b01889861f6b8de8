/// What a database must hold at least, told by a file beside it.
///
/// SQLite opens an emptied file, or one with a log cut short, without a complaint; the mark shows that something is missing.
/// It may lag behind the database, and is never ahead of it.
struct DatabaseMark: Hashable, Sendable {
  /// 32 hexadecimal digits.
  var identity: String
  /// Greater at each opening.
  var epoch: Int64
  /// Committed transactions.
  var revision: Int64
  /// The owner's last committed number: of an article, of a sequence.
  var position: Int64

  /// What a mark begins with.
  static let word = "news-topics-mark-1"
  /// Each of two copies; the newer valid one counts.
  static let slotSize = 256

  /// One line, filled with spaces.
  var slot: [UInt8] {
    let text = "\(Self.word) \(identity) \(epoch) \(revision) \(position)"
    var bytes = Array("\(text) \(String(Self.checksum(of: Array(text.utf8)), radix: 16))".utf8)
    while bytes.count < Self.slotSize - 1 { bytes.append(UInt8(ascii: " ")) }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Nil for anything that `slot` did not write as a whole.
  init?(slot: ArraySlice<UInt8>) {
    let words = String(decoding: slot, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 6, words[0] == Self.word, words[1].utf8.count == 32, let epoch = Int64(words[2]),
      let revision = Int64(words[3]), let position = Int64(words[4]), epoch >= 0, revision >= 0, position >= 0,
      let checksum = UInt64(words[5], radix: 16),
      checksum == Self.checksum(of: Array(words[0...4].joined(separator: " ").utf8))
    else { return nil }
    self.init(identity: String(words[1]), epoch: epoch, revision: revision, position: position)
  }

  init(identity: String, epoch: Int64, revision: Int64, position: Int64) {
    self.identity = identity
    self.epoch = epoch
    self.revision = revision
    self.position = position
  }

  /// FNV-1a, 64 bits: finds a torn line; nobody is kept from writing one on purpose.
  private static func checksum(of bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
