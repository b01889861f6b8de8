import Foundation
import Glibc

/// Listens at a path as a service does, and closes each connection before a word is said.
public final class ClosingListener: Sendable {
  private let descriptor: Int32

  /// The system did not let it listen.
  public struct NotListening: Error {}

  /// - Parameter path: where nothing is yet; its folder is made where there is none.
  public init(path: String) throws {
    try FileManager.default.createDirectory(
      atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    self.descriptor = descriptor
    guard SocketFile.bind(descriptor, to: path), listen(descriptor, 16) == 0 else { throw NotListening() }
    Thread.detachNewThread {
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { break }
        close(connection)
      }
      close(descriptor)
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
