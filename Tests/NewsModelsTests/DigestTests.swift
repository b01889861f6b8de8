import NewsModels
import Testing

@Suite struct DigestTests {
  /// `b2sum -l 256`, by which people and programs find a document: of nothing, of a word, and of more than a block.
  @Test(arguments: [
    ("", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
    ("Gaza", "b091bafefdbac5987a96cf3ccd1d2c34fd3f781a89ac13623e4d4d1fddeda1f4"),
    (String(repeating: "a", count: 1_000), "e00b0ddbf1e2cdaf5c898e1a5e8826ea3a2c339bcf2a478da2e5fca9ff126672"),
  ])
  func equalsWhatB2sumPrints(text: String, hex: String) {
    #expect(Digest(of: Array(text.utf8)).hex == hex)
  }

  @Test func hexGoesThereAndBack() {
    let digest = Digest(of: Array("Gaza".utf8))
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == digest)
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(Digest(hex: digest.hex.dropLast()) == nil)
    #expect(Digest(hex: "g" + digest.hex.dropFirst()) == nil)
  }
}
