import Glibc

/// Where the pair keeps its data and sockets unless told otherwise: the same for a shell, cron and a user's units.
public enum StandardPaths {
  /// `$XDG_STATE_HOME/news-topics`, or `~/.local/state/news-topics` where the variable is unset or not absolute.
  /// - Throws: a failure of `.configuration` where neither the variable nor a home folder is known.
  public static func stateFolder(environment: [String: String]) throws(CommandFailure) -> String {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/news-topics" }
    if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/news-topics" }
    if let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir {
      return String(cString: home) + "/.local/state/news-topics"
    }
    throw CommandFailure(
      .configuration, "expected XDG_STATE_HOME or HOME to name an absolute folder, got neither; set one of them")
  }

  /// `ipc://…/run/NAME`, for one of `intake`, `articles`, `query`, `events`.
  public static func endpoint(_ name: String, environment: [String: String]) throws(CommandFailure) -> String {
    "ipc://" + (try stateFolder(environment: environment)) + "/run/" + name
  }
}
