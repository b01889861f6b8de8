#if Dashboard

/// Writes elements whose every text and attribute is escaped.
enum Markup {
  /// Escapes sign by sign, not by what readers see as one character: `"` followed by a combining mark ends an attribute all the same.
  static func escape(_ text: some StringProtocol) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// An element with content that is markup already.
  static func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String = "") -> String {
    var text = "<" + name
    for (key, value) in attributes { text += " \(key)=\"\(escape(value))\"" }
    return text + ">" + content + "</\(name)>"
  }
}

#endif
