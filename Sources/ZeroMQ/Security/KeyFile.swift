import Glibc

/// Keys as files: one line `curve-secret-key KEY` or `curve-public-key KEY`, the key in Z85.
public enum KeyFile {
  private static let secretLabel = "curve-secret-key"
  private static let publicLabel = "curve-public-key"
  /// More than any key file needs.
  private static let maxSize = 4096

  /// Writes a new secret key, mode 0600, on disk when this returns. Never overwrites.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)``
  public static func write(_ key: CurveSecretKey, to path: String) throws(ZeroMQError) {
    try write("\(secretLabel) \(key.z85)\n", to: path, mode: 0o600)
  }

  /// Writes a new public key, mode 0644. Never overwrites.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)``
  public static func write(_ key: CurvePublicKey, to path: String) throws(ZeroMQError) {
    try write("\(publicLabel) \(key.z85)\n", to: path, mode: 0o644)
  }

  /// Reads a secret key that nobody else can read: mode 0600 (or 0400), owned by this user.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)``; the message never holds the file's content.
  public static func readSecretKey(_ path: String) throws(ZeroMQError) -> CurveSecretKey {
    let text = try read(path, isSecret: true)
    let key = try value(of: secretLabel, in: text, path)
    do throws(ZeroMQError) { return try CurveSecretKey(z85: key) } catch { throw refusal(path, "\(error)") }
  }

  /// Reads a public key.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)``
  public static func readPublicKey(_ path: String) throws(ZeroMQError) -> CurvePublicKey {
    let text = try read(path, isSecret: false)
    let key = try value(of: publicLabel, in: text, path)
    do throws(ZeroMQError) { return try CurvePublicKey(z85: key) } catch { throw refusal(path, "\(error)") }
  }

  /// Reads another secret that nobody else can read, under the same conditions.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)``; the message never holds the file's content.
  public static func readSecretText(_ path: String) throws(ZeroMQError) -> String { try read(path, isSecret: true) }

  private static func value(of label: String, in text: String, _ path: String) throws(ZeroMQError) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.count == 2, words[0] == label { return String(words[1]) }
    let other = label == secretLabel ? publicLabel : secretLabel
    let got = words.first.map(String.init) == other ? "a file with \(other)" : "something else"
    throw refusal(path, "expected one line \"\(label) KEY\", got \(got)")
  }

  private static func write(_ text: String, to path: String, mode: UInt32) throws(ZeroMQError) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else {
      throw refusal(
        path, errno == EEXIST ? "exists already; move it away first" : "cannot be written: \(errorText())")
    }
    defer { Glibc.close(descriptor) }
    let bytes = Array(text.utf8)
    // The mode again, since the umask may have taken the owner's bits.
    guard fchmod(descriptor, mode) == 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count,
      fsync(descriptor) == 0
    else {
      let reason = errorText()
      unlink(path)
      throw refusal(path, "cannot be written: \(reason)")
    }
    let folder = Glibc.open(PrivateFolder.holding(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      Glibc.close(folder)
    }
  }

  private static func read(_ path: String, isSecret: Bool) throws(ZeroMQError) -> String {
    // Without O_NONBLOCK a pipe of that name would hang the start.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw refusal(path, "cannot be read: \(errorText())") }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refusal(path, "cannot be examined: \(errorText())") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw refusal(path, "is not a file") }
    if isSecret { try checkSecrecy(status, path) }
    var bytes = [UInt8](repeating: 0, count: maxSize + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refusal(path, "cannot be read: \(errorText())") }
      if count == 0 { break }
      filled += count
    }
    guard filled <= maxSize else { throw refusal(path, "has more than \(maxSize) bytes: not a key file") }
    return String(decoding: bytes[..<filled], as: UTF8.self)
  }

  private static func checkSecrecy(_ status: stat, _ path: String) throws(ZeroMQError) {
    guard status.st_uid == geteuid() else {
      throw refusal(path, "belongs to user \(status.st_uid), expected user \(geteuid()), who runs this")
    }
    let mode = status.st_mode & 0o7777
    guard mode == 0o600 || mode == 0o400 else {
      throw refusal(path, "has mode \(octal(mode)), expected 0600, since others could read it; run: chmod 600 \(path)")
    }
  }

  private static func refusal(_ path: String, _ reason: String) -> ZeroMQError {
    .fileRefused(path: path, reason: reason)
  }
}
