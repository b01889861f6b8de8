import Foundation
import Glibc
import Locking
import TestSupport
import Testing

/// A real process under test.
final class RunningProcess: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let process: Process
  private let output = Pipe()
  private let errorFile: URL
  private let ending = Ending()

  /// How the process ended, for whoever waits.
  private final class Ending: Sendable {
    private struct State {
      var status: Int32?
      var waiters: [CheckedContinuation<Int32, Never>] = []
    }

    private let state = Guarded(State())
    /// Empty when the process has ended.
    private let running = DispatchGroup()

    init() { running.enter() }

    func ended(_ status: Int32) {
      let waiters = state.withLock { state in
        state.status = status
        defer { state.waiters = [] }
        return state.waiters
      }
      running.leave()
      for waiter in waiters { waiter.resume(returning: status) }
    }

    func comes(within limit: Duration) async -> Bool {
      await withCheckedContinuation { continuation in
        // A thread of its own, since those of the queues may all be waiting for something else.
        Thread.detachNewThread { [running] in
          continuation.resume(returning: running.wait(timeout: .now() + limit / .seconds(1)) == .success)
        }
      }
    }

    var status: Int32? { state.withLock { $0.status } }

    func wait() async -> Int32 {
      await withCheckedContinuation { continuation in
        let status = state.withLock { state in
          if state.status == nil { state.waiters.append(continuation) }
          return state.status
        }
        if let status { continuation.resume(returning: status) }
      }
    }
  }

  /// Starts a program of this package.
  /// - Parameter wrapper: a program with its arguments that becomes this one: `["/usr/bin/env", "-i"]`.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: URL, wrapper: [String] = []
  ) throws {
    errorFile = folder.appendingPathComponent("\(program)-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: errorFile.path, contents: nil)
    process = Process()
    let command = wrapper + [Self.path(program)] + arguments
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    let errors = try FileHandle(forWritingTo: errorFile)
    process.standardError = errors
    let ending = ending
    process.terminationHandler = { process in
      // Killed by a signal reads as the shell reads it.
      ending.ended(
        process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus)
    }
    try process.run(handingOver: [errors])
  }

  /// Where SwiftPM put the executables: beside the test bundle.
  private static var programs: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
  }

  /// Where a program of this package is.
  static func path(_ program: String) -> String { programs.appendingPathComponent(program).path }

  var identifier: Int32 { process.processIdentifier }

  var hasEnded: Bool { ending.status != nil }

  /// For people: what was started.
  private var command: String {
    ([process.executableURL?.path ?? ""] + (process.arguments ?? [])).joined(separator: " ")
  }

  /// For people: whether it runs, or how it ended.
  var standing: String { ending.status.map { "ended with status \($0)" } ?? "runs" }

  /// What it wrote to standard error so far.
  var log: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

  /// The first line that it writes; throws where it ends without one.
  func firstLine() async throws -> String {
    let handle = output.fileHandleForReading
    let line = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var bytes: [UInt8] = []
        while let byte = try? handle.read(upToCount: 1), let first = byte.first, first != UInt8(ascii: "\n") {
          bytes.append(first)
        }
        continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
      }
    }
    guard !line.isEmpty else {
      throw Failure(description: "\(process.executableURL?.lastPathComponent ?? "it") ended without a line: \(log)")
    }
    return line
  }

  /// Waits until it is ready; where it listens, by the names in its line.
  func endpoints() async throws -> [String: String] {
    let words = try await firstLine().split(separator: " ").dropFirst(2)
    let endpoints = words.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    return Dictionary(endpoints.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
  }

  /// Waits until it has written this to its log so many times.
  func logs(_ text: String, times: Int = 1, atMost limit: Duration = PairFixture.patience) async -> Bool {
    let file = errorFile
    return await FolderFacts.waitUntil(in: [file.deletingLastPathComponent().path], atMost: limit) {
      let log = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return log.components(separatedBy: text).count > times
    }
  }

  var isRunning: Bool { process.isRunning }

  /// How many descriptors it has open.
  var descriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd"))?.count ?? 0
  }

  /// Bounds how many descriptors it may have open, or lets it have no more than it has; answers what the bound was.
  func limitDescriptors(to bound: UInt?) throws -> UInt {
    typealias Limit = @convention(c) (pid_t, UInt32, UnsafePointer<rlimit>?, UnsafeMutablePointer<rlimit>?) -> Int32
    // The C library shows it to GNU sources only.
    let limit = unsafeBitCast(dlsym(nil, "prlimit"), to: Limit.self)
    var (new, old) = (rlimit(), rlimit())
    guard limit(identifier, RLIMIT_NOFILE.rawValue, nil, &old) == 0 else {
      throw Failure(description: "no limit known")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd")
    let open = Set(names.compactMap { UInt($0) })
    let free = (0...UInt(open.count)).first { !open.contains($0) } ?? 0
    new = rlimit(rlim_cur: bound ?? free, rlim_max: old.rlim_max)
    guard limit(identifier, RLIMIT_NOFILE.rawValue, &new, nil) == 0 else {
      throw Failure(description: "no limit set")
    }
    return old.rlim_cur
  }

  /// Memory that it has to itself, in bytes.
  var privateMemory: Int {
    let text = (try? String(contentsOfFile: "/proc/\(identifier)/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").compactMap { Int($0) }
    return pages.count > 2 ? (pages[1] - pages[2]) * sysconf(Int32(_SC_PAGESIZE)) : 0
  }

  func kill() async {
    send(SIGKILL)
    _ = await ending.wait()
  }

  /// Nobody gets it where the process has ended: its number may be another one's by now.
  func send(_ signal: Int32) {
    if process.isRunning { Foundation.kill(process.processIdentifier, signal) }
  }

  /// Stops it with SIGSTOP, and returns when all of its threads stand still: they take the signal one after another, and until then the
  /// others go on answering.
  func pause() throws {
    send(SIGSTOP)
    let tasks = "/proc/\(process.processIdentifier)/task"
    let deadline = ContinuousClock.now + .seconds(60)
    while process.isRunning, ContinuousClock.now < deadline {
      let states = try FileManager.default.contentsOfDirectory(atPath: tasks).map { task in
        // A thread that ends meanwhile has no state. Behind the name, which may hold anything.
        let text = (try? String(contentsOfFile: "\(tasks)/\(task)/stat", encoding: .utf8)) ?? ") T"
        return text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
      }
      if states.allSatisfy({ $0 == "T" }) { return }
    }
    throw Failure(description: "the process did not stop")
  }

  /// Asks a service to end, and sees to it that it ends as all of them promise: in order, with status 0, and not before. Whatever else it
  /// does is an issue of the test where this is called; a test that expects another end takes `status(after:)`.
  func terminate(by signal: Int32 = SIGTERM, sourceLocation: SourceLocation = #_sourceLocation) async {
    let early = ending.status
    let status = await status(after: signal, sourceLocation: sourceLocation)
    guard early != nil || status != 0 else { return }
    let got = "\(early == nil ? "" : "an end before that, with ")status \(status)"
    Issue.record(
      "expected status 0 after signal \(signal), got \(got): \(command): \(log.suffix(4_000))",
      sourceLocation: sourceLocation)
  }

  /// Sends it a signal that is to end it, and answers its exit status, whatever it is; 128 and more for a signal. An end by force is an
  /// issue of the test: that has the status of one in order.
  func status(after signal: Int32, sourceLocation: SourceLocation = #_sourceLocation) async -> Int32 {
    send(signal)
    let status = await ending.wait()
    // By its own clock. With a sanitizer it may need longer.
    if Sanitizer.isOff, log.contains("not ended within") {
      Issue.record("it did not end in order: \(log.suffix(4_000))", sourceLocation: sourceLocation)
    }
    return status
  }

  /// Whether it ends in time.
  func ends(atMost limit: Duration) async -> Bool { await ending.comes(within: limit) }

  /// Waits for its end; 128 and more for a signal. One that goes on where it was to end, as a service that is not refused, is an issue of
  /// the test, and is killed.
  func exitStatus() async -> Int32 {
    if await !ends(atMost: PairFixture.patience) {
      Issue.record("expected to end, and goes on: \(command): \(log.suffix(4_000))")
      send(SIGKILL)
    }
    return await ending.wait()
  }

  deinit {
    try? output.fileHandleForReading.close()
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: errorFile)
  }
}

extension [RunningProcess] {
  /// Ends all of them as each promises, those that were started last first.
  func terminate(sourceLocation: SourceLocation = #_sourceLocation) async {
    for process in reversed() { await process.terminate(sourceLocation: sourceLocation) }
  }
}
