/// Names of a folder's entries, one behind the other in one array: a String of each takes twice as much memory, and a folder may hold a
/// million.
struct FolderNames: RandomAccessCollection {
  private var bytes: [UInt8] = []
  private var places: [Place] = []

  private struct Place {
    var start: UInt32
    var count: UInt32

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { places.count }

  /// As the file system has it: bytes of any kind but zeros and slashes.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[places[index].range] }

  /// - Parameter name: together with all others at most 4 GiB.
  mutating func append(_ name: some Collection<UInt8>) {
    places.append(Place(start: UInt32(bytes.count), count: UInt32(name.count)))
    bytes += name
  }

  /// Puts them in the order of their bytes.
  mutating func sort() {
    bytes.withUnsafeBufferPointer { bytes in
      places.sort { bytes[$0.range].lexicographicallyPrecedes(bytes[$1.range]) }
    }
  }
}
