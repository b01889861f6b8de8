import Glibc

/// Bytes turned into UTF-8 by one encoding.
struct DecodedBytes: Hashable, Sendable {
  var utf8: [UInt8]
  /// Places where the bytes did not fit the encoding; each became U+FFFD.
  var repairs: Int
}

extension TextEncoding {
  /// Turns `bytes` into UTF-8 by this encoding; nil once more than `repairLimit` places do not fit it.
  ///
  /// Time and memory grow linearly: at most three bytes of output for each of input.
  func decode(_ bytes: ArraySlice<UInt8>, repairLimit: Int = .max) -> DecodedBytes? {
    switch method {
    case .utf8: Self.decodeUTF8(bytes, repairLimit: repairLimit)
    case .utf16(let bigEndian): Self.decodeUTF16(bytes, bigEndian: bigEndian, repairLimit: repairLimit)
    case .iconv(let name): Self.convert(bytes, from: name, repairLimit: repairLimit)
    case .vni: DecodedBytes(utf8: VNIText.decode(bytes), repairs: 0)
    }
  }

  private static func decodeUTF8(_ bytes: ArraySlice<UInt8>, repairLimit: Int) -> DecodedBytes? {
    if UTF8Screen.isValid(bytes) { return DecodedBytes(utf8: Array(bytes), repairs: 0) }
    let repairs = UTF8Screen.faults(in: bytes)
    guard repairs <= repairLimit else { return nil }
    return DecodedBytes(utf8: Array(String(decoding: bytes, as: UTF8.self).utf8), repairs: repairs)
  }

  private static func decodeUTF16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool, repairLimit: Int) -> DecodedBytes? {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count)
    let faulty = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: repairLimit == 0,
      into: { utf8.append($0) })
    if faulty && repairLimit == 0 { return nil }
    let repairs = faulty ? UTF8Screen.replacementCharacters(in: utf8) : 0
    return repairs <= repairLimit ? DecodedBytes(utf8: utf8, repairs: repairs) : nil
  }

  /// Runs the C library's converter, stepping over what does not fit.
  private static func convert(_ bytes: ArraySlice<UInt8>, from name: String, repairLimit: Int) -> DecodedBytes? {
    guard let descriptor = iconv_open("UTF-8", name), descriptor != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(descriptor) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var repairs = 0
    // The converter asks for a mutable pointer but never writes through it.
    var input = bytes.map { CChar(bitPattern: $0) }
    let fits = input.withUnsafeMutableBufferPointer { buffer -> Bool in
      var source = buffer.baseAddress
      var left = buffer.count
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { chunk -> Bool in
        while true {
          var target = chunk.baseAddress
          var room = chunk.count
          let ending = left == 0
          let before = left
          let status =
            ending ? iconv(descriptor, nil, nil, &target, &room) : iconv(descriptor, &source, &left, &target, &room)
          let failure = status == .max ? errno : 0
          for index in 0..<(chunk.count - room) { output.append(UInt8(bitPattern: chunk[index])) }
          if ending { return true }
          // Some of the C library's converters answer without having read or written: those bytes are stepped over too.
          let hasProgressed = left < before || room < chunk.count
          if hasProgressed && (failure == 0 || failure == E2BIG) { continue }
          repairs += 1
          if repairs > repairLimit || left == 0 { return repairs <= repairLimit }
          output.append(contentsOf: [0xEF, 0xBF, 0xBD])
          source = source?.advanced(by: 1)
          left -= 1
        }
      }
    }
    return fits ? DecodedBytes(utf8: output, repairs: repairs) : nil
  }
}
