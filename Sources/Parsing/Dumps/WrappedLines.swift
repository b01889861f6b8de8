import Glibc

/// Texts whose lines were broken at a width, as mail programs, wires and `lynx -dump` write them.
///
/// A line was broken there if the next word would not have fitted: at the end of a paragraph it would have.
struct WrappedLines {
  private struct Line {
    /// Without white space at its ends; empty for a blank line.
    var range: Range<Int>
    /// White space before it, in bytes.
    var indent: Int
    /// With the white space before it.
    var columns = 0
    var firstWord = 0
    var words = 0
  }

  private let text: [UInt8]
  private var lines: [Line] = []
  /// Columns.
  private var width = 0

  /// Columns that texts are broken at.
  private static let widths = 45...110
  /// Bytes of a line; a longer one was not broken, unless it is an address, which has no place to be broken at.
  private static let longestLine = 240
  /// Bytes; no line that is broken beyond `widths` has fewer, but for one before a word of unusual length.
  private static let shortestBroken = 30
  /// Words of a line that is running text: scripts without spaces have fewer.
  private static let leastWords = 5
  /// Lines that are broken, and how many for each that ends of itself beyond the half of the width.
  private static let (leastBroken, leastShare) = (6, 2)
  /// The same of a note, and the columns that programs break it at mostly.
  private static let (leastBrokenInNote, noteWidths) = (2, 55...80)

  /// The text with each paragraph on a line; nil where its lines were not broken.
  ///
  /// Costs next to nothing for most texts: they have a long line soon, or blank lines between all others.
  static func joined(_ utf8: [UInt8]) -> [UInt8]? {
    guard let wrapped = WrappedLines(utf8), wrapped.isBroken else { return nil }
    return wrapped.joined
  }

  private init?(_ utf8: [UInt8]) {
    text = utf8
    guard Self.mayBeBroken(utf8) else { return nil }
    lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Self.line(utf8, $0.indices) }
    // A headline that stands alone may have been left as long as it is.
    for index in lines.indices where lines[index].words >= Self.leastWords && !isAlone(index) {
      width = max(width, lines[index].columns)
    }
    guard Self.widths.contains(width) else { return nil }
  }

  /// Whether no line is too long, there are no more than a dump may have, and enough that may be broken.
  private static func mayBeBroken(_ utf8: [UInt8]) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var (start, before, count, candidates) = (0, 0, 0, 0)
      while start < bytes.count {
        let found = memchr(base + start, 0x0A, bytes.count - start)
        let length = (found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count) - start
        guard count < DumpLines.limit else { return false }
        if length > longestLine, !isAddress(UnsafeBufferPointer(start: base + start, count: length)) { return false }
        if before >= shortestBroken, length > 0 { candidates += 1 }
        (start, before, count) = (start + length + 1, length, count + 1)
      }
      return candidates >= leastBrokenInNote
    }
  }

  /// Whether a line is an address and at most a few words with it.
  private static func isAddress(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    line.split(separator: 0x20, maxSplits: leastWords - 1).count < leastWords
      && ArraySlice(line).containsSequence(Array("://".utf8))
  }

  private static func line(_ utf8: [UInt8], _ range: Range<Int>) -> Line {
    let text = utf8[range].trimmed
    var line = Line(range: text.startIndex..<text.endIndex, indent: text.startIndex - range.lowerBound)
    var isInWord = false
    for byte in text {
      if byte & 0xC0 != 0x80 { line.columns += 1 }
      if byte == 0x20 {
        if isInWord, line.words == 1 { line.firstWord = line.columns - 1 }
        isInWord = false
      } else if !isInWord {
        isInWord = true
        line.words += 1
      }
    }
    if line.words <= 1 { line.firstWord = line.columns }
    line.columns += line.indent
    return line
  }

  private func isAlone(_ index: Int) -> Bool {
    (index == 0 || lines[index - 1].words == 0) && (index + 1 == lines.count || lines[index + 1].words == 0)
  }

  /// Whether the next line goes on with this one.
  private func isBroken(after index: Int) -> Bool {
    guard index + 1 < lines.count else { return false }
    let (line, next) = (lines[index], lines[index + 1])
    return line.words > 0 && next.words > 0 && next.indent <= line.indent && line.columns <= width
      && line.columns + 1 + next.firstWord > width
  }

  /// Whether most lines of running text are broken within a sentence: the next begins with a small letter, as no list's lines do.
  private var isBroken: Bool {
    let headline = lines.firstIndex { $0.words > 0 }
    var (broken, small, surelySmall, sentences, ended, endedInText) = (0, 0, 0, 0, 0, 0)
    for index in lines.indices.dropLast() where lines[index].words >= Self.leastWords && lines[index + 1].words > 0 {
      if isBroken(after: index) {
        broken += 1
        let next = text[lines[index + 1].range]
        if let first = next.first, first >= 0x61 && first <= 0x7A || first >= 0x80 { small += 1 }
        if Self.beginsSmall(next) { surelySmall += 1 }
        if ".!?:".utf8.contains(text[lines[index].range.upperBound - 1]) { sentences += 1 }
        // A paragraph ends before the indent of the next.
      } else if lines[index].columns * 2 > width, lines[index + 1].indent <= lines[index].indent {
        ended += 1
        if index != headline { endedInText += 1 }
      }
    }
    if broken >= Self.leastBroken {
      return broken >= ended * Self.leastShare && sentences * 3 <= broken
        && (small * 2 >= broken || small * 4 >= broken && hasCapitalNouns)
    }
    // Of few lines each must have been broken; one that ends above them is the headline.
    return broken >= Self.leastBrokenInNote && Self.noteWidths.contains(width) && surelySmall * 2 >= broken
      && sentences == 0 && endedInText == 0
  }

  private static func beginsSmall(_ line: ArraySlice<UInt8>) -> Bool {
    String(decoding: line.prefix(4), as: UTF8.self).unicodeScalars.first?.properties.isLowercase == true
  }

  /// German alone begins as many words with a capital.
  private var hasCapitalNouns: Bool { LanguageDetector.detect(text) == "de" }

  private var joined: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for index in lines.indices.dropLast() {
      let line = text[lines[index].range]
      output.append(contentsOf: line)
      if !isBroken(after: index) { output.append(0x0A) } else if !Self.endsWithinWord(line) { output.append(0x20) }
    }
    if let last = lines.last { output.append(contentsOf: text[last.range]) }
    return output
  }

  /// Some programs break words that have a hyphen, too; two are a dash.
  private static func endsWithinWord(_ line: ArraySlice<UInt8>) -> Bool {
    line.last == UInt8(ascii: "-") && line.dropLast().last.map { $0 != 0x20 && $0 != UInt8(ascii: "-") } ?? false
  }
}
