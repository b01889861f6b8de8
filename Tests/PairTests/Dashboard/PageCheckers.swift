#if Dashboard
import Foundation

/// Programs and scripts that check what the dashboard serves; `deploy/setup --tests` installs them.
enum PageCheckers {
  private static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    return (environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache") + "/news-topics"
  }

  /// The rules of the Web Content Accessibility Guidelines, as a script.
  static var axe: String { folder + "/axe.min.js" }
  static var schemathesis: String { folder + "/venv/bin/schemathesis" }

  /// Why a checker cannot be used; nil where it can.
  static var lacksAxe: String? {
    if let reason = Browser.isMissing { return reason }
    return FileManager.default.fileExists(atPath: axe)
      ? nil : "axe is not at \(axe): 'deploy/setup --tests' puts it there"
  }

  static var lacksSchemathesis: String? {
    FileManager.default.isExecutableFile(atPath: schemathesis)
      ? nil : "schemathesis is not at \(schemathesis): 'deploy/setup --tests' puts it there"
  }

  static var lacksPrometheus: String? {
    Browser.path("promtool") == nil || Browser.path("prometheus") == nil
      ? "prometheus is not installed: 'deploy/setup --tests' installs it" : nil
  }
}

#endif
