import Glibc
import Launching
import NewsModels
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

    /// For people: where the path is no UTF-8, with U+FFFD in it.
    var file: String
    /// The record's number in a container; nil for a file that is one document.
    var record: Int?
    var content: Content

    var name: String { record.map { "\(file)#\($0)" } ?? file }
  }

  /// The path that names it.
  static let standardInput = [UInt8(ascii: "-")]
  /// Bytes of the largest document that any producer takes: where none is asked, what some may take is read.
  static let greatestLimit = WireLimits.payloadBytes

  private static let chunkSize = 1 << 20

  /// What of a folder is still to be walked: its names from `next` on. Their paths begin with `base`.
  private struct Level {
    var base: [UInt8]
    var names: FolderNames
    var next = 0
  }

  /// The folder that is being walked stands last, after those that hold it.
  private var levels: [Level]
  private var open: OpenFile?
  /// Of folders that were entered, what is told and not walked.
  private var told: [Document] = []

  private let limit: Int
  private let progress: ProgressBar?

  /// - Parameters:
  ///   - limit: bytes of one document.
  ///   - progress: is told of what was read.
  init(_ paths: [String], limit: Int = DocumentWalk.greatestLimit, progress: ProgressBar? = nil) {
    var names = FolderNames()
    for path in TypedArguments.own.bytes(of: paths) { names.append(path) }
    levels = [Level(base: [], names: names)]
    self.limit = limit
    self.progress = progress
  }

  mutating func next() -> Document? {
    while true {
      if let file = open {
        if let document = file.next() {
          progress?.countDocument()
          return document
        }
        open = nil
      }
      if let document = told.popLast() { return document }
      guard let path = nextPath() else { return nil }
      if path == Self.standardInput {
        open = OpenFile(
          name: PushRequest.Document.standardInput, descriptor: STDIN_FILENO, size: nil, limit: limit, progress)
        continue
      }
      let name = String(decoding: path, as: UTF8.self)
      switch OpenedPath(path) {
      case .folder: enter(path)
      case .file(let descriptor, let size):
        open = OpenFile(name: name, descriptor: descriptor, size: size, limit: limit, progress)
      case .unreadable(let reason):
        return Document(file: name, content: .unreadable(reason: "cannot be read: \(reason)"))
      }
    }
  }

  private mutating func nextPath() -> [UInt8]? {
    while let last = levels.indices.last {
      let level = levels[last]
      if level.next < level.names.count {
        levels[last].next += 1
        return level.base + level.names[level.next]
      }
      levels.removeLast()
    }
    return nil
  }

  /// Puts the entries of a folder next, in the order of their names.
  private mutating func enter(_ folder: [UInt8]) {
    guard let entries = FolderEntries.documents(in: folder) else {
      let reason = "cannot be read: \(systemErrorText())"
      told.append(Document(file: String(decoding: folder, as: UTF8.self), content: .unreadable(reason: reason)))
      return
    }
    levels.append(Level(base: entries.base, names: entries.names))
    tell(entries.assets, "what a saved page shows", "such folders")
    tell(entries.links, "a link to a folder, which may be one above it", "such links", "name it to have it read")
  }

  /// Of many that are left out in one folder, one is named.
  private mutating func tell(_ paths: [[UInt8]], _ what: String, _ more: String, _ advice: String = "not pushed") {
    guard let first = paths.first else { return }
    let others = paths.count > 1 ? " and \(paths.count - 1) more \(more)" : ""
    told.append(
      Document(file: String(decoding: first, as: UTF8.self), content: .skipped(reason: "\(what)\(others); \(advice)")))
  }

  /// A file that is being read.
  private final class OpenFile {
    private let name: String
    private let descriptor: Int32
    private let size: Int?
    private var splitter: ContainerSplitter
    private var isAtEnd = false

    /// Bytes to ask for at once: all of a small file and one more, so that its end shows by that one.
    private let chunkSize: Int

    private let progress: ProgressBar?

    init(name: String, descriptor: Int32, size: Int?, limit: Int, _ progress: ProgressBar?) {
      self.name = name
      // Some files tell no size although there is something to read.
      chunkSize =
        size.map { $0 > 0 ? Swift.min(DocumentWalk.chunkSize, $0 + 1) : DocumentWalk.chunkSize }
        ?? DocumentWalk.chunkSize
      self.progress = progress
      self.descriptor = descriptor
      self.size = size
      splitter = ContainerSplitter(name: name, limit: limit)
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    func next() -> Document? {
      while true {
        switch splitter.next() {
        case .document(let name, let bytes): return document(name, .bytes(bytes))
        case .refused(let name, let reason): return document(name, .unreadable(reason: reason))
        case nil: break
        }
        // The rest of a file that cannot be taken, being too large or damaged, is not read.
        if isAtEnd || splitter.isOver { return nil }
        if let problem = feed() { return problem }
      }
    }

    private func feed() -> Document? {
      var code: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
        var got = 0
        repeat { got = read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
        if got < 0 { code = errno }
        count = Swift.max(0, got)
      }
      if code != 0 {
        // What was begun is no document without its end.
        isAtEnd = true
        return Document(
          file: name, content: .unreadable(reason: "cannot be read: \(String(cString: strerror(code)))"))
      }
      if chunk.isEmpty {
        isAtEnd = true
        splitter.finish()
      } else {
        let count = chunk.count
        splitter.feed(chunk)
        progress?.advance(bytes: count)
        if count == size, count < chunkSize {
          isAtEnd = true
          splitter.finish()
        }
      }
      return nil
    }

    private func document(_ itemName: String, _ content: Document.Content) -> Document {
      let (item, whole) = (itemName.utf8, name.utf8.count)
      let record = item.count > whole ? Int(Substring(item.dropFirst(whole + 1))) : nil
      return Document(file: name, record: record, content: content)
    }
  }
}
