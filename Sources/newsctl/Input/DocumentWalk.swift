import Glibc
import Launching
import Parsing

/// The documents behind what a person names: files, what folders hold, standard input; containers split into records.
///
/// Reads one file at a time and holds a record of it, whatever its size.
struct DocumentWalk: Sequence, IteratorProtocol {
  struct Document {
    enum Content {
      case bytes([UInt8])
      case skipped(reason: String)
      case unreadable(reason: String)
    }

    var file: String
    /// The record's number in a container; nil for a file that is one document.
    var record: Int?
    var content: Content

    var name: String { record.map { "\(file)#\($0)" } ?? file }
  }

  private static let chunkSize = 1 << 20

  /// What is still to be walked; the next one last.
  private var paths: [String]
  private var open: OpenFile?

  init(_ paths: [String]) {
    self.paths = paths.reversed()
  }

  mutating func next() -> Document? {
    while true {
      if let file = open {
        if let document = file.next() { return document }
        open = nil
      }
      guard let path = paths.popLast() else { return nil }
      if path == "-" {
        open = OpenFile(name: "standard input", descriptor: STDIN_FILENO)
        continue
      }
      switch Self.look(at: path) {
      case .folder: if let problem = enter(path) { return problem }
      case .file(let descriptor): open = OpenFile(name: path, descriptor: descriptor)
      case .unreadable(let reason):
        return Document(file: path, content: .unreadable(reason: "cannot be read: \(reason)"))
      }
    }
  }

  private enum Look {
    case folder
    case file(Int32)
    case unreadable(String)
  }

  /// Opens without waiting for the other end of a pipe that nobody writes to.
  private static func look(at path: String) -> Look {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .unreadable(systemErrorText()) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      return .unreadable(systemErrorText())
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(descriptor)
    case S_IFDIR:
      close(descriptor)
      return .folder
    case S_IFIFO:
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
      return .file(descriptor)
    default:
      close(descriptor)
      return .unreadable("it is neither a file nor a folder")
    }
  }

  /// Puts the entries of a folder next, in the order of their names; hidden ones and links to folders are left out.
  private mutating func enter(_ folder: String) -> Document? {
    guard let stream = opendir(folder) else {
      return Document(file: folder, content: .unreadable(reason: "cannot be read: \(systemErrorText())"))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    let pages = Set(names)
    var entries: [String] = []
    var assets: [String] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      // A browser saves a page as NAME.html with what it shows in NAME_files.
      if name.hasSuffix("_files"), ["html", "htm"].contains(where: { pages.contains("\(name.dropLast(6)).\($0)") }) {
        assets.append(name)
      } else if !Self.isLinkToFolder(base + name) {
        entries.append(base + name)
      }
    }
    paths += entries.reversed()
    guard let first = assets.first else { return nil }
    let others = assets.count > 1 ? " and \(assets.count - 1) more such folders" : ""
    return Document(file: base + first, content: .skipped(reason: "what a saved page shows\(others); not pushed"))
  }

  /// A folder may link to one above it: following such links would never end.
  private static func isLinkToFolder(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A file that is being read.
  private final class OpenFile {
    private let name: String
    private let descriptor: Int32
    private var splitter: ContainerSplitter
    private var isAtEnd = false

    init(name: String, descriptor: Int32) {
      self.name = name
      self.descriptor = descriptor
      splitter = ContainerSplitter(name: name)
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    func next() -> Document? {
      while true {
        switch splitter.next() {
        case .document(let name, let bytes): return document(name, .bytes(bytes))
        case .refused(let name, let reason): return document(name, .unreadable(reason: reason))
        case nil: break
        }
        if isAtEnd { return nil }
        if let problem = feed() { return problem }
      }
    }

    private func feed() -> Document? {
      var code: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: DocumentWalk.chunkSize) { buffer, count in
        var got = 0
        repeat { got = read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
        if got < 0 { code = errno }
        count = Swift.max(0, got)
      }
      if chunk.isEmpty {
        isAtEnd = true
        splitter.finish()
        if code != 0 {
          return Document(
            file: name, content: .unreadable(reason: "cannot be read: \(String(cString: strerror(code)))"))
        }
      } else {
        splitter.feed(chunk)
      }
      return nil
    }

    private func document(_ itemName: String, _ content: Document.Content) -> Document {
      let record = itemName.count > name.count ? Int(itemName.dropFirst(name.count + 1)) : nil
      return Document(file: name, record: record, content: content)
    }
  }
}
