/// Tells the language of a text by its script and by its commonest words.
///
/// Answers a lower-case ISO 639-1 code, or nil where the text is too short or mixed to tell. Looks at 4 KiB from the
/// start and as much from the middle at most, so the cost does not grow with the text; at 1 KiB where that is plainly of one language.
enum LanguageDetector {
  private static let windowSize = 4_096
  /// Most texts are plainly of one language, and these bytes show it.
  private static let firstLook = 1_024

  /// `utf8` is valid UTF-8 in NFC.
  static func detect(_ utf8: [UInt8]) -> String? {
    detect(utf8[...])
  }

  static func detect(_ utf8: ArraySlice<UInt8>) -> String? {
    utf8.withUnsafeBufferPointer { buffer in
      let start = UnsafeBufferPointer(rebasing: buffer.prefix(firstLook))
      let screen = VietnameseScreen(start)
      if screen.isPlain { return "vi" }
      var evidence = LanguageEvidence()
      // What is read up to a space tells the same as if all were read at once.
      let first = start.lastIndex(of: 0x20) ?? 0
      evidence.read(UnsafeBufferPointer(rebasing: start[..<first]))
      if let language = evidence.plainLanguage { return language }
      evidence.read(UnsafeBufferPointer(rebasing: buffer.prefix(windowSize)[first...]))
      if buffer.count > 2 * windowSize {
        let middle = buffer.count / 2
        evidence.read(UnsafeBufferPointer(rebasing: buffer[middle..<min(buffer.count, middle + windowSize)]))
      }
      return evidence.language
    }
  }

  static func detect(_ text: String) -> String? {
    detect(Array(text.utf8))
  }

  /// Of an article. Its headline counts as well, since a line or two say little; there what the document states counts more than the
  /// words do, which say the wrong thing at times, unless the script tells.
  /// - Parameter stated: the code that the document, or what it stands in, states.
  static func detect(title: String, body: String, stated: String?) -> String? {
    let detected = detect(body + "\n" + title)
    let isTold = body.utf8.count >= tellingLength || !isByWords(detected)
    return (isTold ? detected : nil) ?? stated ?? detected
  }

  /// Bytes of text from which its words tell the language.
  private static let tellingLength = 150

  /// Whether it takes words, and so some text, to tell the language: those in plain Latin letters.
  static func isByWords(_ language: String?) -> Bool {
    guard let language else { return true }
    return language != "vi" && CommonWords.languages.contains(language)
  }
}
