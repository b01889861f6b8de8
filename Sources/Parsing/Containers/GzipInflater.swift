import CZlib

/// Inflates gzip data of one or many members, a bounded step at a time.
final class GzipInflater {
  /// What gzip data begins with.
  static let marker: [UInt8] = [0x1F, 0x8B]

  /// The most bytes that one document may have when inflated: as many as one that was never compressed, by default.
  static let wholeLimit = 8 << 20

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  /// Whether a member has begun and not ended.
  private(set) var isInsideMember = true

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, 16 more for a gzip header.
    isReady = inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Why one document in broken gzip data is refused, whatever came out before: half an article is none, and the whole one would be
  /// counted as a second.
  static let brokenDocument = "expected whole gzip data, got data that is cut short or damaged; fetch the file again"

  /// Inflates a whole document. What follows the gzip data is left out.
  /// - Throws: `ParsingError.undecodable` for data that is damaged or does not end, or inflates to more than `wholeLimit`.
  static func inflated(_ bytes: ArraySlice<UInt8>) throws(ParsingError) -> [UInt8] {
    let inflater = GzipInflater()
    var output: [UInt8] = []
    var rest = bytes
    while true {
      let before = output.count
      let (used, failure) = inflater.inflate(rest, into: &output, limit: 1 << 18)
      rest = rest.dropFirst(used)
      if output.count > wholeLimit {
        throw .undecodable(reason: "gzip data that inflates to more than \(wholeLimit) bytes; push the inflated file")
      }
      // What zlib still holds back comes out without more input.
      if failure != nil || output.count == before && (used == 0 || rest.isEmpty) { break }
    }
    if inflater.isInsideMember { throw .undecodable(reason: brokenDocument) }
    return output
  }

  /// Appends at most `limit` inflated bytes to `output`. Answers how many bytes of `input` were used, and what is wrong with them.
  func inflate(_ input: ArraySlice<UInt8>, into output: inout [UInt8], limit: Int) -> (used: Int, failure: String?) {
    guard isReady else { return (0, "zlib cannot be started: out of memory") }
    if !isInsideMember {
      // Between members only zero padding is allowed.
      guard let next = input.first, next == 0x1F else {
        let zeros = input.prefix { $0 == 0 }.count
        return zeros == input.count ? (zeros, nil) : (0, "other data follows the gzip data; it was left out")
      }
      inflateReset(stream)
      isInsideMember = true
    }
    var used = 0
    var status = Z_OK
    let appended = [UInt8](unsafeUninitializedCapacity: limit) { target, count in
      let given = min(input.count, 1 << 30)
      input.withUnsafeBufferPointer { source in
        // zlib asks for a mutable pointer but never writes through it.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.pointee.avail_in = UInt32(given)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(limit)
        status = CZlib.inflate(stream, Z_NO_FLUSH)
      }
      used = given - Int(stream.pointee.avail_in)
      count = limit - Int(stream.pointee.avail_out)
    }
    output.append(contentsOf: appended)
    switch status {
    case Z_OK, Z_BUF_ERROR: return (used, nil)
    case Z_STREAM_END:
      isInsideMember = false
      return (used, nil)
    default: return (used, "the gzip data is damaged: what came before was read; fetch the file again")
    }
  }
}
