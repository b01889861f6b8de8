import Glibc

/// The right to listen at an ipc endpoint: a locked file beside the socket, held until this value goes.
///
/// Without it a second bind to the path succeeds and makes the first server deaf. The lock file stays when the lock
/// goes: removing it would let two processes lock two files of one name.
final class EndpointLock {
  let socketPath: String
  let lockPath: String
  private let descriptor: Int32

  /// Nil for endpoints that are no files. Prepares the folder, takes the lock, removes a socket file left behind.
  init?(_ endpoint: Endpoint, folderMode: UInt32) throws(ZeroMQError) {
    guard let path = endpoint.ipcPath else { return nil }
    try PrivateFolder.prepare(PrivateFolder.holding(path), mode: folderMode)
    socketPath = path
    lockPath = path + ".lock"
    descriptor = Glibc.open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .fileRefused(path: lockPath, reason: "cannot be opened: \(errorText()); check the folder's permissions")
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      if code == EWOULDBLOCK { throw .endpointLocked(endpoint, lockFile: lockPath) }
      throw .fileRefused(path: lockPath, reason: "cannot be locked: \(errorText(code))")
    }
    try removeStaleSocket()
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Lets in whom the folder lets in, whatever the umask is, and whatever group new files get.
  func restrictSocketFile(folderMode: UInt32) throws(ZeroMQError) {
    let isForGroup = folderMode & 0o070 != 0
    if isForGroup { try giveToGroup(of: PrivateFolder.holding(socketPath)) }
    guard chmod(socketPath, isForGroup ? 0o660 : 0o600) == 0 else {
      throw .fileRefused(path: socketPath, reason: "its mode cannot be set: \(errorText())")
    }
  }

  private func giveToGroup(of folder: String) throws(ZeroMQError) {
    var (outer, inner) = (stat(), stat())
    guard stat(folder, &outer) == 0, stat(socketPath, &inner) == 0 else {
      throw .fileRefused(path: socketPath, reason: "cannot be examined: \(errorText())")
    }
    // Where the folder keeps its group out, it does not matter whose the file is.
    if outer.st_gid == inner.st_gid || outer.st_mode & 0o010 == 0 { return }
    // No other owner.
    guard chown(socketPath, uid_t.max, outer.st_gid) == 0 else {
      throw .fileRefused(
        path: socketPath,
        reason: "cannot be given to group \(outer.st_gid) of its folder (\(errorText())); make user \(geteuid()) "
          + "a member of that group, or give the folder to another with chgrp")
    }
  }

  /// libzmq leaves the file behind.
  func removeSocketFile() { unlink(socketPath) }

  private func removeStaleSocket() throws(ZeroMQError) {
    if try Self.isSocket(socketPath) { unlink(socketPath) }
  }

  /// Whether a socket stands at the path; no where nothing does.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)`` where something else does.
  fileprivate static func isSocket(_ path: String) throws(ZeroMQError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw .fileRefused(path: path, reason: "exists and is not a socket; move it away, or choose another path")
    }
    return true
  }
}

extension Endpoint {
  /// Refuses a place at which listening would be refused, as far as that shows without making anything: the folder of an ipc socket, or
  /// what stands at its path. Who listens there already shows by its lock only.
  /// - Parameter folderMode: the widest mode of the folder.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)``
  public func checkPlace(folderMode: UInt32) throws(ZeroMQError) {
    guard let path = ipcPath else { return }
    try PrivateFolder.check(PrivateFolder.holding(path), mode: folderMode)
    _ = try EndpointLock.isSocket(path)
  }
}
