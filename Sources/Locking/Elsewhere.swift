/// Runs work on a thread of Swift's pool, and answers an error as a value.
///
/// Thrown through a caller that has no thread of its own, an error would arrive on the pool's thread instead of that of the actor that
/// waits (Swift 6.3), and what follows would change the actor's state beside it.
@concurrent public func elsewhere<Value: Sendable, Failure: Error>(
  _ work: @Sendable () async throws(Failure) -> Value
) async -> Result<Value, Failure> {
  do throws(Failure) {
    return .success(try await work())
  } catch {
    return .failure(error)
  }
}
