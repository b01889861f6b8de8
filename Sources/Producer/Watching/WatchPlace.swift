import DurableSQLite
import Glibc

/// Where folders may be watched: whatever stands in one is read and moved away, were it a service's own data.
public enum WatchPlace {
  /// Refuses a folder that is, holds or lies in this producer's data, that holds its sockets, or that is or lies in any service's data.
  /// - Parameters:
  ///   - dataFolder: need not be there yet.
  ///   - socketFolders: likewise.
  public static func check(
    _ folder: String, dataFolder: String, socketFolders: [String]
  ) throws(WatchError) {
    let place = names(folder)
    let data = names(dataFolder)
    guard !place.starts(with: data), !data.starts(with: place) else {
      throw .ownFiles(folder: folder, place: dataFolder)
    }
    for sockets in socketFolders where names(sockets) == place { throw .ownFiles(folder: folder, place: sockets) }
    for count in (1...max(1, place.count)).reversed() {
      let above = "/" + place.prefix(count).joined(separator: "/")
      if DataFolder.holdsData(above) { throw .ownFiles(folder: folder, place: above) }
    }
  }

  /// The names in a path without links; what is not there yet has none.
  private static func names(_ path: String) -> [Substring] { resolved(path).split(separator: "/") }

  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard let slash = path.lastIndex(of: "/") else { return path == "." ? path : "\(resolved("."))/\(path)" }
    let parent = slash == path.startIndex ? "/" : String(path[..<slash])
    return "\(resolved(parent))\(path[slash...])"
  }
}
