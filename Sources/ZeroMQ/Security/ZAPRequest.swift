/// A question of libzmq to its authentication handler (ZeroMQ RFC 27), as a ROUTER receives it.
struct ZAPRequest {
  /// Routing frames, up to and including the empty delimiter.
  private let envelope: [[UInt8]]
  private let id: [UInt8]
  let address: String
  let mechanism: String
  /// Nil for other mechanisms than CURVE.
  let key: CurvePublicKey?

  /// Nil for frames that are no such question.
  init?(_ frames: [[UInt8]]) {
    guard let delimiter = frames.firstIndex(of: []) else { return nil }
    let body = frames[(delimiter + 1)...]
    // version, request id, domain, address, routing id, mechanism, credentials…
    guard body.count >= 6, body[delimiter + 1] == Array("1.0".utf8) else { return nil }
    envelope = Array(frames[...delimiter])
    id = body[delimiter + 2]
    address = Self.printable(body[delimiter + 4])
    mechanism = Self.printable(body[delimiter + 6])
    guard mechanism == "CURVE", body.count == 7 else {
      key = nil
      return
    }
    do throws(ZeroMQError) { key = try CurvePublicKey(bytes: body[delimiter + 7]) } catch { key = nil }
  }

  func reply(status: String, text: String, userID: String) -> [[UInt8]] {
    envelope + [Array("1.0".utf8), id, Array(status.utf8), Array(text.utf8), Array(userID.utf8), []]
  }

  /// Safe for a log line: a stranger chose these bytes.
  private static func printable(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(64).map { (0x21...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
  }
}
