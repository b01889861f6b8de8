/// The bytes of a file as they come, inflated where the file is gzip.
struct ByteSource: ~Copyable {
  private var buffer: [UInt8] = []
  private var start = 0
  private var raw: [UInt8] = []
  private var rawStart = 0
  private var inflater: GzipInflater?
  private var isSniffed = false
  private(set) var isFinished = false
  /// What is wrong with the compressed data, once it is known.
  private(set) var damage: String?

  /// The bytes that were not yet taken.
  var bytes: ArraySlice<UInt8> { buffer[start...] }

  /// Whether the compressed data broke off inside a member: what came out of it is not all that went in.
  var isCut: Bool { damage != nil && inflater?.isInsideMember == true }

  /// Whether no more bytes will come.
  var isAtEnd: Bool { isFinished && (rawStart >= raw.count || damage != nil) }

  mutating func feed(_ chunk: consuming [UInt8]) {
    if rawStart >= raw.count {
      (raw, rawStart) = (chunk, 0)
      return
    }
    if rawStart > 0 {
      raw.removeFirst(rawStart)
      rawStart = 0
    }
    raw.append(contentsOf: chunk)
  }

  mutating func finish() {
    isFinished = true
    noteCut()
  }

  /// Takes `count` bytes off the front.
  mutating func drop(_ count: Int) {
    start = min(buffer.count, start + count)
    // Moving the rest to the front only now and then keeps the cost linear.
    if start > 65_536 && start * 2 > buffer.count {
      buffer.removeFirst(start)
      start = 0
    }
  }

  /// Takes all that is there.
  mutating func takeAll() -> [UInt8] {
    let all = start == 0 ? buffer : Array(bytes)
    (buffer, start) = ([], 0)
    return all
  }

  /// Makes more available, what was fed last or up to 64 KiB; false where none can be had before more is fed.
  mutating func fill() -> Bool {
    guard rawStart < raw.count, damage == nil else { return false }
    if !isSniffed {
      guard raw.count >= 2 || isFinished else { return false }
      isSniffed = true
      if raw.starts(with: GzipInflater.marker) { inflater = GzipInflater() }
    }
    guard let inflater else {
      if start >= buffer.count, rawStart == 0 {
        (buffer, start, raw) = (raw, 0, [])
        return true
      }
      let end = min(raw.count, rawStart + 65_536)
      buffer.append(contentsOf: raw[rawStart..<end])
      rawStart = end
      return true
    }
    let before = buffer.count
    let (used, failure) = inflater.inflate(raw[rawStart...], into: &buffer, limit: 65_536)
    rawStart += used
    damage = failure
    noteCut()
    return buffer.count > before || (used > 0 && failure == nil)
  }

  private mutating func noteCut() {
    if isFinished, damage == nil, rawStart >= raw.count, inflater?.isInsideMember == true {
      damage = "the gzip data is cut short: what came before its end was read; fetch the file again"
    }
  }
}
