import Glibc

/// The lines of a text dump, measured.
struct DumpLines: Sendable {
  let text: [UInt8]
  /// Lines that are not blank, in order.
  let lines: [DumpLine]
  /// The hashes of the words of all lines, in order.
  let wordHashes: [UInt32]
  /// By the text.
  let language: String?

  /// The most lines that are read: a dump of a page has a few thousand. What comes after is left out.
  static let limit = 50_000

  /// `text` is clean (see `CleanText`).
  init(_ text: [UInt8]) {
    self.text = text
    language = LanguageDetector.detect(text)
    let vocabulary = DumpVocabulary.of(language)
    var lines: [DumpLine] = []
    wordHashes = text.withUnsafeBufferPointer { buffer in
      [UInt32](unsafeUninitializedCapacity: WordHashes.most(of: buffer)) { memory, count in
        var hashes = WordHashes(memory)
        lines = Self.lines(of: buffer, vocabulary, &hashes)
        count = hashes.count
      }
    }
    self.lines = lines
  }

  private static func lines(
    of buffer: UnsafeBufferPointer<UInt8>, _ vocabulary: DumpVocabulary, _ hashes: inout WordHashes
  ) -> [DumpLine] {
    var lines: [DumpLine] = []
    // As many as an article of such a size has.
    lines.reserveCapacity(min(limit, 16 + buffer.count / 256))
    var start = 0
    var isAfterBlank = true
    while start < buffer.count && lines.count < limit {
      let end = lineEnd(buffer, from: start)
      let range = trim(buffer, start..<end)
      if range.isEmpty {
        if !lines.isEmpty { lines[lines.count - 1].isBeforeBlank = true }
        isAfterBlank = true
      } else {
        var line = DumpLine(range: range)
        line.measure(buffer, vocabulary: vocabulary, hashes: &hashes)
        line.isAfterBlank = isAfterBlank
        isAfterBlank = false
        lines.append(line)
      }
      start = end + 1
    }
    if !lines.isEmpty { lines[lines.count - 1].isBeforeBlank = true }
    return lines
  }

  func bytes(_ line: DumpLine) -> ArraySlice<UInt8> { text[line.range] }

  func string(_ line: DumpLine) -> String { String(decoding: text[line.range], as: UTF8.self) }

  /// Where the next line feed stands, or the text ends.
  private static func lineEnd(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, buffer.count - start) else {
      return buffer.count
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func trim(_ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      if buffer[start] <= 0x20 {
        start += 1
      } else if buffer[start] == 0xC2, start + 1 < end, buffer[start + 1] == 0xA0 {
        start += 2
      } else if buffer[start] == 0xE3, start + 2 < end, buffer[start + 1] == 0x80, buffer[start + 2] == 0x80 {
        start += 3
      } else {
        break
      }
    }
    while start < end {
      if buffer[end - 1] <= 0x20 {
        end -= 1
      } else if buffer[end - 1] == 0xA0, end - start >= 2, buffer[end - 2] == 0xC2 {
        end -= 2
      } else if buffer[end - 1] == 0x80, end - start >= 3, buffer[end - 2] == 0x80, buffer[end - 3] == 0xE3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }
}
