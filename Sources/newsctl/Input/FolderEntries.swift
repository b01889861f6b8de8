import Glibc

/// What of a folder is to be read, in the order of the names.
///
/// A folder may hold a million files: their paths are made one at a time.
struct FolderEntries {
  /// The folder's path with a slash at its end.
  let base: String
  /// Without hidden entries, links to folders and what saved pages show.
  private(set) var names: [String] = []
  /// Folders of what saved pages show.
  private(set) var assets: [String] = []

  /// nil where the folder cannot be opened: `errno` says why.
  static func documents(in folder: String) -> FolderEntries? {
    guard var found = found(in: folder) else { return nil }
    found.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var entries = FolderEntries(base: folder.hasSuffix("/") ? folder : folder + "/")
    guard found.contains(where: { !$0.isFile }) else {
      entries.names = found.map(\.name)
      return entries
    }
    let all = Set(found.map(\.name))
    for entry in found {
      if !entry.isFile {
        let path = entries.base + entry.name
        if belongsToPage(entry.name, among: all) {
          entries.assets.append(path)
          continue
        }
        if isLinkToFolder(path) { continue }
      }
      entries.names.append(entry.name)
    }
    return entries
  }

  private struct Found {
    var name: String
    /// Known to be a file: the system need not be asked again. False where the file system does not say what an entry is.
    var isFile: Bool
  }

  private static func found(in folder: String) -> [Found]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var found: [Found] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") {
        found.append(Found(name: name, isFile: Int32(entry.pointee.d_type) == Int32(DT_REG)))
      }
    }
    return found
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

  /// A folder may link to one above it: following such links would never end.
  private static func isLinkToFolder(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
