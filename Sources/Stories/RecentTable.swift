/// One element for each of the last articles, by the rest that their numbers leave.
///
/// It takes its room block by block, as articles come: one array would be copied each time it grew, and stand in memory twice meanwhile.
struct RecentTable<Element: Sendable>: Sendable {
  private static var blockSize: Int { 1 << 12 }

  private var blocks: [[Element]] = []
  private let free: Element

  /// - Parameter free: what a place holds before it is taken.
  init(free: Element) { self.free = free }

  /// - Parameter place: not negative. Setting one makes room for all up to its block's end.
  @inline(__always)
  subscript(place: Int) -> Element {
    get {
      let block = place / Self.blockSize
      return block < blocks.count ? blocks[block][place % Self.blockSize] : free
    }
    set {
      let block = place / Self.blockSize
      while block >= blocks.count { blocks.append(Array(repeating: free, count: Self.blockSize)) }
      blocks[block][place % Self.blockSize] = newValue
    }
  }
}
