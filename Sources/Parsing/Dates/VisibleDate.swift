import NewsModels

/// A date as pages print it for people, found in a line of text.
///
/// `VisibleDate.find(in: line, language: "vi")` reads `06:17 - Thứ Bảy, 24/02/2024` as 2024-02-24T06:17:00+07:00. A year must be there:
/// `12-01 23:26` and `2 giờ trước` are no dates. A time without a zone counts only where the language has one zone
/// (`ZoneOffset.usual`); elsewhere the answer is the plain day. Where day and month could be either, the day comes first; in English and
/// Filipino, where people write both, there is no answer unless points between them, the zone beside them or a known order tell. In
/// Chinese, Japanese and Korean the year comes first, also one of two digits, where no order is known; `17.4.1` in a text is a version.
struct VisibleDate: Hashable, Sendable {
  var time: PublicationTime
  /// The bytes of the line that the date and its time take, weekday and zone aside.
  var range: Range<Int>
  /// Whether a time of day stands with it, even one without a zone, which the answer leaves out.
  var saysTime = false
  /// What the words before it say of it.
  var label: DateLabel?

  /// The first date in `line`, UTF-8 of any length, of which the first 400 bytes are read.
  ///
  /// `language` is an ISO 639-1 code: it decides on the zone, and on the order of day and month where `order` is not known.
  static func find(in line: ArraySlice<UInt8>, language: String?, order: DateOrder? = nil) -> VisibleDate? {
    guard mayHoldDate(line) else { return nil }
    let scanner = DateScanner(tokens: DateToken.tokens(of: line.prefix(400)), language: language, order: order)
    return scanner.firstDate()
  }

  static func find(in text: String, language: String?, order: DateOrder? = nil) -> VisibleDate? {
    let bytes = Array(text.utf8)
    return find(in: bytes[...], language: language, order: order)
  }

  /// Whether a line can hold a day and a year at all: two numbers, one of them a year of four digits that `DateScanner` may believe, or
  /// three and two of the same mark that part a short date, or characters beyond ASCII that may be digits.
  static func mayHoldDate(_ line: ArraySlice<UInt8>) -> Bool {
    line.prefix(400).withUnsafeBufferPointer { mayHoldDate($0) }
  }

  private static func mayHoldDate(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var (digits, run, value, numbers, points, strokes, foreign) = (0, 0, 0, 0, 0, 0, 0)
    // Where the last number ends; before the line where there was none.
    var numberEnd = -1
    var (hasFourDigits, hasYear) = (false, false)
    func endNumber() {
      if run == 4 { hasFourDigits = true }
      // A longer number is read in pieces of nine digits, of which the last may be a year.
      if run == 4 && isYear(value) || run > 9 { hasYear = true }
      run = 0
    }
    for start in stride(from: 0, to: line.count, by: 16) {
      var places = telling(line, from: start)
      while places != 0 {
        let index = start + places.trailingZeroBitCount
        places &= places - 1
        switch line[index] {
        case 0x30...0x39:
          if index > numberEnd {
            endNumber()
            numbers += 1
            value = 0
          }
          value = value &* 10 &+ Int(line[index] - 0x30)
          digits += 1
          run += 1
          numberEnd = index + 1
        case UInt8(ascii: "."): points += 1
        case UInt8(ascii: "/"): strokes += 1
        default: foreign += 1
        }
      }
    }
    if foreign > 0 { return digits + foreign >= 3 }
    endNumber()
    return hasFourDigits && hasYear && numbers >= 2 || (numbers >= 3 && (points >= 2 || strokes >= 2))
  }

  /// Where among the sixteen bytes from `start` on a digit, a full stop or a stroke stands, or begins what may be another digit: Arabic,
  /// Persian, Indic, Thai, Burmese and full-width ones.
  @inline(__always)
  private static func telling(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    let (bytes, next) = (ByteBlock(line, at: start), ByteBlock(line, at: start + 1))
    let isForeign = bytes.isEqual(to: 0xD9, in: 0xFD) .| bytes.isEqual(to: 0xE0)
    let isBurmese = bytes.isEqual(to: 0xE1) .& next.isEqual(to: 0x81)
    let isFullWidth = bytes.isEqual(to: 0xEF) .& next.isEqual(to: 0xBC)
    return ByteBlock.bits(bytes.isIn(0x2E...0x39) .| isForeign .| isBurmese .| isFullWidth)
  }

  /// Years of our calendar, and Buddhist ones.
  private static func isYear(_ value: Int) -> Bool { (1990...2100).contains(value) || (2533...2643).contains(value) }
}
