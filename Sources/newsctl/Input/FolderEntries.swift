import Glibc

/// What of a folder is to be read, in the order of the names.
struct FolderEntries {
  /// Without hidden entries, links to folders and what saved pages show.
  private(set) var paths: [String] = []
  /// Folders of what saved pages show.
  private(set) var assets: [String] = []

  /// nil where the folder cannot be opened: `errno` says why.
  static func documents(in folder: String) -> FolderEntries? {
    guard let found = found(in: folder) else { return nil }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    let all = Set(found.contains(where: { !$0.isFile }) ? found.map(\.name) : [])
    var entries = FolderEntries()
    for entry in found.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      let path = base + entry.name
      if entry.isFile {
        entries.paths.append(path)
      } else if belongsToPage(entry.name, among: all) {
        entries.assets.append(path)
      } else if !isLinkToFolder(path) {
        entries.paths.append(path)
      }
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
