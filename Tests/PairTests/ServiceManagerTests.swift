import Foundation
import Glibc
import TestSupport
import Testing

/// What systemd is told, and what it is given to run.
@Suite struct ServiceManagerTests {
  /// Where a service manager listens.
  private final class NotifySocket: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      guard descriptor >= 0, SocketFile.bind(descriptor, to: path) else { throw CocoaError(.fileWriteUnknown) }
      wait(seconds: 120)
    }

    deinit { close(descriptor) }

    /// The next message; nil where none comes within its bound. Waits on a thread of its own: those of the tests are few.
    func receive() async -> String? { await onThread { self.next() } }

    private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(returning: body()) }
      }
    }

    private func next() -> String? {
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// Receives until nothing has come for 2 s, which is forty times what the test's watchdog allows; answers whether that was soon enough.
    func fallsSilent() async -> Bool {
      await onThread {
        self.wait(seconds: 2)
        defer { self.wait(seconds: 120) }
        let end = ContinuousClock.now + PairFixture.patience
        while self.next() != nil { if ContinuousClock.now > end { return false } }
        return true
      }
    }

    private func wait(seconds: Int) {
      var limit = timeval(tv_sec: seconds, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Messages that have come already.
    func drain() -> [String] {
      var buffer = [UInt8](repeating: 0, count: 256)
      var messages: [String] = []
      while case let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
        messages.append(String(decoding: buffer[..<count], as: UTF8.self))
      }
      return messages
    }
  }

  #if Dashboard
  private static let programs = ["news-producer", "news-consumer", "news-dashboard"]
  #else
  private static let programs = ["news-producer", "news-consumer"]
  #endif

  @Test(arguments: programs)
  func readinessAndLifeAreTold(_ program: String) async throws {
    let pair = try PairFixture()
    let path = pair.folder.path + "/notify"
    let manager = try NotifySocket(path)
    let service = try pair.launch(
      program, program == "news-dashboard" ? ["--listen", "127.0.0.1:0"] : [],
      environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "100000"])
    #expect(await manager.receive() == "READY=1")
    #expect(await manager.receive() == "WATCHDOG=1")
    #expect(await manager.receive() == "WATCHDOG=1")
    await service.terminate()
  }

  /// A disk that does not come back gives no error. The watchdog is told nothing then, `status` says why, and both end with it.
  @Test(
    .enabled(if: FaultLibraries.areThere, "no C compiler is here"), arguments: [MatrixRun.Side.producer, .consumer])
  func aServiceWhoseDiskHangsIsNotSaidToBeAlive(_ side: MatrixRun.Side) async throws {
    let pair = try PairFixture()
    let libraries = try FaultLibraries()
    let path = pair.folder.path + "/notify"
    let manager = try NotifySocket(path)
    let room = pair.folder.path + "/room"
    let environment = try libraries.environment(
      pair.state.appendingPathComponent(side.rawValue), .room(file: room)
    ).merging(["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "100000"]) { $1 }
    let producer = try await pair.startProducer(environment: side == .producer ? environment : [:])
    let consumer = try await pair.startConsumer(environment: side == .consumer ? environment : [:])
    #expect(await manager.receive() == "READY=1")
    #expect(await manager.receive() == "WATCHDOG=1")

    // The consumer has found the producer, and nothing is written any more.
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("rice-harvest.txt")).status == 0)
    try await waitUntil { try await pair.newsctl("status").status == 0 }
    // Who wants to write opens a pipe that nobody opens at its other end.
    #expect(mkfifo(room, 0o600) == 0)
    async let push = pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt"))
    #expect(await manager.fallsSilent())
    let status = try await pair.newsctl("status")
    #expect(status.status == 1)
    #expect((status.text + status.errors).contains("the disk does not answer"))

    let pipe = open(room, O_WRONLY)
    #expect(unlink(room) == 0)
    let bytes = Array("1000000000000".utf8)
    #expect(write(pipe, bytes, bytes.count) == bytes.count)
    close(pipe)
    #expect(await manager.receive() == "WATCHDOG=1")
    let pushed = try await push
    #expect(pushed.status == 0, "\(pushed.errors)")
    #expect(pushed.text.hasPrefix("1 document: 1 article accepted"))
    await producer.terminate()
    await consumer.terminate()
  }

  /// The process is over then: nothing goes on by itself.
  @Test(
    .enabled(if: FaultLibraries.areThere, "no C compiler is here"), arguments: [MatrixRun.Side.producer, .consumer])
  func aServiceForWhoseStartThereIsNoRoomSaysThatItMustBeStartedAgain(_ side: MatrixRun.Side) async throws {
    let pair = try PairFixture()
    let data = pair.state.appendingPathComponent(side.rawValue)
    let first = try await side == .producer ? pair.startProducer() : pair.startConsumer()
    await first.terminate()
    for name in try FileManager.default.contentsOfDirectory(atPath: data.path) where name.hasSuffix(".reserve") {
      try FileManager.default.removeItem(atPath: "\(data.path)/\(name)")
    }
    let room = try pair.file("room", "0")
    let libraries = try FaultLibraries()
    let environment = try libraries.environment(data, .room(file: room))
    let second = try pair.launch("news-\(side.rawValue)", [], environment: environment)
    #expect(await second.exitStatus() == 70)
    #expect(second.log.contains("no room on the disk of "), "\(second.log)")
    #expect(second.log.contains("free some, then start again") && !second.log.contains("by itself"), "\(second.log)")
  }

  @Test func aWatchdogForAnotherProcessIsNotOurs() async throws {
    let pair = try PairFixture()
    let path = pair.folder.path + "/notify"
    let manager = try NotifySocket(path)
    let service = try pair.launch(
      "news-consumer", [], environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
    #expect(await manager.receive() == "READY=1")
    // As long as it takes to ask it something, it would have told of its life many times.
    #expect(try await pair.newsctl("stats").status == 0)
    await service.terminate()
    #expect(manager.drain() == [])
  }

  private static let units = programs.flatMap { ["\($0).service", "user/\($0).service"] }

  private static func text(of unit: String) throws -> String {
    try String(
      contentsOf: PairFixture.repository.appendingPathComponent("deploy/systemd/\(unit)"), encoding: .utf8)
  }

  /// The options in the units are those that the programs have.
  @Test(arguments: units) func whatAUnitStartsIsAccepted(_ unit: String) async throws {
    let text = try Self.text(of: unit)
    let start = try #require(text.firstMatch(of: /ExecStart=\S+\/(news-[a-z]+)(.*)/))
    let pair = try PairFixture()
    // A unit's folders are systemd's to make: here they are the test's.
    let arguments = start.2.split(separator: " ").map { word in
      String(word).replacing("/var/lib/news-topics", with: pair.folder.path).replacing(
        "/run/news-topics", with: pair.folder.path + "/run")
    }
    let check = try await pair.run(RunningProcess.path(String(start.1)), arguments + ["--check"])
    #expect(check.status == 0, "\(check.errors)")
  }

  /// What a unit tells people to type reaches for the service, and is no bad usage.
  @Test(arguments: ["news-producer.service", "news-consumer.service"])
  func whatAUnitSaysOfNewsctlIsAccepted(_ unit: String) async throws {
    let pair = try PairFixture()
    let lines = try Self.text(of: unit).matches(of: /\n# +newsctl (.+)/).map { line in
      line.1.replacing(" …", with: "").replacing("COMMAND", with: "stats").replacing(
        "/run/news-topics", with: pair.folder.path)
    }
    #expect(lines.count == 2)
    for line in lines {
      let answer = try await pair.newsctl(line.split(separator: " ").map(String.init) + ["--timeout", "1s"])
      #expect(answer.status == 69, "\(line): \(answer.errors)")
    }
  }

  /// By systemd's defaults five ends within ten seconds are the last, whatever becomes of their cause.
  @Test(arguments: units) func aUnitWhoseServiceEndsAtOnceIsNotGivenUp(_ unit: String) throws {
    let text = try Self.text(of: unit)
    let section = try #require(text.firstMatch(of: /(?s)\n\[Unit\]\n(.*?)\n\[Service\]\n(.*)/))
    #expect(section.1.split(separator: "\n").contains("StartLimitIntervalSec=0"))
    #expect(section.2.contains("\nRestart=on-failure\n"))
  }

  /// By systemd's default a start is cut short after 90 s, in the middle of what the next one would have to begin again.
  @Test(arguments: units.filter { !$0.contains("dashboard") })
  func aServiceMayTakeItsTimeToOpenItsData(_ unit: String) throws {
    #expect(try Self.text(of: unit).contains("\nTimeoutStartSec=infinity\n"))
  }

  @Test(arguments: ["news-producer.service", "news-consumer.service"])
  func bothServicesMayWriteWhereCopiesGoAndKnowTheMachinesStart(_ unit: String) throws {
    let text = try Self.text(of: unit)
    let place = try #require(text.firstMatch(of: /newsctl backup \/var\/lib\/(\S+)\/NAME/)).1
    let folders = try #require(text.firstMatch(of: /\nStateDirectory=(.*)\n/)).1
    #expect(folders.split(separator: " ").contains(place))
    // What a process was working on counts only if it died since then: see `WorkMark`.
    #expect(!text.contains("\nProcSubset="))
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "systemd-analyze is not here"))
  func unitsAreWellFormedAndHardened() async throws {
    let pair = try PairFixture()
    for name in ["news-producer", "news-consumer", "news-dashboard"] {
      // The programs are not installed where tests run.
      let text = try Self.text(of: "\(name).service").replacing("/usr/local/bin/\(name)", with: "/bin/true")
      let unit = try pair.file("\(name).service", text)
      let verified = try await pair.run("/usr/bin/systemd-analyze", ["verify", unit])
      #expect(verified.status == 0 && verified.errors == "")
      let exposure = try await pair.run(
        "/usr/bin/systemd-analyze",
        ["security", "--offline=true", "--threshold=\(name == "news-dashboard" ? 12 : 10)", unit])
      #expect(exposure.status == 0, "\(exposure.text)")
    }
  }
}
