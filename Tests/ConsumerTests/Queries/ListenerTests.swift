import Foundation
import Serving
import TestSupport
import Testing
import ZeroMQ

/// Whether addresses can be had, asked without keeping them.
@Suite(.timeLimit(.minutes(10))) struct ListenerTests {
  private let folder = TemporaryFolder()

  private func bind(_ listener: Listener, with socket: borrowing Socket) throws -> Endpoint {
    try listener.bind(socket).endpoint
  }

  /// A port that was free a moment ago, at one of the addresses of this machine that no other test uses.
  private func freePort() throws -> Endpoint {
    let address = "127.77.\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
    return try bind(Listener(try Endpoint("tcp://\(address):*")), with: try Socket(try ZeroMQContext(), .router))
  }

  /// libzmq closes its sockets on threads of its own, some time after they were let go.
  @Test func whatWasTriedOutIsFreeAtOnce() throws {
    let path = "\(folder.path)/query"
    for endpoint in [try freePort(), try Endpoint("ipc://\(path)")] {
      for _ in 0..<30 {
        try Listener.tryOut([Listener(endpoint)])
        #expect(throws: ZeroMQError.self) { try EndpointProbe.check(endpoint) }
        // Kept by nobody, another process has it at once.
        let context = try ZeroMQContext()
        let bound = try bind(Listener(endpoint), with: try Socket(context, .router))
        #expect(bound == endpoint)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func whatAnotherHasIsToldAndLeftToHim() throws {
    let (tcp, ipc) = (try freePort(), try Endpoint("ipc://\(folder.path)/query"))
    let free = Listener(try Endpoint("tcp://127.0.0.1:*"))
    let owner = try Socket(try ZeroMQContext(), .router)
    for endpoint in [tcp, ipc] { try owner.bind(endpoint) }
    #expect(throws: ZeroMQError.addressInUse(tcp)) { try Listener.tryOut([free, Listener(tcp)]) }
    #expect(throws: ZeroMQError.endpointLocked(ipc, lockFile: "\(folder.path)/query.lock")) {
      try Listener.tryOut([free, Listener(ipc)])
    }
    for endpoint in [tcp, ipc] { try EndpointProbe.check(endpoint) }
    withExtendedLifetime(owner) {}
  }

  @Test func twoThatWantTheSameAreTold() throws {
    for endpoint in [try freePort(), try Endpoint("ipc://\(folder.path)/query")] {
      let listener = Listener(endpoint)
      #expect(throws: ZeroMQError.self) { try Listener.tryOut([listener, listener]) }
      try Listener.tryOut([listener])
    }
  }
}
