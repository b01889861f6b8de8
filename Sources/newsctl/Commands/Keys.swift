import ArgumentParser
import Foundation
import Launching
import NewsModels
import ZeroMQ

struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make, allow and list the keys by which tcp connections are encrypted.",
    discussion: """
      Each service and each person has a key of their own: NAME.key is secret, NAME.pub may be shown to anybody. A service \
      lets in whose public keys are in the folder that it was given with --allow; it notices changes at once, and taking a \
      file away ends that client's sessions. Sockets that are files (ipc) need no keys.

      On the service's machine:   newsctl keys generate producer
                                  newsctl keys allow alice.pub
                                  news-producer --key …/producer.key --allow …/allowed --intake tcp://0.0.0.0:5601
      On Alice's machine:         newsctl keys generate alice
                                  newsctl push --key …/alice.key --server-key producer.pub --intake tcp://HOST:5601 PATH

      To change a service's key: start it with --next-key NEW.key --next-intake ENDPOINT (--next-articles, --next-query, \
      --next-events) beside the old ones, move the clients to these with NEW.pub, then start it with --key NEW.key alone.
      """,
    subcommands: [Generate.self, Allow.self, List.self])

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a key pair: NAME.key, which only you can read, and NAME.pub.")

    @Argument(
      help: ArgumentHelp("Whose it is: letters, digits, hyphens, underscores, dots; no dot first.", valueName: "name"))
    var name: String

    @OptionGroup var folders: KeyFolderOptions

    func run() throws {
      let folder = try folders.resolved().own
      try checkName(name)
      try readable { () throws(ZeroMQError) in
        try PrivateFolder.prepare(folder)
        let pair = try CurveKeyPair.generate()
        let secret = "\(folder)/\(name).key"
        try KeyFile.write(pair.secretKey, to: secret)
        do throws(ZeroMQError) {
          try KeyFile.write(pair.publicKey, to: "\(folder)/\(name).pub")
        } catch {
          // Beside another pair's public key it would be taken for that one's.
          unlink(secret)
          throw error
        }
      }
      ConsoleOutput.print("\(folder)/\(name).key")
      ConsoleOutput.print("\(folder)/\(name).pub")
    }
  }

  struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let the owner of a public key in: copy it into the folder that the service was given with --allow.")

    @Argument(help: ArgumentHelp("The public key's file: NAME.pub.", valueName: "file"))
    var file: String

    @Option(name: .customLong("as"), help: ArgumentHelp("Under this name. Default: the file's.", valueName: "name"))
    var name: String?

    @OptionGroup var folders: KeyFolderOptions

    func run() throws {
      let folder = try folders.resolved().allowed
      let name = name ?? URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      try checkName(name)
      try readable { () throws(ZeroMQError) in
        let key = try KeyFile.readPublicKey(file)
        try PrivateFolder.prepare(folder, mode: 0o755)
        let known = try AllowedKeys(folder: folder).names
        if let other = known[key] {
          guard other == name else {
            throw .fileRefused(path: "\(folder)/\(other).pub", reason: "holds the same key already")
          }
          return
        }
        try KeyFile.write(key, to: "\(folder)/\(name).pub")
      }
      ConsoleOutput.print("\(folder)/\(name).pub")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List your keys and those that are allowed.")

    @OptionGroup var folders: KeyFolderOptions

    @Option(help: "table, json, jsonl or csv.")
    var format: OutputFormat = .table

    func run() throws {
      let (own, allowed) = try folders.resolved()
      try KeyReport(own: own, allowed: allowed).print(format)
    }
  }
}

/// Where keys are kept.
struct KeyFolderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Your keys. Default: keys in the state folder.", valueName: "dir"))
  var folder: String?

  @Option(
    help: ArgumentHelp("The keys that are allowed. Default: allowed in the folder of your keys.", valueName: "dir"))
  var allow: String?

  func resolved() throws(CommandFailure) -> (own: String, allowed: String) {
    let own: String
    if let folder {
      own = folder
    } else {
      own = try StandardPaths.stateFolder(environment: ProcessInfo.processInfo.environment) + "/keys"
    }
    return (own, allow ?? own + "/allowed")
  }
}

private func checkName(_ name: String) throws(CommandFailure) {
  let isPlain = name.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
  guard isPlain, (1...64).contains(name.utf8.count), !name.hasPrefix(".") else {
    throw CommandFailure(
      .usage,
      "expected 1 to 64 letters, digits, hyphens, underscores and dots, no dot first, got '\(name.printable)'")
  }
}
