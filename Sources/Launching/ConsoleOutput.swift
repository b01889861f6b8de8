import Glibc

/// The two streams of a command: results to standard output, all else to standard error.
public enum ConsoleOutput {
  /// Writes all of `bytes` to standard output; a closed pipe ends the process quietly, as with any Unix tool.
  ///
  /// Results that cannot be written end it with the reason: whoever reads a part of them must not take it for the whole.
  public static func write(_ bytes: [UInt8]) {
    guard let code = writeAll(bytes, to: STDOUT_FILENO, waits: true) else { return }
    printError("standard output: the results cannot be written: \(String(cString: strerror(code)))")
    _exit(ExitStatus.internal.rawValue)
  }

  public static func print(_ line: String) {
    write(Array((line + "\n").utf8))
  }

  /// Tells whoever started a service a line; the service goes on where nobody reads it.
  public static func announce(_ line: String) {
    _ = writeAll(Array((line + "\n").utf8), to: STDOUT_FILENO)
  }

  /// Sees to it that what is opened later does not take the place of a standard stream that was closed: results would be written
  /// there.
  public static func holdStandardStreams() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest free one, which is this. Nothing can be written to it, as to a closed one.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Writes lines of JSON. On a terminal, what is no visible character of their texts is escaped, so that no text steers it.
  /// - Parameter lines: each with its end.
  public static func writeJSON(lines: [UInt8]) {
    write(isTerminal ? Array(harmless(String(decoding: lines, as: UTF8.self)).utf8) : lines)
  }

  /// The same JSON without control and format characters, which can only stand inside its texts, but for the ends of lines.
  static func harmless(_ json: String) -> String {
    var result = ""
    for scalar in json.unicodeScalars {
      if scalar == "\n" || isVisible(scalar) {
        result.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result
  }

  /// Whether a terminal shows the character, and does nothing else for it.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  /// A line, or several. On a terminal, what is no visible character is shown as `?`: messages have in them what somebody else wrote.
  public static func printError(_ line: String) {
    _ = writeAll(Array(((errorIsTerminal ? visible(line) : line) + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes what somebody else wrote: its bytes, and on a terminal its text, where what is no visible character is shown as `?`.
  public static func writeForeign(_ bytes: [UInt8]) {
    write(isTerminal ? Array(visible(String(decoding: bytes, as: UTF8.self)).utf8) : bytes)
  }

  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || isVisible($0) ? $0 : "?" }))
  }

  /// Ends the process at once, and says why where there is room: a pipe that nobody reads may be what held it up.
  static func end(_ status: ExitStatus, saying line: String) -> Never {
    _ = fcntl(STDERR_FILENO, F_SETFL, fcntl(STDERR_FILENO, F_GETFL) | O_NONBLOCK)
    printError(line)
    _exit(status.rawValue)
  }

  /// Writes to standard error without ending the line.
  public static func writeError(_ text: String) {
    _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Whether a person looks at the stream.
  public static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  public static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal; 100 where there is none.
  public static var columns: Int { columns(of: STDOUT_FILENO) }
  public static var errorColumns: Int { columns(of: STDERR_FILENO) }

  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// Nil where all was written, else the system's error.
  /// - Parameter waits: for the reader of a pipe that whoever made it uses without waiting.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, waits: Bool = false) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let written = Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if written > 0 {
          offset += written
        } else if errno == EAGAIN, waits {
          var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&room, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}
