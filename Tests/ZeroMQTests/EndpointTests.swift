import Testing
import ZeroMQ

@Suite struct EndpointTests {
  @Test(arguments: [
    "tcp://127.0.0.1:5601", "tcp://*:5601", "tcp://[::1]:5601", "tcp://eth0:*", "tcp://[fe80::1%lo]:1",
    "tcp://news.example:65535", "ipc:///run/news/intake", "ipc://run/intake", "inproc://a b",
  ])
  func textComesBack(_ text: String) throws {
    #expect(try Endpoint(text).description == text)
  }

  @Test(arguments: [
    "", "tcp", "tcp://", "tcp://host", "tcp://:1", "tcp://host:", "tcp://host:0", "tcp://host:65536", "tcp://host:+1",
    "tcp://host:1 ", "tcp://::1:5601", "tcp://[::1]", "tcp://[host]:1", "tcp://[]:1", "tcp://a;b:1", "tcp://a/b:1",
    "ipc://", "ipc://*", "ipc://@abstract", "ipc:///run/", "ipc:///a\u{0}b", "inproc://", "pgm://eth0;224.0.0.1:1",
    "norm://1,224.0.0.1:1", "udp://127.0.0.1:1", "TCP://127.0.0.1:1", "tcp://127.0.0.1:１",
  ])
  func whatIsNoEndpointIsRefused(_ text: String) {
    #expect {
      try Endpoint(text)
    } throws: { error in
      if case ZeroMQError.invalidEndpoint = error { true } else { false }
    }
  }

  @Test func pathMayHave107BytesAndNoMore() throws {
    let longest = "/" + String(repeating: "a", count: 106)
    #expect(try Endpoint("ipc://\(longest)").ipcPath == longest)
    let error = #expect(throws: ZeroMQError.self) { try Endpoint("ipc://\(longest)b") }
    #expect(error?.description.contains("108 bytes, at most 107 fit") == true)
    // Bytes, not characters.
    #expect(throws: ZeroMQError.self) { try Endpoint("ipc:///" + String(repeating: "ă", count: 54)) }
  }

  @Test(arguments: [
    ("tcp://127.0.0.1:1", true), ("tcp://127.9.9.9:1", true), ("tcp://[::1]:1", true), ("tcp://localhost:*", true),
    ("tcp://[::ffff:127.0.0.1]:1", true), ("tcp://0.0.0.0:1", false), ("tcp://*:1", false), ("tcp://[::]:1", false),
    ("tcp://10.0.0.1:1", false), ("tcp://127.0.0.1.example:1", false), ("tcp://lo:1", false),
    ("tcp://localhost.example:1", false), ("tcp://[::ffff:10.0.0.1]:1", false),
  ])
  func loopbackIsWhatOnlyThisMachineReaches(_ text: String, _ isLoopback: Bool) throws {
    let endpoint = try Endpoint(text)
    #expect(endpoint.isLoopback == isLoopback)
    #expect(endpoint.isLocal == isLoopback)
  }

  @Test func networkAddressWithoutKeysNamesTheRemedy() throws {
    let error = #expect(throws: ZeroMQError.self) {
      try Endpoint("tcp://*:5601").requireLocal(advice: "run: tool keys generate")
    }
    #expect(error?.description.contains("tcp://*:5601") == true)
    #expect(error?.description.contains("run: tool keys generate") == true)
    try Endpoint("ipc:///run/x/y").requireLocal(advice: "")
    try Endpoint("inproc://y").requireLocal(advice: "")
  }
}
