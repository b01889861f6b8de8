/// Looks again and again until `condition` holds. Ends with its test's time, too: a loop that does not would hold up the whole run.
public nonisolated(nonsending) func waitUntil(
  _ condition: nonisolated(nonsending) () async throws -> Bool
) async throws {
  while try await !condition() {
    try Task.checkCancellation()
    await Task.yield()
  }
}
