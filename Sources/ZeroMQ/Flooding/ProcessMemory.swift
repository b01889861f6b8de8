import CZeroMQ
import Glibc

/// How the process's memory is shared out among its threads.
public enum ProcessMemory {
  /// Has all threads take their memory from one place. To be called on the first, before there are others.
  ///
  /// The C library would give each thread a place of its own, up to eight for each processor, and what one of them frees no other
  /// takes: a service held half as much again as it used. `MALLOC_ARENA_MAX` in the environment wins.
  public static func share() {
    guard getenv("MALLOC_ARENA_MAX") == nil else { return }
    _ = mallopt(M_ARENA_MAX, 1)
  }

  /// Gives the system back what starting took and nothing holds any more.
  public static func giveBack() { _ = malloc_trim(0) }
}
