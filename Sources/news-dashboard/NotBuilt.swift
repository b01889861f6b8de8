#if !Dashboard
import Foundation

/// Stands in for the dashboard in a build without its trait, and says how to get it. Needs no other module: `deploy/test` builds it alone.
@main
struct NotBuilt {
  static func main() {
    let text = "news-dashboard: built without the dashboard; build it with: swift build -c release --traits Dashboard\n"
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    exit(EX_USAGE)
  }
}
#endif
