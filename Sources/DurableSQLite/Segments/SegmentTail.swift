/// What is written to segments in the transaction under way, and where the next text goes. Only the writing connection uses it.
struct SegmentTail {
  /// Bytes that are gathered before they are written.
  private static let capacity = 128 << 10

  /// Whether the transaction's texts go to a segment.
  var isUsed = false
  /// The segment that is written to; nil where the next text begins one.
  private(set) var file: SegmentFile?
  /// Its number, or that of the last one.
  private(set) var number: Int64
  /// Where the next text goes.
  private(set) var end: Int64 = 0
  /// Where it goes when the transaction under way is undone.
  private var committedEnd: Int64 = 0
  /// The last bytes before `end`, not written yet.
  private var gathered: [UInt8] = []
  /// How many texts rows refer to, by segment, as of the last commit.
  private var texts: [Int64: Int]
  /// By how much the transaction under way changes that.
  private(set) var changes: [Int64: Int] = [:]
  /// Segments that are written to no more, and to which no row may refer.
  private var left: Set<Int64>

  /// - Parameters:
  ///   - number: no segment has a greater one.
  ///   - texts: how many texts rows refer to, by segment.
  init(last number: Int64, texts: [Int64: Int]) {
    self.number = number
    self.texts = texts
    left = Set(texts.keys)
  }

  /// Whether the transaction under way has written something that is to be synced.
  var isLonger: Bool { end > committedEnd }

  mutating func begin(_ file: SegmentFile, number: Int64) {
    leave()
    (self.file, self.number) = (file, number)
    (end, committedEnd) = (0, 0)
    gathered.reserveCapacity(Self.capacity)
  }

  /// Writes to the segment no more. Between two transactions, or before the first text of one.
  mutating func leave() {
    if file != nil { left.insert(number) }
    file = nil
  }

  /// Leaves the segment where no row refers to it; answers its number then. Between two transactions.
  mutating func leaveIfEmpty() -> Int64? {
    guard file != nil, texts[number] ?? 0 == 0 else { return nil }
    leave()
    return number
  }

  /// - Throws: as `SegmentFile`; nothing of this transaction is to be kept then.
  mutating func add(_ bytes: UnsafeRawBufferPointer, to file: SegmentFile) throws(DurableSQLiteError) -> SegmentPlace {
    let place = SegmentPlace(segment: number, start: end, size: Int64(bytes.count))
    if gathered.count + bytes.count > Self.capacity { try write() }
    if bytes.count > Self.capacity { try file.write(bytes, at: end) } else { gathered.append(contentsOf: bytes) }
    end = place.end
    changes[number, default: 0] += 1
    return place
  }

  mutating func forget(_ count: Int, in segment: Int64) { changes[segment, default: 0] -= count }

  /// Writes what was gathered.
  mutating func write() throws(DurableSQLiteError) {
    guard let file, !gathered.isEmpty else { return }
    let start = end - Int64(gathered.count)
    var failure: DurableSQLiteError?
    gathered.withUnsafeBytes { bytes in
      do throws(DurableSQLiteError) { try file.write(bytes, at: start) } catch { failure = error }
    }
    if let failure { throw failure }
    gathered.removeAll(keepingCapacity: true)
  }

  /// A text that was added and is not written yet; nil for others.
  func unwritten(_ place: SegmentPlace) -> [UInt8]? {
    let start = place.start - (end - Int64(gathered.count))
    guard place.segment == number, start >= 0, place.end <= end else { return nil }
    return Array(gathered[Int(start)..<Int(start + place.size)])
  }

  /// The segments to which no row will refer after the transaction under way, but for the one that is written to.
  var emptied: [Int64] {
    left.union(changes.keys).filter { segment in
      (file == nil || segment != number) && texts[segment, default: 0] + changes[segment, default: 0] <= 0
    }
  }

  /// The transaction is committed.
  mutating func keep(emptied: [Int64]) {
    texts.merge(changes, uniquingKeysWith: +)
    for segment in emptied { texts[segment] = nil }
    left.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    committedEnd = end
  }

  /// The transaction is undone: what it wrote is given back.
  /// - Parameter mayBeInLog: whether its commit was tried. It may be whole in the log then, although the sync failed, and the next life
  ///   finds it there: what its rows tell of stays where it is.
  mutating func undo(mayBeInLog: Bool) {
    gathered.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    if mayBeInLog {
      committedEnd = end
    } else if isLonger {
      file?.cut(to: committedEnd)
      end = committedEnd
    }
  }
}
