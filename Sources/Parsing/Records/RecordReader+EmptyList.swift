/// What holds no record, and is whole all the same: a search that found nothing answers so.
extension RecordReader {
  /// Whether a value is a list without elements, or holds nothing but such under the names under which records stand.
  /// - Parameter mayBeOne: whether it may be an article itself: then what it has of one is looked at, and told.
  static func isEmptyList(_ value: JSONValue, depth: Int = 0, mayBeOne: Bool = true) -> Bool {
    if case .array(let values) = value { return values.isEmpty }
    guard depth < deepestWrapper, !mayBeOne || RecordFault(of: Record(value)) == .strange else { return false }
    // Counts are called as the lists are: `"hits": 0`.
    let inner = value.members.filter { member in
      guard wrappers.contains(member.name) || channels.contains(member.name) else { return false }
      return switch member.value {
      case .array, .object: true
      default: false
      }
    }
    return !inner.isEmpty
      && inner.allSatisfy { isEmptyList($0.value, depth: depth + 1, mayBeOne: !channels.contains($0.name)) }
  }

  static func skipped(_ reason: String, form: String) -> ReadExplanation {
    var explanation = ReadExplanation(outcome: .skipped(reason: reason))
    explanation.form = form
    return explanation
  }
}
