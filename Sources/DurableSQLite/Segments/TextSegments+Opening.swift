import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension TextSegments {
  /// Finds the segments of a database that was just opened.
  /// - Parameters:
  ///   - life: of the database. Only where it goes on as its mark says are segments that it does not know removed, by the first commit;
  ///     else they are set aside under `epoch`.
  /// - Returns: also what is missing, each in a line for a person; told once.
  static func open(
    folder: String, name: String, options: DurableDatabase.Options, life: Life, epoch: Int64, _ db: Database
  ) throws -> (segments: TextSegments, missing: [String]) {
    let hasTable = try db.tableExists("text_segment")
    var known: [Int64: (texts: Int, bytes: Int64)] = [:]
    for row in hasTable ? try Row.fetchAll(db, sql: "SELECT number, texts, bytes FROM text_segment") : [] {
      known[row[0]] = (row[1], row[2])
    }
    let found = segments(in: folder, name)
    // Of a transaction that was not committed, or emptied by the last one that was; or of a database that is not this one.
    let unknown = found.keys.filter { known[$0] == nil }
    if !life.goesOn, !unknown.isEmpty {
      for path in unknown.map({ "\(folder)/\(fileName(name, $0))" }) {
        try FileManager.default.moveItem(atPath: path, toPath: "\(path).damaged-\(epoch)")
      }
      // Before it is forgotten that there was damage.
      try DataFolder.sync(folder)
    }
    var missing: [String] = []
    for (number, segment) in known.sorted(by: { $0.key < $1.key })
    where segment.texts > 0 && found[number] ?? 0 < segment.bytes {
      let end = found[number] ?? 0
      missing.append(
        "'\(fileName(name, number))' ends at byte \(end), where texts up to byte \(segment.bytes) were: "
          + "what stood there is lost")
      try db.execute(sql: "UPDATE text_segment SET bytes = ? WHERE number = ?", arguments: [end, number])
    }
    let segments = TextSegments(
      folder: folder, name: name, options: options, hasTable: hasTable,
      // From the epoch on, so that no number is used in two lives; a clock may have been set back.
      tail: SegmentTail(
        last: max(life.mark.epoch, known.keys.max() ?? 0, found.keys.max() ?? 0), texts: known.mapValues(\.texts)),
      unknown: life.goesOn ? unknown : [])
    return (segments, missing)
  }

  /// The bytes of each segment that is there, by its number.
  private static func segments(in folder: String, _ name: String) -> [Int64: Int64] {
    guard let directory = opendir(folder) else { return [:] }
    defer { closedir(directory) }
    var sizes: [Int64: Int64] = [:]
    while let entry = readdir(directory) {
      let file = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let number = file.split(separator: "-").last.flatMap({ Int64($0) }), file == fileName(name, number) else {
        continue
      }
      var status = stat()
      if stat("\(folder)/\(file)", &status) == 0 { sizes[number] = Int64(status.st_size) }
    }
    return sizes
  }
}
