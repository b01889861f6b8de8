import Foundation
import Glibc
import NewsModels

/// The folder of a service's backup: made for it, with the one above it, and taken away again where that fails.
public enum BackupFolder {
  /// There is no room for the copies where they were to be written.
  public struct NoRoom: Error, CustomStringConvertible {
    public var description: String { "the disk there is full; free some of it, or name a folder on another" }

    public init() {}
  }

  /// Makes the folder that was asked for, has it filled, and answers the request. A failure to write there ends nothing. That of a disk,
  /// or of a service that has no room left, is the service's; a folder that it may not make where it was asked to is the asker's mistake.
  /// - Parameter fill: writes the copies; answers their bytes.
  public static func make(
    _ request: BackupRequest, fill: (String) async throws -> Int
  ) async throws -> WireMessage {
    let parent = URL(fileURLWithPath: request.folder).deletingLastPathComponent().path
    var isParentMade = false
    func refusal(_ reason: String, _ cause: WireFailure.Cause? = nil) -> WireMessage {
      // Not where the other service has put its own copy there meanwhile.
      if isParentMade { rmdir(parent) }
      return WireMessage(
        .error,
        WireFailure(
          request: request.request, reason: "no backup in \(request.folder.printable): \(reason)", cause: cause))
    }
    guard request.folder.hasPrefix("/"), request.folder.utf8.count < 4_096, !request.folder.utf8.contains(0) else {
      return refusal("expected an absolute path")
    }
    // Both services put their copies beside each other. Whoever asked may be another user, whose folder they could not enter.
    isParentMade = mkdir(parent, 0o700) == 0
    guard isParentMade || errno == EEXIST, mkdir(request.folder, 0o700) == 0 else {
      let reason = errno
      if reason == EEXIST { return refusal("it exists already; name another folder, or remove it") }
      let isOwn = [ENOSPC, EDQUOT, EIO, EMFILE, ENFILE, ENOMEM].contains(reason)
      return refusal(String(cString: strerror(reason)), isOwn ? .service : nil)
    }
    do {
      let bytes = try await fill(request.folder)
      if isParentMade { sync(URL(fileURLWithPath: parent).deletingLastPathComponent().path) }
      return WireMessage(.backup, BackupAnswer(request: request.request, bytes: bytes))
    } catch {
      try? FileManager.default.removeItem(atPath: request.folder)
      return refusal("\(error)", .service)
    }
  }

  /// Makes the name of what was made in the folder survive a power cut, where its owner lets others read it.
  private static func sync(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
