import Glibc

/// Texts in other encodings than UTF-8, by the C library's converters.
enum Encoded {
  /// nil where the text has characters that the encoding lacks, or the converter is not known.
  static func bytes(_ text: String, as name: String) -> [UInt8]? {
    guard let descriptor = iconv_open(name, "UTF-8"), descriptor != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(descriptor) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    var written = 0
    let isDone = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var (from, left) = (source.baseAddress, source.count)
        var (to, room) = (target.baseAddress, target.count)
        let isDone =
          iconv(descriptor, &from, &left, &to, &room) != .max && iconv(descriptor, nil, nil, &to, &room) != .max
        written = target.count - room
        return isDone
      }
    }
    return isDone ? output.prefix(written).map { UInt8(bitPattern: $0) } : nil
  }

  /// VNI for Windows, which no C library knows: written from the table of the font's maker, vowel by vowel.
  static func vni(_ text: String) -> [UInt8] {
    text.flatMap { character -> [UInt8] in
      if let ascii = character.asciiValue { return [ascii] }
      return vniLetters[character] ?? [UInt8(ascii: "?")]
    }
  }

  private static let vniLetters: [Character: [UInt8]] = {
    var table: [Character: [UInt8]] = [
      "đ": [0xF1], "Đ": [0xD1], "ư": [0xF6], "ơ": [0xF4], "–": [0x96], "“": [0x93], "”": [0x94],
    ]
    func add(_ letters: String, _ base: Character, _ marks: [UInt8]) {
      for (letter, mark) in zip(letters, marks) { table[letter] = [base.asciiValue ?? 0, mark] }
    }
    let tones: [UInt8] = [0xF9, 0xF8, 0xFB, 0xF5, 0xEF]
    add("áàảãạ", "a", tones)
    add("éèẻẽẹ", "e", tones)
    add("óòỏõọ", "o", tones)
    add("úùủũụ", "u", tones)
    add("ýỳỷỹ", "y", tones)
    add("âấầẩẫậ", "a", [0xE2, 0xE1, 0xE0, 0xE5, 0xE3, 0xE4])
    add("êếềểễệ", "e", [0xE2, 0xE1, 0xE0, 0xE5, 0xE3, 0xE4])
    add("ôốồổỗộ", "o", [0xE2, 0xE1, 0xE0, 0xE5, 0xE3, 0xE4])
    add("ăắằẳẵặ", "a", [0xEA, 0xE9, 0xE8, 0xFA, 0xFC, 0xEB])
    for (letter, byte) in zip("íìỉĩị", [0xED, 0xEC, 0xE6, 0xF3, 0xF2] as [UInt8]) { table[letter] = [byte] }
    table["ỵ"] = [0xEE]
    for (letter, mark) in zip("ứừửữự", tones) { table[letter] = [0xF6, mark] }
    for (letter, mark) in zip("ớờởỡợ", tones) { table[letter] = [0xF4, mark] }
    return table
  }()
}
