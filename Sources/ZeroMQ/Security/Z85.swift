import CZeroMQ

/// libzmq's text form of keys.
enum Z85 {
  static func encode(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: bytes.count * 5 / 4 + 1)
    _ = zmq_z85_encode(&text, bytes, bytes.count)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Exactly the 40 characters of a key; never echoes the text, which may be a secret.
  static func decode(_ text: String) throws(ZeroMQError) -> [UInt8] {
    guard text.utf8.count == 40 else {
      throw .invalidKey(reason: "expected 40 characters, got \(text.utf8.count)")
    }
    let alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    guard text.utf8.allSatisfy(alphabet.utf8.contains) else {
      throw .invalidKey(reason: "it has characters outside of Z85")
    }
    var bytes = [UInt8](repeating: 0, count: 32)
    // A group of five may exceed 32 bits; writing it back shows that.
    guard zmq_z85_decode(&bytes, text) != nil, encode(bytes) == text else {
      throw .invalidKey(reason: "it is not valid Z85")
    }
    return bytes
  }
}
