import NewsModels
import Testing

@Suite struct DigestTests {
  @Test func equalsWhatB2sumPrints() {
    #expect(Digest(of: [UInt8]()).hex == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
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
