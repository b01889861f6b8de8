import Glibc
import TestSupport
import Testing
import ZeroMQ

extension RealSockets {
  @Suite struct IPCTests {
    let context: ZeroMQContext
    let executor: PollingExecutor
    let folder: TemporaryFolder

    init() throws {
      context = try ZeroMQContext()
      executor = try PollingExecutor()
      folder = try TemporaryFolder.made()
    }

    @Test func folderIsMadePrivateAndSocketsGoRound() async throws {
      let server = try Peer(executor, context, .router)
      let path = folder.file("a/run/intake")
      let endpoint = try await server.bind("ipc://\(path)")
      #expect(endpoint.ipcPath == path)
      #expect(TemporaryFolder.mode(folder.file("a")) == 0o700)
      #expect(TemporaryFolder.mode(folder.file("a/run")) == 0o700)
      #expect(TemporaryFolder.mode(path) == 0o600)
      let client = try Peer(executor, context, .dealer)
      try await client.connect(endpoint)
      #expect(try await client.send([[1]]))
      #expect(try await server.receive()?.last?.bytes == [1])
    }

    @Test func secondBindIsRefusedAndTheFirstStillHears() async throws {
      let endpoint = "ipc://\(folder.file("s"))"
      let first = try Peer(executor, context, .router)
      try await first.bind(endpoint)
      let second = try Peer(executor, ZeroMQContext(), .router)
      let error = await #expect(throws: ZeroMQError.self) { try await second.bind(endpoint) }
      #expect(error?.description.contains("in use by another process") == true)
      let client = try Peer(executor, context, .dealer)
      try await client.connect(Endpoint(endpoint))
      #expect(try await client.send([[1]]))
      #expect(try await first.receive()?.last?.bytes == [1])
    }

    @Test func closedSocketGivesItsPathBack() async throws {
      let endpoint = try Endpoint("ipc://\(folder.file("s"))")
      for _ in 0..<20 {
        do {
          let socket = try Socket(context, .router)
          try socket.bind(endpoint)
          try EndpointProbe.check(endpoint)
        }
        #expect(TemporaryFolder.mode(folder.file("s")) == nil)
      }
    }

    @Test func socketFileLeftBehindIsReplaced() async throws {
      let path = folder.file("s")
      try Self.leaveSocketFile(path)
      #expect(TemporaryFolder.mode(path) != nil)
      let server = try Peer(executor, context, .router)
      let endpoint = try await server.bind("ipc://\(path)")
      try EndpointProbe.check(endpoint)
    }

    @Test func fileInTheWayIsKept() async throws {
      try folder.write("precious", to: "s")
      let server = try Peer(executor, context, .router)
      let error = await #expect(throws: ZeroMQError.self) { try await server.bind("ipc://\(folder.file("s"))") }
      #expect(error?.description.contains("is not a socket") == true)
      #expect(TemporaryFolder.mode(folder.file("s")) == 0o600)
    }

    @Test func folderOpenToOthersIsRefusedWithTheRemedy() async throws {
      mkdir(folder.file("open"), 0o755)
      chmod(folder.file("open"), 0o755)
      let server = try Peer(executor, context, .router)
      let error = await #expect(throws: ZeroMQError.self) { try await server.bind("ipc://\(folder.file("open/s"))") }
      #expect(error?.description.contains("chmod 0700 \(folder.file("open"))") == true)
      // As /tmp is: closed, it would be so for all who work there.
      chmod(folder.file("open"), 0o1777)
      let shared = await #expect(throws: ZeroMQError.self) { try await server.bind("ipc://\(folder.file("open/s"))") }
      #expect(shared?.description.contains("mkdir -m 0700 \(folder.file("open"))/news-topics") == true)
      #expect(shared?.description.contains("chmod") == false)
      // Others' folders: /proc belongs to root and is open to all, whoever runs this.
      await #expect(throws: ZeroMQError.self) { try await server.bind("ipc:///proc/s") }
    }

    @Test func groupFolderLetsTheGroupConnect() async throws {
      let server = try Peer(executor, context, .router) { $0.ipcFolderMode = 0o750 }
      try await server.bind("ipc://\(folder.file("group/s"))")
      #expect(TemporaryFolder.mode(folder.file("group")) == 0o750)
      #expect(TemporaryFolder.mode(folder.file("group/s")) == 0o660)
    }

    /// A folder of a group that is not the service's own: new files get that of the service.
    @Test(.enabled(if: geteuid() == 0, "needs root")) func socketsGetTheGroupOfTheirFolder() async throws {
      let group: gid_t = 65_534
      #expect(mkdir(folder.file("group"), 0o750) == 0 && chown(folder.file("group"), geteuid(), group) == 0)
      let server = try Peer(executor, context, .router) { $0.ipcFolderMode = 0o750 }
      try await server.bind("ipc://\(folder.file("group/s"))")
      var facts = stat()
      #expect(stat(folder.file("group/s"), &facts) == 0)
      #expect(facts.st_uid == geteuid() && facts.st_gid == group && facts.st_mode & 0o777 == 0o660)
    }

    /// A socket file without a listener, as a killed process leaves it.
    static func leaveSocketFile(_ path: String) throws {
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      guard SocketFile.bind(descriptor, to: path) else { throw NoFile() }
    }
  }

  @Suite struct ProbeTests {
    @Test func missingAndDeafEndpointsAreNamedAtOnce() throws {
      let folder = try TemporaryFolder.made()
      let missing = try Endpoint("ipc://\(folder.file("s"))")
      let absent = #expect(throws: ZeroMQError.self) { try EndpointProbe.check(missing) }
      #expect(absent?.description.contains("nothing listens at \(missing): there is no socket file") == true)
      try IPCTests.leaveSocketFile(folder.file("s"))
      let deaf = #expect(throws: ZeroMQError.self) { try EndpointProbe.check(missing) }
      #expect(deaf?.description.contains("left behind") == true)
    }

    @Test func tcpPortIsFoundOpenThenRefused() throws {
      let closed: Endpoint
      do {
        // Closing is done when the context has ended, which goes with its last socket.
        let socket = try Socket(try ZeroMQContext(), .router)
        closed = try socket.bind(Endpoint("tcp://127.0.0.1:*"))
        try EndpointProbe.check(closed)
      }
      let error = #expect(throws: ZeroMQError.self) { try EndpointProbe.check(closed) }
      #expect(error?.description.contains("refused") == true)
    }
  }
}
