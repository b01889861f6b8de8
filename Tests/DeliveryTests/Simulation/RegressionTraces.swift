/// Traces on which an earlier version failed, shrunk. A trace keeps its meaning as long as the plan of its seed does; when the
/// model changes so that a trace no longer meets its fault, find it anew.
struct RegressionTrace: Sendable, CustomStringConvertible {
  var name: String
  var seed: UInt64
  var decisions: String

  var description: String { name }

  static let all = [
    RegressionTrace(
      name: "the welcome to an earlier hello begins a session, and credit counts twice", seed: 5,
      decisions: """
        push 987 601951
        deliverUp 930 306870
        syncOutbox 767 559783
        deliverDown 732 633998
        answerLoad 184 901066
        deliverUp 66 625114
        answerLoad 876 766301
        answerLoad 699 715378
        deliverDown 562 78540
        classify 998 886979
        deliverUp 418 689663
        """)
  ]
}
