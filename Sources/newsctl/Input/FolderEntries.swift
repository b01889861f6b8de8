import Glibc

/// What of a folder is to be read, in the order of the names.
///
/// A folder may hold a million files: their paths are made one at a time.
struct FolderEntries {
  /// The folder's path with a slash at its end.
  let base: [UInt8]
  /// Without hidden entries, links to folders and what saved pages show.
  private(set) var names = FolderNames()
  /// Folders of what saved pages show.
  private(set) var assets: [[UInt8]] = []
  /// Links to folders: followed to one above they would never end.
  private(set) var links: [[UInt8]] = []

  /// nil where the folder cannot be opened, or read to its end: `errno` says why.
  static func documents(in folder: [UInt8]) -> FolderEntries? {
    guard var found = found(in: folder) else { return nil }
    found.names.sort()
    var entries = FolderEntries(base: folder.last == UInt8(ascii: "/") ? folder : folder + [UInt8(ascii: "/")])
    guard !found.others.isEmpty else {
      entries.names = found.names
      return entries
    }
    let all = Set(found.names.map { String(decoding: $0, as: UTF8.self) })
    for name in found.names {
      if found.others.contains(name) {
        let path = entries.base + name
        if belongsToPage(String(decoding: name, as: UTF8.self), among: all) {
          entries.assets.append(path)
          continue
        }
        if isLinkToFolder(path) {
          entries.links.append(path)
          continue
        }
      }
      entries.names.append(name)
    }
    return entries
  }

  private struct Found {
    var names = FolderNames()
    /// Those not known to be files: of them the system must be asked again. All, where the file system does not say what an entry is.
    var others: Set<ArraySlice<UInt8>> = []
  }

  private static func found(in folder: [UInt8]) -> Found? {
    guard let stream = folder.withCPath({ opendir($0) }) else { return nil }
    var found = Found()
    while true {
      // Its end and an error look the same but for this.
      errno = 0
      guard let entry = readdir(stream) else { break }
      withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        let name = bytes.prefix { $0 != 0 }
        if name.first == UInt8(ascii: ".") { return }
        found.names.append(name)
        if Int32(entry.pointee.d_type) != Int32(DT_REG) { found.others.insert(ArraySlice(name)) }
      }
    }
    let code = errno
    closedir(stream)
    errno = code
    return code == 0 ? found : nil
  }

  /// A browser saves a page as `NAME.html` with what it shows in `NAME_files`, or in `NAME-Dateien` and the like.
  private static func belongsToPage(_ name: String, among names: Set<String>) -> Bool {
    pageFolderEndings.contains { ending in
      guard name.hasSuffix(ending) else { return false }
      let page = name.dropLast(ending.count)
      return ["html", "htm", "HTML", "HTM", "xhtml", "mhtml"].contains { names.contains("\(page).\($0)") }
    }
  }

  /// As browsers write them in the languages that they come in.
  private static let pageFolderEndings = [
    "_files", ".files", "-files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden", "_ficheiros",
    "_arquivos",
    "_pliki", "_soubory",
  ]

  private static func isLinkToFolder(_ path: [UInt8]) -> Bool {
    path.withCPath { path in
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
  }
}

extension [UInt8] {
  /// A path as system calls take it. Names in old encodings are no UTF-8: as a String they would name another file, or none.
  func withCPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (self + [0]).withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // There is always the zero.
        characters.baseAddress.map(body) ?? body("")
      }
    }
  }
}
