/// An answer with the number of its request beside its own keys.
public struct NumberedAnswer<Answer: Encodable>: Encodable {
  public var request: Int?
  public var answer: Answer

  public init(request: Int?, answer: Answer) {
    self.request = request
    self.answer = answer
  }

  private enum CodingKeys: String, CodingKey {
    case request
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(request, forKey: .request)
    try answer.encode(to: encoder)
  }
}
