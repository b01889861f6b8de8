import Foundation

/// The offsets of a time zone whose clocks are not changed any more, as the system keeps them (RFC 8536).
///
/// Foundation asks ICU, which brings 2 MB into memory for one zone. It is asked where this says nothing: for zones whose clocks change
/// each year, for other names than `Asia/Seoul`, and where the system has no such file.
struct ZoneFile: Sendable {
  private static let folder = "/usr/share/zoneinfo/"
  /// The largest has 4 KB.
  private static let mostBytes = 64 << 10

  /// Moments of change, in seconds since 1970, each later than the one before.
  private let changes: [Int64]
  /// Seconds east of Greenwich from each change on.
  private let offsets: [Int64]
  /// Before the first change.
  private let first: Int64

  /// - Parameter identifier: of the form `Region/City`.
  init?(identifier: String) {
    let isName = identifier.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "+"):
        true
      default: false
      }
    }
    // Those in `right/` count leap seconds.
    guard isName, let region = identifier.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(region),
      identifier.utf8.contains(UInt8(ascii: "/")),
      let file = FileManager.default.contents(atPath: Self.folder + identifier), file.count <= Self.mostBytes
    else { return nil }
    self.init(bytes: [UInt8](file))
  }

  /// Of a file's bytes; nil where they are none, or the clocks are changed each year.
  init?(bytes: [UInt8]) {
    var reader = Reader(rest: bytes[...])
    // Moments of 32 bits come first, for old programs.
    guard let old = reader.header(), reader.skip(old.size(ofMoment: 4)), let counts = reader.header(),
      counts.leaps == 0, counts.types > 0,
      let changes = reader.take(counts.changes, { $0.number(8) }),
      let places = reader.take(counts.changes, { $0.number(1) }),
      let types = reader.take(
        counts.types,
        { reader in
          let offset = reader.number(4).map { Int64(Int32(truncatingIfNeeded: $0)) }
          return reader.skip(2) ? offset : nil
        }),
      reader.skip(counts.letters + counts.marks), reader.endsWithoutRule,
      zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 }),
      places.allSatisfy({ types.indices.contains(Int($0)) })
    else { return nil }
    self.changes = changes
    offsets = places.map { types[Int($0)] }
    first = types[0]
  }

  /// Seconds east of Greenwich.
  func offset(at seconds: Int64) -> Int64 {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : offsets[low - 1]
  }

  /// How many there are of what follows a header.
  private struct Counts {
    var leaps, changes, types, letters: Int
    /// Which tell how a rule is to be read: a byte each.
    var marks: Int

    func size(ofMoment size: Int) -> Int {
      changes * (size + 1) + types * 6 + letters + leaps * (size + 4) + marks
    }
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ count: Int) -> Bool {
      guard count <= rest.count else { return false }
      rest = rest.dropFirst(count)
      return true
    }

    /// Of so many bytes, the highest first.
    mutating func number(_ size: Int) -> Int64? {
      guard rest.count >= size else { return nil }
      defer { rest = rest.dropFirst(size) }
      return Int64(bitPattern: rest.prefix(size).reduce(0) { $0 << 8 | UInt64($1) })
    }

    mutating func take(_ count: Int, _ one: (inout Reader) -> Int64?) -> [Int64]? {
      guard count <= rest.count else { return nil }
      var all: [Int64] = []
      for _ in 0..<count {
        guard let value = one(&self) else { return nil }
        all.append(value)
      }
      return all
    }

    mutating func header() -> Counts? {
      guard rest.starts(with: Array("TZif".utf8)), skip(4), let version = number(1), version >= 0x32, skip(15),
        let counts = take(6, { $0.number(4) })?.map({ Int($0) })
      else { return nil }
      return Counts(
        leaps: counts[2], changes: counts[3], types: counts[4], letters: counts[5], marks: counts[0] + counts[1])
    }

    /// Whether the line at the end, which holds from the last change on, names one offset and no days of change.
    var endsWithoutRule: Bool {
      rest.count > 2 && rest.first == 0x0A && rest.last == 0x0A && !rest.contains(UInt8(ascii: ","))
    }
  }
}
