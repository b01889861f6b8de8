import Classifying
import DurableSQLite
import Foundation

/// The topics files that counted stored articles, kept by version beside the store, so that an article can be explained by the
/// rules that counted it after they were changed.
///
/// A file that is missing or was altered costs the explanation, never the count.
final class TopicsArchive: Sendable {
  /// Beside the store.
  static let folderName = "topics"

  private let folder: URL
  private let current: Classifier
  private let former = RecentClassifiers()

  /// Keeps the current rules too.
  /// - Parameter dataFolder: the store's.
  /// - Throws: where the folder cannot be written.
  init(dataFolder: String, current: Classifier) throws {
    folder = URL(fileURLWithPath: dataFolder).appendingPathComponent(Self.folderName)
    self.current = current
    let file = file(of: current.topics.version)
    let source = Data(current.topics.source.utf8)
    // One that a power cut left empty, or that was altered, is made good while the rules are at hand.
    guard FileManager.default.contents(atPath: file.path) != source else { return }
    try FileManager.default.createDirectory(
      at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try source.write(to: file, options: .atomic)
    try Self.sync(file)
    try DataFolder.sync(self.folder.path)
  }

  private static func sync(_ file: URL) throws {
    let file = try FileHandle(forUpdating: file)
    try file.synchronize()
    try file.close()
  }

  /// Copies the files into a folder `topics` of `place`, where a consumer whose data that is looks for them. They are on the disk when
  /// the call ends; answers their bytes.
  func copy(to place: String) throws -> Int {
    let copies = URL(fileURLWithPath: place).appendingPathComponent(Self.folderName)
    try FileManager.default.createDirectory(
      at: copies, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    var bytes = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".yaml") {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      let copy = copies.appendingPathComponent(name)
      try data.write(to: copy, options: .withoutOverwriting)
      try Self.sync(copy)
      bytes += data.count
    }
    try DataFolder.sync(copies.path)
    try DataFolder.sync(place)
    return bytes
  }

  private func file(of version: String) -> URL { folder.appendingPathComponent("\(version).yaml") }

  /// The rules of that version; nil where its file is not here, or is another one by now.
  func classifier(version: String) -> Classifier? {
    guard version != current.topics.version else { return current }
    if let known = former.first(where: { $0.version == version }) { return known }
    guard let data = FileManager.default.contents(atPath: file(of: version).path),
      let topics = try? TopicsFile(yaml: String(decoding: data, as: UTF8.self)), topics.version == version
    else { return nil }
    let classifier = Classifier(topics)
    former.keep(classifier)
    return classifier
  }
}
