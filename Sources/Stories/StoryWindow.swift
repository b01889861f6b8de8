/// The first articles of recent stories by their fingerprints: finds whom a new article may be a copy of.
///
/// Holds at most the last `capacity` articles in 7.5 MB, whatever is stored, and takes that room as they come. It depends on nothing but
/// these articles and their order, so that one made anew from what is stored answers as the one that went on. Copies are not held: each
/// copy resembles the first article of its story, and no chain of small changes joins two that differ. Where several first articles
/// resemble each other (an outlet's daily forms), the later ones are found.
public struct StoryWindow: Sendable {
  /// How many articles back a story is remembered, copies among them.
  public static let capacity = 1 << 16
  /// Bytes of a fingerprint that are looked up together, and how many such bands it has: of two texts that share half their runs 94 of
  /// 100 are found, of those that share three quarters all but one in a hundred thousand.
  private static let width = 3
  private static let bands = TextFingerprint.size / width
  /// Below this estimate no text is read to compare.
  private static let leastResemblance = 0.35
  /// Most candidates that are answered, those first that resemble most.
  private static let mostCandidates = 4

  /// The last article that was told of.
  public private(set) var last: Int64 = 0
  /// By place, the number's rest by `capacity`. Old ones stay until their place is taken.
  private var fingerprints = RecentTable(free: SIMD64<UInt8>())
  private var numbers = RecentTable(free: Int64(0))
  /// By band, and in it by the hash of its bytes: the place of the last article that had them.
  private var places = [UInt16](repeating: 0, count: bands * capacity)

  public init() {}

  /// Tells of the next article, which begins a story.
  public mutating func add(_ number: Int64, _ fingerprint: TextFingerprint) {
    last = number
    let place = Int(number) & (Self.capacity - 1)
    numbers[place] = number
    fingerprints[place] = fingerprint.parts
    enter(place)
  }

  /// Has what stands in a place found by it.
  private mutating func enter(_ place: Int) {
    let parts = fingerprints[place]
    for band in 0..<Self.bands { places[Self.slot(band, parts)] = UInt16(truncatingIfNeeded: place) }
  }

  /// Puts other fingerprints in the places of articles', of copies too; of those that are not held any more nothing comes. It answers then
  /// as one made anew with them.
  ///
  /// However many they are, all that is held is entered once: whom an article kept from being found is found again.
  public mutating func change(_ changes: [Int64: TextFingerprint]) {
    let held = max(1, last - Int64(Self.capacity) + 1)..<max(1, last + 1)
    for (number, fingerprint) in changes where held.contains(number) {
      let place = Int(number) & (Self.capacity - 1)
      numbers[place] = number
      fingerprints[place] = fingerprint.parts
    }
    places = [UInt16](repeating: 0, count: Self.bands * Self.capacity)
    for number in held {
      let place = Int(number) & (Self.capacity - 1)
      if numbers[place] == number { enter(place) }
    }
  }

  /// Tells of articles that follow each other, by their fingerprints' bytes one behind the other, zeros for copies.
  /// - Parameter last: the number of the last of them.
  public mutating func add(block: [UInt8], last: Int64) {
    let count = block.count / TextFingerprint.size
    for index in 0..<count {
      let number = last - Int64(count - 1 - index)
      let bytes = block[index * TextFingerprint.size..<(index + 1) * TextFingerprint.size]
      if let fingerprint = TextFingerprint(bytes: bytes), fingerprint.parts != SIMD64() {
        add(number, fingerprint)
      } else {
        pass(number)
      }
    }
  }

  /// Tells of the next article, which is a copy.
  public mutating func pass(_ number: Int64) { last = number }

  /// The first articles of stories that a text may belong to, oldest first: to be compared with.
  public func candidates(for fingerprint: TextFingerprint) -> [Int64] {
    var found: [(number: Int64, resemblance: Double)] = []
    found.reserveCapacity(2 * Self.mostCandidates)
    for band in 0..<Self.bands {
      let place = Int(places[Self.slot(band, fingerprint.parts)])
      let number = numbers[place]
      // The place may have been taken by another since: then the bands differ.
      guard number > last - Int64(Self.capacity), number > 0,
        Self.key(band, fingerprints[place]) == Self.key(band, fingerprint.parts),
        !found.contains(where: { $0.number == number })
      else { continue }
      let resemblance = TextFingerprint(parts: fingerprints[place]).resemblance(to: fingerprint)
      if resemblance >= Self.leastResemblance { found.append((number, resemblance)) }
    }
    if found.count > Self.mostCandidates {
      found.sort { ($0.resemblance, $1.number) > ($1.resemblance, $0.number) }
      found.removeLast(found.count - Self.mostCandidates)
    }
    return found.map(\.number).sorted()
  }

  @inline(__always)
  private static func key(_ band: Int, _ parts: SIMD64<UInt8>) -> UInt32 {
    let first = band * width
    return UInt32(parts[first]) << 16 | UInt32(parts[first + 1]) << 8 | UInt32(parts[first + 2])
  }

  @inline(__always)
  private static func slot(_ band: Int, _ parts: SIMD64<UInt8>) -> Int {
    band * capacity + Int((key(band, parts) &* 0x9E37_79B1) >> 16)
  }
}
