#if Dashboard
import NewsModels

/// Why an article nearly counted, in words of a language.
struct NearMissText {
  let text: FigureText

  func reason(of miss: NearMiss) -> String {
    guard text.language == .vietnamese, let causes = miss.causes else { return miss.reason }
    return causes.map(vietnamese).joined(separator: "; ")
  }

  private func vietnamese(_ cause: NearMiss.Cause) -> String {
    func name(_ rule: String) -> String { RuleName.name(rule, in: .vietnamese) }
    return switch cause {
    case .below(let threshold, let missing):
      "còn thiếu \(text.decimal(missing)) so với ngưỡng \(text.decimal(threshold))"
    case .excluded(let phrase):
      "bị loại vì nằm trong “\(phrase)”"
    case .lacks(let rule, let phrases, let reach):
      "quy tắc “\(name(rule))” không thấy cụm nào \(RuleName.among(phrases)) \(vietnamese(reach))"
    case .spoiled(let rule, let phrase, let reach):
      "quy tắc “\(name(rule))” không tính vì có “\(phrase)” \(vietnamese(reach))"
    case .others(let count):
      "và \(text.count(count)) lý do khác"
    }
  }

  private func vietnamese(_ reach: Reach) -> String {
    switch reach {
    case .sentence: "trong cùng câu"
    case .paragraph: "trong cùng đoạn"
    case .words(let count): "trong phạm vi \(text.count(count)) từ"
    case .text: "trong bài"
    }
  }
}

#endif
