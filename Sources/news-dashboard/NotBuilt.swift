#if !Dashboard
import Glibc
import Launching

/// Stands in for the dashboard in a build without its trait, and says how to get it.
@main
struct NotBuilt {
  static func main() {
    ConsoleOutput.printError(
      "news-dashboard: built without the dashboard; build it with: swift build -c release --traits Dashboard")
    exit(ExitStatus.usage.rawValue)
  }
}

#endif
