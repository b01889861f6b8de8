import Foundation
import Glibc
import TestSupport

/// The user `nobody`, as whom a test that runs as root can start programs.
enum OtherUser {
  private static let number: uid_t = 65_534

  /// What makes a program one of this user's.
  static let wrapper = ["/usr/bin/setpriv", "--reuid=\(number)", "--regid=\(number)", "--clear-groups"]

  /// Whether programs of this package start so: they may be where only root may go.
  static let isPossible: Bool = {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: wrapper[0]) else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: wrapper[0])
    process.arguments = wrapper.dropFirst() + [RunningProcess.path("newsctl"), "--help"]
    return (try? process.output(withErrors: true)) != nil && process.terminationStatus == 0
  }()

  /// Gives this user a folder.
  static func take(_ folder: String) throws {
    guard chown(folder, number, number) == 0 else { throw CocoaError(.fileWriteNoPermission) }
  }

  /// Whether a folder is this user's, and closed to others.
  static func hasAlone(_ folder: String) -> Bool {
    var facts = stat()
    return stat(folder, &facts) == 0 && facts.st_uid == number && facts.st_mode & 0o777 == 0o700
  }
}
