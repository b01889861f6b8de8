import NewsModels

/// Splits a file into the documents that it holds, in bounded memory: WARC records and JSON lines, each also inside gzip; any other
/// file is one document.
///
/// Feed it the file in chunks and take documents out between them:
///
/// ```swift
/// var splitter = ContainerSplitter(name: "2024.warc.gz")
/// while let chunk = readMore() {
///   splitter.feed(chunk)
///   while let item = splitter.next() { … }
/// }
/// splitter.finish()
/// while let item = splitter.next() { … }
/// ```
///
/// It holds at most two records of the limit and one chunk, whatever the file claims. `next` inflates no more than it needs, so a
/// deflate bomb costs time in proportion to the records taken out, not memory.
public struct ContainerSplitter: ~Copyable {
  /// What comes out.
  public enum Item: Hashable, Sendable {
    /// A document to be pushed. A file that is no container keeps its name; a record is `file#index`, counted from 0.
    case document(name: String, bytes: [UInt8])
    /// A record that cannot be taken, with the reason; the others go on.
    case refused(name: String, reason: String)
  }

  private let name: String
  private let limit: Int
  private var source: ByteSource
  private var framing: (any RecordFraming)?
  private var index = 0
  /// Whether nothing more will come out, whatever is fed: the rest of the file need not be read.
  public private(set) var isOver = false

  /// `limit` is the most bytes that one document may have, after inflating; 8 MiB.
  public init(name: String, limit: Int = 8 << 20) {
    self.name = name
    self.limit = max(1, limit)
    source = ByteSource()
  }

  /// Takes the next bytes of the file. Call `next` until it answers nil before feeding more.
  public mutating func feed(_ chunk: consuming [UInt8]) {
    if isOver { return }
    source.feed(chunk)
  }

  /// Says that the file has ended.
  public mutating func finish() {
    source.finish()
  }

  /// The next item; nil where more bytes are needed, or where all is said.
  public mutating func next() -> Item? {
    while !isOver {
      if framing == nil {
        guard let chosen = chooseFraming() else { return nil }
        framing = chosen
      }
      let knowsTheEnd = source.isAtEnd
      guard let step = framing?.next(from: &source) else { return nil }
      switch step {
      case .needsMore:
        if source.fill() { continue }
        guard source.isAtEnd else { return nil }
        // What waits for the end is said when the framing is asked once more.
        if !knowsTheEnd { continue }
        isOver = true
        return source.damage.map { .refused(name: recordName, reason: $0) }
      case .document(let bytes):
        defer { index += 1 }
        return .document(name: recordName, bytes: bytes)
      case .refused(let reason):
        defer { index += 1 }
        return .refused(name: recordName, reason: reason)
      case .passed:
        index += 1
      case .over(let reason):
        isOver = true
        return reason.map { .refused(name: recordName, reason: $0) }
      }
    }
    return nil
  }

  private var recordName: String {
    framing?.isContainer == true ? "\(name)#\(index)" : name
  }

  /// The framing by what the file begins with; nil while too little is there to tell.
  private mutating func chooseFraming() -> (any RecordFraming)? {
    while true {
      if let framing = FramingSniffer.framing(of: source.bytes, isAtEnd: source.isAtEnd, limit: limit) {
        return framing
      }
      if !source.fill() {
        guard source.isAtEnd else { return nil }
        return WholeDocument(limit: limit)
      }
    }
  }
}

/// Cuts a stream of bytes into records.
protocol RecordFraming {
  /// The most bytes of one record.
  var limit: Int { get }
  /// Whether the records are numbered parts of a file.
  var isContainer: Bool { get }
  /// Asked again with more bytes, or with those of `source` at its end; never fills it.
  mutating func next(from source: inout ByteSource) -> FramingStep
}

extension RecordFraming {
  /// What to do about a record of more than `limit` bytes: a limit that is the greatest cannot be raised.
  var adviceOnTooLarge: String {
    limit < WireLimits.payloadBytes ? "split it, or raise the producer's --max-document" : "split it"
  }
}

/// What a framing found at the front of the bytes.
enum FramingStep {
  case needsMore
  case document([UInt8])
  case refused(String)
  /// A record that is none of ours: counted, not told.
  case passed
  /// No record follows; the reason where the rest cannot be read.
  case over(String?)
}
