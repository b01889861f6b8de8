import Glibc

/// How long work takes on this thread's account, whatever else the machine does.
public enum WorkTime {
  /// Seconds of processor time of this thread.
  public static func seconds(_ work: () -> Void) -> Double {
    var (start, end) = (timespec(), timespec())
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
    work()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
  }

  /// By how much the second takes longer than the first: the least of a few runs, fewer where it is below `bound`.
  public static func growth(from small: () -> Void, to large: () -> Void, below bound: Double) -> Double {
    var growth = Double.infinity
    for _ in 0..<4 where growth >= bound {
      let before = seconds(small)
      growth = min(growth, seconds(large) / max(before, 0.002))
    }
    return growth
  }
}
