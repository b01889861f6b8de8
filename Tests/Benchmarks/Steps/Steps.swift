/// Does one step of an article's way so many times: what `measure` counts the instructions and allocations of.
///
///     steps STEP COUNT
@main
struct Steps {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let step = arguments.first.flatMap({ Step(rawValue: $0) }),
      let count = arguments.last.flatMap({ Int($0) }), count > 0
    else {
      print("usage: steps STEP COUNT, a step being one of \(Step.allCases.map(\.rawValue).joined(separator: ", "))")
      return
    }
    print(try await step.run(count))
  }
}
