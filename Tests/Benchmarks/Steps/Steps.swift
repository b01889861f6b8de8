import Dispatch
import Locking

/// Does one step of an article's way so many times: what `measure` counts the instructions and allocations of.
///
///     steps STEP COUNT
@main
enum Steps {
  /// Not asynchronous: the main thread that Swift parks then is more than valgrind bears.
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let step = arguments.first.flatMap({ Step(rawValue: $0) }),
      let count = arguments.last.flatMap({ Int($0) }), count > 0
    else {
      print("usage: steps STEP COUNT, a step being one of \(Step.allCases.map(\.rawValue).joined(separator: ", "))")
      return
    }
    let done = DispatchSemaphore(value: 0)
    let outcome = Guarded<Result<Int, any Error>?>(nil)
    Task.detached {
      let result: Result<Int, any Error>
      do {
        result = .success(try await step.run(count))
      } catch {
        result = .failure(error)
      }
      outcome.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    if let result = outcome.withLock({ $0 }) { print(try result.get()) }
  }
}
