import Foundation

/// Parts that sites add to a title: `Headline | Site`, `Site - Headline`.
enum SiteSuffix {
  /// A title without its site's name, given what else the page calls itself.
  ///
  /// A part is cut only where it is known to be the site's: it is its name, or stands in the address.
  static func cut(from title: String, names: [WordKeys], host: String?) -> String {
    var text = title
    for _ in 0..<3 {
      guard let shorter = cutOnce(from: text, names: names, host: host) else { return text }
      text = shorter
    }
    return text
  }

  private static let separators: Set<Unicode.Scalar> = [
    "|", "-", "–", "—", "·", "•", "»", "«", "_", "/", ":", "›", "|", "‹", "~", "⋆",
  ]

  private static func cutOnce(from title: String, names: [WordKeys], host: String?) -> String? {
    let scalars = Array(title.unicodeScalars)
    var places: [Int] = []
    for (index, scalar) in scalars.enumerated() where separators.contains(scalar) {
      let before = index > 0 && scalars[index - 1] == " "
      let after = index + 1 < scalars.count && scalars[index + 1] == " "
      let isStrong = ["|", "»", "_", "•", "·", "|"].contains(scalar)
      if (before && after) || (isStrong && scalar != "_") || (scalar == "_" && isWide(scalars, index))
        || (scalar == ":" && after)
      {
        places.append(index)
      }
    }
    if let last = places.last {
      let tail = text(scalars[(last + 1)...])
      let head = text(scalars[..<last])
      // Hardly any headline holds a bar.
      if scalars[last] == "|" || scalars[last] == "|", WordKeys(head).count >= 2, WordKeys(tail).count <= 12 {
        return head
      }
      if scalars[last] != ":", isSite(tail, names: names, host: host) { return head }
    }
    if let first = places.first {
      let head = text(scalars[..<first])
      let isNamed = scalars[first] == ":" ? names.contains(WordKeys(head)) : isSite(head, names: names, host: host)
      if isNamed { return text(scalars[(first + 1)...]) }
    }
    return nil
  }

  private static func isWide(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index > 0 && scalars[index - 1].value > 0x2E80
  }

  private static func isSite(_ part: String, names: [WordKeys], host: String?) -> Bool {
    let keys = WordKeys(part)
    guard !keys.isEmpty, part.utf8.count <= 80 else { return false }
    if names.contains(where: {
      $0 == keys || ($0.count > 0 && keys.hasPrefix($0) && keys.count <= $0.count + 3)
        || (keys.count > 1 && $0.hasPrefix(keys))
    }) {
      return true
    }
    guard let host else { return false }
    let letters = letters(of: part)
    let hostLetters = String(decoding: host.utf8.filter { $0.isASCIILetter || $0.isASCIIDigit }, as: UTF8.self)
    return letters.utf8.count >= 3 && keys.count <= 5 && hostLetters.hasPrefix(letters)
      || letters.utf8.count >= 5 && keys.count <= 5 && hostLetters.contains(letters)
      || letters == hostLetters
      || holdsName(part, letters: letters, host: host)
  }

  /// `Báo Thanh Niên` of thanhnien.vn: a name, each of its words with a capital, around the longest part of the address.
  private static func holdsName(_ part: String, letters: String, host: String) -> Bool {
    let words = part.split(separator: " ")
    guard (2...5).contains(words.count), words.allSatisfy({ $0.first?.isUppercase == true }),
      let label = host.split(separator: ".").max(by: { $0.utf8.count < $1.utf8.count })
    else { return false }
    return label.utf8.count >= leastLabel
      && letters.contains(String(decoding: label.utf8.filter { $0.isASCIILetter }, as: UTF8.self))
  }

  /// Letters: shorter parts of addresses are words of headlines too.
  private static let leastLabel = 7

  /// In lower case, without marks and what stands between, as addresses write names.
  private static func letters(of part: String) -> String {
    let plain =
      part.utf8.allSatisfy { $0 < 0x80 }
      ? part
      : part.folding(options: .diacriticInsensitive, locale: nil).replacing("đ", with: "d").replacing("Đ", with: "d")
    return String(
      decoding: plain.utf8.map(\.asciiLowercased).filter { $0.isASCIILetter || $0.isASCIIDigit }, as: UTF8.self)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars)).foldingWhiteSpace()
  }
}
