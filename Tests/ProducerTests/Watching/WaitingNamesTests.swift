import Testing

@testable import Producer

@Suite struct WaitingNamesTests {
  @Test func namesComeInOrderEachOnceWhileItWaits() {
    var names = WaitingNames()
    for name in ["a", "b", "a"] { names.append(FileName(name)) }
    #expect(names.count == 2)
    let first = names.popFirst()
    names.append(FileName("a"))
    let rest = [names.popFirst(), names.popFirst(), names.popFirst()]
    #expect(first?.description == "a" && rest.map { $0?.description } == ["b", "a", nil])
  }

  @Test func thoseThatWereTakenAreLetGoWhileOthersWait() {
    var names = WaitingNames()
    names.append(FileName("0"))
    for number in 1...100_000 {
      names.append(FileName("\(number)"))
      #expect(names.popFirst()?.description == "\(number - 1)")
      #expect(names.count == 1)
    }
    #expect(names.held <= 1_024)
  }
}
