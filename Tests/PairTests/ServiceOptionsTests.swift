import Foundation
import NewsModels
import TestSupport
import Testing
import ZeroMQ

/// What is the same in every service: its signals, its log, its settings from the environment, its answer to what it does not understand.
@Suite struct ServiceOptionsTests {
  /// As at a terminal, by Ctrl-C. That it does not end by force, every test sees to.
  @Test(arguments: ["news-producer", "news-consumer"]) func anInterruptEndsAServiceInOrder(_ program: String)
    async throws
  {
    let pair = try PairFixture()
    let service = try pair.launch(program, [])
    _ = try await service.firstLine()
    await service.terminate(by: SIGINT)
    // Its socket goes with it.
    #expect(Inbox.names(pair.state.path + "/run").filter { $0 == "intake" || $0 == "query" } == [])
  }

  @Test(arguments: ["news-producer", "news-consumer"]) func theLogIsAnObjectALineWhereProgramsReadIt(_ program: String)
    async throws
  {
    let pair = try PairFixture()
    let fromFlag = try pair.launch(program, ["--log-format", "json"])
    _ = try await fromFlag.firstLine()
    await fromFlag.terminate()
    let config = try pair.file("service.yaml", "log-format: json\nlog-level: debug\n")
    let fromFile = try pair.launch(program, ["--config", config])
    _ = try await fromFile.firstLine()
    await fromFile.terminate()
    for service in [fromFlag, fromFile] {
      let entries = try PairFixture.Output(status: 0, text: service.log, errors: "").jsonLines()
      #expect(entries.count > 1, "\(service.log)")
      for entry in entries {
        #expect(entry.values.allSatisfy { $0 is String })
        let (time, level) = (entry["time"] as? String ?? "", entry["level"] as? String ?? "")
        #expect((try? Date(time, strategy: .iso8601)) != nil, "\(entry)")
        #expect(["debug", "info", "notice", "warning", "error"].contains(level), "\(entry)")
        #expect(entry["label"] as? String == program && entry["message"] is String, "\(entry)")
      }
    }
  }

  @Test func allProgramsTellTheSameVersion() async throws {
    let pair = try PairFixture()
    var told: Set<String> = []
    var programs = ["news-producer", "news-consumer", "newsctl"]
    #if Dashboard
    programs.append("news-dashboard")
    #endif
    for program in programs {
      let output = try await pair.run(RunningProcess.path(program), ["--version"])
      #expect(output.status == 0 && output.errors.isEmpty, "\(output.errors)")
      told.insert(output.text)
    }
    #expect(told.count == 1 && told.first?.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(told)")
  }

  /// Each option has its variable; a flag wins over it.
  @Test func theEnvironmentSaysWhatFlagsDoNot() async throws {
    let pair = try PairFixture()
    let (intake, query) = ("ipc://\(pair.folder.path)/other/intake", "ipc://\(pair.folder.path)/other/query")
    let producer = try pair.launch("news-producer", [], environment: ["NEWS_PRODUCER_INTAKE": intake])
    #expect(try await producer.endpoints()["intake"] == intake)
    let consumer = try pair.launch(
      "news-consumer", [],
      environment: ["NEWS_CONSUMER_QUERY": query, "NEWS_CONSUMER_DATA": pair.folder.path + "/elsewhere"])
    #expect(try await consumer.endpoints()["query"] == query)
    #expect(Inbox.names(pair.folder.path + "/elsewhere").contains("store.sqlite"))

    let variables = ["NEWSCTL_INTAKE=\(intake)", "NEWSCTL_QUERY=\(query)"]
    func newsctl(_ arguments: String...) async throws -> PairFixture.Output {
      try await pair.run("/usr/bin/env", variables + [RunningProcess.path("newsctl")] + arguments)
    }
    let push = try await newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt"))
    #expect(push.text == "1 document: 1 article accepted\n", "\(push.errors)")
    #expect(try await newsctl("status").status == 0)
    // One that is mistyped would be missed without a word.
    let command = ["NEWSCTL_QUERRY=\(query)"] + variables + [RunningProcess.path("newsctl"), "stats"]
    let mistyped = try await pair.run("/usr/bin/env", command)
    #expect(mistyped.status == 0 && mistyped.errors.hasPrefix("newsctl: the variable NEWSCTL_QUERRY is passed over"))
    #expect(try await newsctl("stats").errors.isEmpty)
    let flag = try await newsctl("status", "--intake", pair.intake, "--timeout", "1s")
    #expect((flag.text + flag.errors).contains("news-producer cannot be reached at \(pair.intake)"), "\(flag)")
    await consumer.terminate()
    await producer.terminate()
  }

  /// Whoever may enter the folder of a socket may connect to it.
  @Test(arguments: [
    ("news-producer", "--intake"), ("news-producer", "--articles"), ("news-consumer", "--query"),
    ("news-consumer", "--events"),
  ])
  func aPlaceThatIsNotForASocketIsRefusedBeforeAnythingIsMade(_ program: String, _ option: String) async throws {
    let pair = try PairFixture()
    let folder = pair.folder.path
    for (name, mode) in [("all", 0o755), ("group", 0o750), ("own", 0o700)] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: false, attributes: [.posixPermissions: mode])
    }
    _ = try pair.file("own/letter", "to the editor")
    func entries() throws -> Set<String> {
      Set(try FileManager.default.subpathsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".log") })
    }
    let before = try entries()
    let refusals: [(place: String, more: [String], expected: String)] = [
      ("all/s", [], "chmod 0700 \(folder)/all"), ("all/s", ["--group-access"], "chmod 0750 \(folder)/all"),
      ("group/s", [], "chmod 0700 \(folder)/group"), ("own/letter", [], "own/letter: exists and is not a socket"),
      ("own/letter/s", [], "own/letter: is not a folder"),
    ]
    for (place, more, expected) in refusals {
      let arguments = ["--data", folder + "/new", option, "ipc://\(folder)/\(place)"] + more
      for extra in [["--check"], []] {
        let refused = try pair.launch(program, arguments + extra)
        #expect(await refused.exitStatus() == 78, "\(place): \(refused.log)")
        #expect(refused.log.contains(expected), "\(place): \(refused.log)")
      }
    }
    let shared = try pair.launch(program, [option, "ipc://\(folder)/group/s", "--group-access", "--check"])
    #expect(await shared.exitStatus() == 0, "\(shared.log)")
    #expect(try entries() == before)
  }

  /// It is no reason to refuse a start: container managers make variables of such names.
  @Test func aVariableThatNamesNoOptionIsTold() async throws {
    let pair = try PairFixture()
    let names = [
      "NEWS_PRODUCER_OUTBOX_LIMT", "NEWS_PRODUCER_OUTBOX_LIMIT", "NEWS_PRODUCER_CONFIG", "NEWS_CONSUMER_DAT",
    ]
    let environment = Dictionary(uniqueKeysWithValues: names.map { ($0, $0.hasSuffix("LIMIT") ? "1GiB" : "") })
    let check = try pair.launch("news-producer", ["--check", "--log-format", "json"], environment: environment)
    #expect(await check.exitStatus() == 0, "\(check.log)")
    let told = try PairFixture.Output(status: 0, text: check.log, errors: "").jsonLines()
    #expect(told.map { $0["variable"] as? String } == ["NEWS_PRODUCER_OUTBOX_LIMT"], "\(check.log)")
  }

  /// The environment in which tests run may lead to services that people work with.
  @Test func noTestReachesTheServicesOfWhoeverRunsIt() throws {
    let own = PairFixture.surroundings(from: [
      "PATH": "/bin", "NEWSCTL_INTAKE": "tcp://10.0.0.1:1", "NEWSCTL_QUERY": "tcp://10.0.0.1:2",
      "NEWS_PRODUCER_DATA": "/srv", "NEWS_CONSUMER_DATA": "/srv", "NEWS_DASHBOARD_LISTEN": "10.0.0.1:80",
      "NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "1", "NEWS_TOPICS_SEED": "7",
    ])
    #expect(own == ["PATH": "/bin", "NEWS_TOPICS_SEED": "7"])
    let pair = try PairFixture()
    #expect(pair.environment["XDG_STATE_HOME"] == pair.folder.path)
  }

  /// So that whoever writes a client in another language sees what is missing.
  @Test(arguments: [
    ("NT2 status", "{}", "expected a first frame 'NT1 KIND'"), ("status", "{}", "expected a first frame 'NT1 KIND'"),
    ("NT1 frobnicate", "{}", "with a kind of 'push', "), ("NT1 deliver", "{}", "this socket takes '"),
    ("NT1 trace", "words", "the JSON header of 'trace' is not as expected"),
  ])
  func whatIsNotUnderstoodIsAnsweredWithWhatWasExpected(
    _ kind: String, _ header: String, _ expected: String
  ) async throws {
    let pair = try PairFixture()
    let (producer, consumer) = (try await pair.startProducer(), try await pair.startConsumer())
    for endpoint in [pair.intake, pair.query] {
      let stranger = try SocketPeer(.dealer)
      try await stranger.connect(endpoint)
      try await stranger.send([Array(kind.utf8), Array(header.utf8)])
      let frames = try await stranger.receive()
      let answer = frames.map { String(decoding: $0, as: UTF8.self) }
      #expect(answer.first == "NT1 error" && answer.count == 2, "\(answer)")
      let told = try PairFixture.Output(status: 0, text: answer.last ?? "", errors: "").json()
      #expect((told["reason"] as? String)?.contains(expected) == true, "\(told)")
    }
    await consumer.terminate()
    await producer.terminate()
  }
}
