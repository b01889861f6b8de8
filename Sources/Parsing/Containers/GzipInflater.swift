import CZlib

/// Inflates gzip data of one or many members, a bounded step at a time.
final class GzipInflater {
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
      var input = Array(input.prefix(1 << 20))
      let given = input.count
      input.withUnsafeMutableBufferPointer { source in
        stream.pointee.next_in = source.baseAddress
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
