import Glibc

/// A folder that only its owner (or a group of its own) can enter: where ipc sockets and keys may stand.
public enum PrivateFolder {
  /// Makes the folder and those above it where missing, or checks the one that is there.
  /// - Parameters:
  ///   - path: the folder.
  ///   - mode: the widest mode allowed, and the mode of what is made: 0o700, or 0o750 for a group.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)`` where it is no folder, somebody else's, or open to others.
  public static func prepare(_ path: String, mode: UInt32 = 0o700) throws(ZeroMQError) {
    try make(path, mode: mode)
    var status = stat()
    guard stat(path, &status) == 0 else { throw refusal(path, "cannot be examined: \(errorText())") }
    try check(status, of: path, mode: mode)
  }

  /// Refuses a folder that ``prepare(_:mode:)`` would refuse, and makes nothing. One that is missing is made later.
  public static func check(_ path: String, mode: UInt32) throws(ZeroMQError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw refusal(path, "cannot be examined: \(errorText())")
    }
    try check(status, of: path, mode: mode)
  }

  /// The widest mode of a folder of sockets.
  public static func mode(isOpenToGroup: Bool) -> UInt32 { isOpenToGroup ? 0o750 : 0o700 }

  private static func check(_ status: stat, of path: String, mode: UInt32) throws(ZeroMQError) {
    guard status.st_mode & S_IFMT == S_IFDIR else { throw refusal(path, "is not a folder") }
    guard status.st_uid == geteuid() else {
      throw refusal(path, "belongs to user \(status.st_uid), not to user \(geteuid()); choose a folder of your own")
    }
    let permissions = status.st_mode & 0o777
    if permissions & ~mode == 0 { return }
    // One like /tmp, which root may close, and would lock out everybody who works there.
    let isShared = status.st_mode & sticky != 0
    throw refusal(
      path,
      isShared
        ? "is shared by the users of this machine; choose a folder of your own: mkdir -m \(octal(mode)) \(path)/news-topics"
        : "has mode \(octal(permissions)), at most \(octal(mode)) is allowed; run: chmod \(octal(mode)) \(path)")
  }

  private static let sticky: UInt32 = 0o1000

  /// The folder that holds a file; `.` for a bare name.
  static func holding(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func make(_ path: String, mode: UInt32) throws(ZeroMQError) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path.contains("/"), holding(path) != path else {
      throw refusal(path, "cannot be made: \(errorText()); check the folder above it")
    }
    try make(holding(path), mode: 0o700)
    guard mkdir(path, mode) == 0 || errno == EEXIST else {
      throw refusal(path, "cannot be made: \(errorText()); check the folder above it")
    }
  }

  private static func refusal(_ path: String, _ reason: String) -> ZeroMQError {
    .fileRefused(path: path, reason: reason)
  }
}

/// The text of the calling thread's last system error.
func errorText(_ code: Int32 = errno) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
  return String(decoding: buffer.prefix(while: { $0 != 0 }).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// As `chmod` takes it: four digits.
func octal(_ mode: UInt32) -> String {
  let digits = String(mode, radix: 8)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
