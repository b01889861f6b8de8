/// A moment in UTC to the second, written `2024-02-24T06:17:00Z`.
public struct Timestamp: Hashable, Sendable, Codable, CustomStringConvertible {
  /// In the years 1 to 9999.
  public let secondsSince1970: Int64

  private static let first = Int64(CalendarDay.first.daysSince1970) * 86_400
  private static let last = Int64(CalendarDay.last.daysSince1970) * 86_400 + 86_399

  /// A moment before or after the years that can be written stands for the first or the last of them.
  public init(secondsSince1970: Int64) {
    self.secondsSince1970 = min(max(Self.first, secondsSince1970), Self.last)
  }

  public var description: String {
    let time = PublicationTime.instant(seconds: secondsSince1970, offset: 0).description
    return time.dropLast("+00:00".count) + "Z"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard case .instant(let seconds, _) = PublicationTime(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected yyyy-mm-ddThh:mm:ssZ")
    }
    self.init(secondsSince1970: seconds)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
