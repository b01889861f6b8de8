extension DumpLine {
  /// Measures the line in one pass over its bytes, which are valid UTF-8.
  mutating func measure(_ text: UnsafeBufferPointer<UInt8>, vocabulary: DumpVocabulary) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: WordHashes.most(of: text)) { memory in
      var hashes = WordHashes(memory)
      measure(text, vocabulary: vocabulary, hashes: &hashes)
    }
  }

  /// The same where others need its words, whose hashes are added to `hashes`.
  ///
  /// - Parameter byWords: whether plain words are taken whole, which is faster; what is measured is the same.
  mutating func measure(
    _ text: UnsafeBufferPointer<UInt8>, vocabulary: DumpVocabulary, byWords: Bool = true, hashes: inout WordHashes
  ) {
    let first = hashes.count
    var pass = LinePass(line: self, vocabulary: vocabulary)
    pass.run(text, byWords: byWords, &hashes)
    self = pass.line
    wordHashes = first..<hashes.count
  }
}
