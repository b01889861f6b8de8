import Foundation
import TestSupport
import Testing

/// How the services take their memory.
@Suite(.enabled(if: Sanitizer.isOff, "a sanitizer hands out memory itself")) struct MemoryTests {
  /// With several places for memory, what one thread frees no other takes.
  @Test(arguments: [([:], true), (["MALLOC_ARENA_MAX": "8"], false)] as [([String: String], Bool)])
  func allThreadsTakeTheirMemoryFromOnePlaceUnlessToldOtherwise(
    environment: [String: String], isShared: Bool
  ) async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer(environment: environment)
    let consumer = try await pair.startConsumer(environment: environment)
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    #expect(try arenas(of: producer) == 0 || !isShared)
    #expect(try arenas(of: consumer) == 0 || !isShared)
    // So that a look which sees nothing is noticed.
    if !isShared { #expect(try arenas(of: producer) > 0) }
    await producer.terminate()
    await consumer.terminate()
  }

  /// The C library's places for further threads: 64 MiB each, at a multiple of it, of which the end is not in use.
  private func arenas(of process: RunningProcess) throws -> Int {
    let size: UInt64 = 64 << 20
    let maps = try String(contentsOfFile: "/proc/\(process.identifier)/maps", encoding: .utf8)
    let areas = maps.split(separator: "\n").compactMap { line -> (start: UInt64, end: UInt64, mode: Substring)? in
      let fields = line.split(separator: " ", maxSplits: 2)
      let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      return bounds.count == 2 ? (bounds[0], bounds[1], fields[1]) : nil
    }
    return zip(areas, areas.dropFirst()).count { used, unused in
      used.start % size == 0 && used.mode == "rw-p" && unused.mode == "---p" && used.end == unused.start
        && unused.end % size == 0
    }
  }
}
