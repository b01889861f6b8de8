import NewsModels

/// One line of JSON with what the rules say of one article.
///
/// `{"id":"…","topics":[{"topic":"gaza","level":"main","score":2.5,"evidence":[{"field":"title","start":0,"end":4,"text":"Gaza",
/// "rule":"…"}]}]}`
public enum ClassificationLine {
  /// Appends the line with its line break.
  public static func append(_ classification: Classification, id: String, to line: inout [UInt8]) {
    line.append(#"{"id":"#)
    line.append(quoted: id)
    line.append(#","topics":["#)
    for (index, topic) in classification.topics.enumerated() {
      if index > 0 { line.append(",") }
      append(topic, to: &line)
    }
    line.append("]}\n")
  }

  private static func append(_ topic: Classification.Topic, to line: inout [UInt8]) {
    line.append(#"{"topic":"#)
    line.append(quoted: topic.topic.rawValue)
    line.append(#","level":"#)
    line.append(quoted: topic.level.rawValue)
    line.append(#","score":"#)
    // JSON has no infinity and no not-a-number.
    line.append(topic.score.isFinite ? topic.score.description : "null")
    line.append(#","evidence":["#)
    for (index, evidence) in topic.evidence.enumerated() {
      if index > 0 { line.append(",") }
      line.append(#"{"field":"#)
      line.append(quoted: evidence.field.rawValue)
      line.append(#","start":"#)
      line.append(String(evidence.start))
      line.append(#","end":"#)
      line.append(String(evidence.end))
      line.append(#","text":"#)
      line.append(quoted: evidence.text)
      line.append(#","rule":"#)
      line.append(quoted: evidence.rule)
      line.append("}")
    }
    line.append("]}")
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// Appends a JSON string.
  fileprivate mutating func append(quoted text: String) {
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(byte)
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20:
        append(byte < 0x10 ? "\\u000" : "\\u001")
        append(String(byte & 0xF, radix: 16))
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
