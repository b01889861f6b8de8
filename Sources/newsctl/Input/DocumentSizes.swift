import Glibc

/// How many bytes stand behind the paths that a person named: for a progress bar, so nothing of it is relied on.
enum DocumentSizes {
  /// Files that are looked at: more would delay the work that the bar is about.
  private static let mostFiles = 200_000

  /// nil where it cannot be told, as of standard input.
  static func total(of paths: [String]) -> Int? {
    var total = 0
    var files = 0
    var waiting = TypedArguments.own.bytes(of: paths)
    while let path = waiting.popLast() {
      files += 1
      var status = stat()
      guard path != DocumentWalk.standardInput, files <= mostFiles, path.withCPath({ stat($0, &status) }) == 0 else {
        return nil
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: total += Int(status.st_size)
      case S_IFDIR:
        if let entries = FolderEntries.documents(in: path) { waiting += entries.names.map { entries.base + $0 } }
      default: return nil
      }
    }
    return total
  }
}
