import ArgumentParser

/// A number of bytes as a person writes it: `8388608`, `512MiB`, `64GiB`. Units are powers of 1,024; letters may be small.
public struct ByteCount: ExpressibleByArgument, Hashable, Sendable, CustomStringConvertible {
  /// Not negative.
  public let bytes: Int

  private static let units: [(suffix: String, shift: Int)] = [
    ("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10), ("", 0),
  ]

  public init(_ bytes: Int) { self.bytes = bytes }

  /// Nil for what is no whole number with one of the units, or more than `Int` holds.
  public init?(argument: String) {
    guard let unit = Self.units.first(where: { argument.lowercased().hasSuffix($0.suffix.lowercased()) }) else {
      return nil
    }
    let digits = argument.dropLast(unit.suffix.count)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else { return nil }
    let (bytes, isTooMany) = number.multipliedReportingOverflow(by: 1 << unit.shift)
    guard !isTooMany else { return nil }
    self.bytes = bytes
  }

  /// In the greatest unit of which it is a whole number.
  public var description: String {
    let unit = Self.units.first { bytes != 0 && bytes.isMultiple(of: 1 << $0.shift) }
    return "\(bytes >> (unit?.shift ?? 0))\(unit?.suffix ?? "")"
  }
}
