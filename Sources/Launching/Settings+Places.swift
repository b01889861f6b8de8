import Glibc
import ZeroMQ

/// Looks at places before anything is made in them.
extension Settings {
  /// Refuses what cannot be a folder; one that is missing is made later.
  /// - Returns: `path`.
  public func folder(_ key: String, _ path: String) throws(CommandFailure) -> String {
    guard !path.isEmpty else { throw mistake(key, expected: "a folder's path", got: path) }
    guard !path.hasPrefix("~") else {
      throw mistake(key, expected: "a folder's path; '~' is known to shells only, write it out (or './~')", got: path)
    }
    var status = stat()
    guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
      throw mistake(key, expected: "a folder, not a file", got: path)
    }
    return path
  }

  /// Refuses one endpoint for two sockets. Two free ports are two.
  public func checkDistinct(_ endpoints: [(key: String, endpoint: Endpoint?)]) throws(CommandFailure) {
    var owners: [Endpoint: String] = [:]
    for case (let key, let endpoint?) in endpoints {
      if case .tcp(_, port: nil) = endpoint.transport { continue }
      if let other = owners.updateValue(key, forKey: endpoint) {
        throw mistake(key, expected: "another endpoint than that of --\(other)", got: endpoint.description)
      }
    }
  }
}
