import NewsModels
import Testing

/// What a service may answer a program that reckons with it.
@Suite struct FigureTests {
  private func take(_ header: String) throws(WireError) -> WireMessage {
    try WireMessage(answer: [Array("NT1 ledger".utf8), Array(header.utf8)])
  }

  @Test(arguments: [
    "{}", #"{"a":0,"b":[1.5,-2e3],"c":true}"#, "{\"a\":\(WireLimits.figures / 2)}",
    // Digits in texts are no numbers.
    #"{"a":"99999999999999999999","99999999999999999999\\":1,"b\"":"\"99999999999999999999"}"#, "", "\"", "\"\\",
  ])
  func numbersThatMayHaveBeenCountedAreTaken(_ header: String) throws {
    #expect(try take(header).header == Array(header.utf8))
  }

  @Test(arguments: [
    "\(Int.max)", "-\(Int.max)", "\(WireLimits.figures)", "1e300", "1E400", "99999999999999999999999999", "0.5e18",
    "\(WireLimits.figures / 2),-\(WireLimits.figures / 2)", #""a",\#(Int.max)"#, #""\\",\#(Int.max)"#, "1-1",
  ])
  func numbersThatNobodyCountedAreRefused(_ figures: String) {
    #expect(throws: WireError.self) { try take("{\"a\":[\(figures)]}") }
  }

  /// Times in milliseconds of ten thousand articles in five places.
  @Test func aTraceMayHoldManyTimesOfWhichEachIsBounded() throws {
    func take(_ numbers: [Int]) throws(WireError) -> WireMessage {
      try WireMessage(answer: [Array("NT1 trace".utf8), Array("{\"a\":\(numbers)}".utf8)])
    }
    let times = Array(repeating: 1_800_000_000_000, count: 50_000)
    #expect(try take(times).kind == .trace)
    #expect(throws: WireError.self) { try take([WireLimits.figures]) }
  }

  @Test func momentsAreOfYearsThatCanBeWritten() {
    #expect(Timestamp(secondsSince1970: .min).description == "0001-01-01T00:00:00Z")
    #expect(Timestamp(secondsSince1970: .max).description == "9999-12-31T23:59:59Z")
    #expect(Timestamp(secondsSince1970: 1_709_251_200).description == "2024-03-01T00:00:00Z")
  }
}
