import NewsModels
import Testing

/// What whoever writes a client by hand is told of a header that cannot be read.
@Suite struct HeaderMistakeTests {
  @Test(arguments: [
    (#"{"action":"remove"}"#, "expected one of list, add, drop, rebind, forget at 'action'"),
    (#"{"begin":"later"}"#, "expected one of now, held at 'begin'"),
    (#"{"action":1}"#, "expected a string at 'action'"),
    (#"{"limit":"much"}"#, "expected a whole number at 'limit'"),
    (#"["list"]"#, "expected an object at the top"),
    (#"{"limit":1.5}"#, "it is no JSON, or a number in it is too large, or no whole one where one is expected"),
    ("list", "it is no JSON, or a number in it is too large, or no whole one where one is expected"),
  ])
  func whatWasExpectedIsToldInTheWordsOfJSON(header: String, reason: String) throws {
    let message = try WireMessage(frames: [Array("NT1 groups".utf8), Array(header.utf8)])
    let error = #expect(throws: WireError.self) { try message.decode(GroupsRequest.self) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    // No value that came is repeated.
    for value in ["remove", "later", "much"] { #expect(error?.description.contains(value) == false) }
  }

  @Test(arguments: GroupBeginning.allCases) func aChoiceIsReadByItsName(_ beginning: GroupBeginning) throws {
    let header = #"{"action":"add","begin":"\#(beginning.rawValue)"}"#
    let message = try WireMessage(frames: [Array("NT1 groups".utf8), Array(header.utf8)])
    let request = try message.decode(GroupsRequest.self)
    #expect(request.begin == beginning && request.action == .add)
  }
}
