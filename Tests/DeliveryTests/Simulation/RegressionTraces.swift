/// Traces on which an earlier version failed, shrunk. A trace keeps its meaning as long as the plan of its seed does; when the
/// model changes so that a trace no longer meets its fault, find it anew.
struct RegressionTrace: Sendable, CustomStringConvertible {
  var name: String
  var seed: UInt64
  var decisions: String

  var description: String { name }

  static let all = [
    RegressionTrace(
      name: "an answer to an earlier session crosses the window of the next", seed: 20,
      decisions: """
        passTime 225 228284
        deliverUp 157 673941
        push 913 600240
        """)
  ]
}
