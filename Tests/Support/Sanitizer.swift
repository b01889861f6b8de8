import Foundation

/// Whether this run is one of `deploy/test --sanitize`.
///
/// A process takes several times as much memory and time then: how much says nothing about the program.
public enum Sanitizer {
  public static let isOff = ProcessInfo.processInfo.environment["NEWS_TOPICS_SANITIZED"] == nil
}
