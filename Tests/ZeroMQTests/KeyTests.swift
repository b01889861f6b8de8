import TestSupport
import Testing
import ZeroMQ

@Suite struct KeyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder.made() }

  @Test func pairComesBackFromItsFiles() throws {
    let pair = try CurveKeyPair.generate()
    try KeyFile.write(pair.secretKey, to: folder.file("own.key"))
    try KeyFile.write(pair.publicKey, to: folder.file("own.pub"))
    #expect(TemporaryFolder.mode(folder.file("own.key")) == 0o600)
    #expect(TemporaryFolder.mode(folder.file("own.pub")) == 0o644)
    #expect(try CurveKeyPair(secretKey: KeyFile.readSecretKey(folder.file("own.key"))) == pair)
    #expect(try KeyFile.readPublicKey(folder.file("own.pub")) == pair.publicKey)
    #expect(try CurveKeyPair.generate() != pair)
  }

  @Test func existingKeyIsNeverOverwritten() throws {
    let (first, second) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
    try KeyFile.write(first.secretKey, to: folder.file("k"))
    let error = #expect(throws: ZeroMQError.self) { try KeyFile.write(second.secretKey, to: folder.file("k")) }
    #expect(error?.description.contains("exists already") == true)
    #expect(try KeyFile.readSecretKey(folder.file("k")) == first.secretKey)
  }

  @Test(arguments: [0o604, 0o640, 0o660, 0o644, 0o700, 0o4600] as [UInt32])
  func secretThatOthersCouldReadIsRefused(_ mode: UInt32) throws {
    let pair = try CurveKeyPair.generate()
    try folder.write("curve-secret-key \(pair.secretKey.z85)\n", to: "k", mode: mode)
    let error = #expect(throws: ZeroMQError.self) { try KeyFile.readSecretKey(folder.file("k")) }
    #expect(error?.description.contains("chmod 600 \(folder.file("k"))") == true)
  }

  @Test(arguments: [0o600, 0o400] as [UInt32]) func secretOfTheOwnerIsRead(_ mode: UInt32) throws {
    let pair = try CurveKeyPair.generate()
    try folder.write("curve-secret-key \(pair.secretKey.z85)\n", to: "k", mode: mode)
    #expect(try KeyFile.readSecretKey(folder.file("k")) == pair.secretKey)
  }

  @Test func noMessageAndNoDescriptionHoldsTheSecret() throws {
    let pair = try CurveKeyPair.generate()
    let text = pair.secretKey.z85
    #expect(!"\(pair) \(pair.secretKey)".contains(text))
    #expect(!String(reflecting: pair).contains(text))
    var dumped = ""
    dump(pair, to: &dumped)
    #expect(!dumped.contains(text))
    let error = #expect(throws: ZeroMQError.self) { try CurveSecretKey(z85: text + "x") }
    #expect(error?.description.contains(text) == false)
    try folder.write("curve-secret-key \(text)x\n", to: "k")
    let fileError = #expect(throws: ZeroMQError.self) { try KeyFile.readSecretKey(folder.file("k")) }
    #expect(fileError?.description.contains(text) == false)
  }

  @Test(arguments: [
    "", "curve-secret-key", "curve-public-key KEY", "curve-secret-key short",
    "curve-secret-key ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
    "curve-secret-key ########################################", String(repeating: "x", count: 5000),
  ])
  func whatIsNoSecretKeyFileIsRefused(_ text: String) throws {
    try folder.write(text, to: "k")
    #expect(throws: ZeroMQError.self) { try KeyFile.readSecretKey(folder.file("k")) }
  }

  @Test func allowedFolderFollowsItsFiles() throws {
    let keys = try (0..<3).map { _ in try CurveKeyPair.generate().publicKey }
    try KeyFile.write(keys[0], to: folder.file("a.pub"))
    try KeyFile.write(keys[1], to: folder.file("not-a-key-file"))
    let allowed = try AllowedKeys(folder: folder.path)
    #expect(allowed.names == [keys[0]: "a"])
    #expect(allowed.refresh().isEmpty)
    try KeyFile.write(keys[2], to: folder.file("c.pub"))
    try folder.write("garbage", to: "broken.pub")
    let change = allowed.refresh()
    #expect(change.added == [keys[2]: "c"])
    #expect(change.problems.count == 1)
    #expect(allowed.refresh().isEmpty)
    folder.remove("a.pub")
    #expect(allowed.refresh().removed == [keys[0]: "a"])
    #expect(allowed.names == [keys[2]: "c"])
    #expect(!allowed.allows(userID: keys[0].z85))
    #expect(allowed.allows(userID: keys[2].z85))
  }

  @Test func folderThatOthersMayWriteToAdmitsNobody() throws {
    let key = try CurveKeyPair.generate().publicKey
    try KeyFile.write(key, to: folder.file("a.pub"))
    let allowed = try AllowedKeys(folder: folder.path)
    #expect(allowed.allows(key))
    folder.setMode(0o777)
    #expect(allowed.refresh().problems.count == 1)
    #expect(allowed.refresh().isEmpty)
    #expect(!allowed.allows(key))
    #expect(throws: ZeroMQError.self) { try AllowedKeys(folder: folder.path) }
    folder.setMode(0o700)
    #expect(allowed.refresh().added == [key: "a"])
    #expect(throws: ZeroMQError.self) { try AllowedKeys(folder: folder.file("missing")) }
  }
}
