import Foundation
import Testing

@testable import Consumer

@Suite struct ZoneFileTests {
  private static let folder = "/usr/share/zoneinfo/"

  /// Those that changed their clocks, or their side of the date line, and do so no more; one that never did.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: folder)),
    arguments: [
      "Asia/Ho_Chi_Minh", "Asia/Shanghai", "Asia/Seoul", "Asia/Pyongyang", "Europe/Moscow", "America/Sao_Paulo",
      "Pacific/Apia", "Asia/Kathmandu", "Etc/GMT-7",
    ])
  func itSaysWhatFoundationSays(identifier: String) throws {
    let file = try #require(ZoneFile(identifier: identifier))
    let zone = try #require(TimeZone(identifier: identifier))
    // Each six hours and some, from 1990 to 2045.
    for seconds in stride(from: Int64(631_152_000), to: 2_366_841_600, by: 21_601) {
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
      #expect(file.offset(at: seconds) == Int64(expected), "\(seconds)")
      if file.offset(at: seconds) != Int64(expected) { break }
    }
  }

  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "right/Asia/Seoul", "posix/Asia/Seoul", "Asia/../Asia/Seoul", "Asia", "Asia/",
    "/Asia/Seoul", "Asia/Seoul\0", "", "Nowhere/Land", "+07:00",
  ])
  func othersAreFoundations(identifier: String) { #expect(ZoneFile(identifier: identifier) == nil) }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder + "Asia/Seoul")))
  func whatIsNoWholeFileIsNone() throws {
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: Self.folder + "Asia/Seoul")))
    let whole = try #require(ZoneFile(bytes: bytes))
    for count in bytes.indices { #expect(ZoneFile(bytes: Array(bytes[..<count])) == nil) }
    // Whatever byte is another, an answer or none: never a trap.
    for place in bytes.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var other = bytes
        other[place] = value
        _ = ZoneFile(bytes: other)?.offset(at: 1_700_000_000)
      }
    }
    #expect(whole.offset(at: 1_700_000_000) == 9 * 3_600)
  }
}
