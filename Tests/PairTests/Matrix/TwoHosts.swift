import Foundation
import TestSupport

/// Two hosts on one machine, with a cable between them that can be pulled: network namespaces. Needs root.
final class TwoHosts: Sendable {
  private static let ip = "/usr/sbin/ip"
  private static let tc = "/usr/sbin/tc"
  static let producerAddress = "10.213.7.1"
  private static let consumerAddress = "10.213.7.2"

  /// Whether namespaces can be made here.
  static let arePossible: Bool = {
    guard [ip, tc].allSatisfy(FileManager.default.isExecutableFile(atPath:)), let hosts = try? TwoHosts() else {
      return false
    }
    return (try? hosts.slow(kilobits: 400)) != nil
  }()

  private let name = "nt\(UUID().uuidString.prefix(6).lowercased())"
  private var producer: String { "\(name)p" }
  private var consumer: String { "\(name)c" }

  init() throws {
    for host in [producer, consumer] { try Self.run(["netns", "add", host]) }
    try Self.run(["link", "add", producer, "type", "veth", "peer", "name", consumer])
    for (host, address) in [(producer, Self.producerAddress), (consumer, Self.consumerAddress)] {
      // The cable's ends are named as the hosts are.
      try Self.run(["link", "set", host, "netns", host])
      try Self.run(["-n", host, "address", "add", "\(address)/30", "dev", host])
      for device in [host, "lo"] { try Self.run(["-n", host, "link", "set", device, "up"]) }
    }
  }

  deinit {
    for host in [producer, consumer] { try? Self.run(["netns", "delete", host]) }
  }

  /// What lets a program run on the host of that service.
  func wrapper(_ side: MatrixRun.Side) -> [String] {
    [Self.ip, "netns", "exec", side == .producer ? producer : consumer]
  }

  func cut() throws { try Self.run(["-n", consumer, "link", "set", consumer, "down"]) }

  func heal() throws { try Self.run(["-n", consumer, "link", "set", consumer, "up"]) }

  /// Lets what the producer sends take its time.
  func slow(kilobits: Int) throws {
    try Self.run(
      [
        "-n", producer, "qdisc", "replace", "dev", producer, "root", "tbf", "rate", "\(kilobits)kbit", "burst", "8kb",
        "latency", "400ms",
      ], Self.tc)
  }

  func fast() throws { try Self.run(["-n", producer, "qdisc", "delete", "dev", producer, "root"], Self.tc) }

  private static func run(_ arguments: [String], _ program: String = ip) throws {
    try Process.run(tool: program, arguments)
  }
}
