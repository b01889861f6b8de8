import DurableSQLite
import Glibc

/// Where folders may be watched: whatever file stands in one is read and moved away, were it a service's own. Folders in it are not walked.
public enum WatchPlace {
  /// Refuses a folder that is this producer's data, or any service's, or that holds sockets of this one; whose files would be moved to
  /// these; or that lies in the data of another, which may keep files there too.
  /// - Parameters:
  ///   - dataFolder: need not be there yet.
  ///   - socketFolders: likewise.
  public static func check(
    _ folder: String, dataFolder: String, socketFolders: [String]
  ) throws(WatchError) {
    let (place, data) = (resolved(folder), resolved(dataFolder))
    // What is taken is moved to the other two.
    let places = [place, resolved(place + "/done"), resolved(place + "/failed")]
    for own in [dataFolder] + socketFolders where places.contains(resolved(own)) {
      throw .ownFiles(folder: folder, place: own)
    }
    let parent = resolved(place + "/..")
    for other in [place, parent] where other != data && DataFolder.holdsData(other) {
      throw .ownFiles(folder: folder, place: other)
    }
  }

  /// A path without links, where it is there.
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
