import CZeroMQ
import Glibc

/// How the process's memory is shared out among its threads.
public enum ProcessMemory {
  /// Has all threads take their memory from one place. To be called on the first, before there are others.
  ///
  /// The C library would give each thread a place of its own, up to eight for each processor, and what one of them frees no other
  /// takes: a service held half as much again as it used. `MALLOC_ARENA_MAX` in the environment wins.
  ///
  /// Large blocks get pages of their own, which go back to the system with them. Left to itself the library takes them from the common
  /// place too, once one has been freed, and what they leave there are holes.
  public static func share() {
    if getenv("MALLOC_ARENA_MAX") == nil { _ = mallopt(M_ARENA_MAX, 1) }
    if getenv("MALLOC_MMAP_THRESHOLD_") == nil { _ = mallopt(M_MMAP_THRESHOLD, largeBlock) }
    if getenv("MALLOC_TRIM_THRESHOLD_") == nil { _ = mallopt(M_TRIM_THRESHOLD, 4 * largeBlock) }
  }

  /// Bytes.
  private static let largeBlock: Int32 = 256 << 10

  /// Gives the system back what starting took and nothing holds any more.
  public static func giveBack() { _ = malloc_trim(0) }
}
