import ArgumentParser
import ZeroMQ

/// Options of who may connect to a service.
public struct ServerKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The service's secret key, for tcp, with --allow: 'newsctl keys generate' makes one.", valueName: "file"))
  public var key: String?

  @Option(
    help: ArgumentHelp(
      "A folder of the public keys (NAME.pub) that may connect over tcp; read again when it changes.", valueName: "dir")
  )
  public var allow: String?

  @Option(
    help: ArgumentHelp("The secret key that will follow, for the --next-… endpoints meanwhile.", valueName: "file"))
  public var nextKey: String?

  @Flag(
    help: """
      Members of the group that owns the folder of the sockets may connect, and the folder may have mode 0750. Default: this user only.
      """)
  public var groupAccess = false

  public init() {}

  public static let keys = ["key", "allow", "next-key", "group-access"]

  /// Whether members of a group may connect to the sockets that are files.
  public func isOpenToGroup(_ settings: Settings) throws(CommandFailure) -> Bool {
    try settings.flag("group-access", flag: groupAccess)
  }

  /// The service's own key pair; nil where none was named.
  public func pair(_ settings: Settings) throws(CommandFailure) -> CurveKeyPair? {
    guard let path = settings.value("key", flag: key) else { return nil }
    return try readable { () throws(ZeroMQError) in try CurveKeyPair(secretKey: KeyFile.readSecretKey(path)) }
  }

  /// What the service's tcp sockets are guarded by; nil where they are plain.
  public func serverKeys(_ settings: Settings) throws(CommandFailure) -> ServerKeys? {
    let pair = try pair(settings)
    let next = settings.value("next-key", flag: nextKey)
    guard let folder = settings.value("allow", flag: allow) else {
      if next != nil {
        throw CommandFailure(.configuration, "--next-key: expected --key and --allow with it, got no --allow")
      }
      return nil
    }
    guard let pair else {
      throw CommandFailure(.configuration, "--allow: expected --key FILE with it, got none; \(Self.advice)")
    }
    return try readable { () throws(ZeroMQError) in
      ServerKeys(
        pair: pair, allowed: try AllowedKeys(folder: folder),
        next: try next.map { path throws(ZeroMQError) in try KeyFile.readSecretKey(path) })
    }
  }

  /// An endpoint to listen at: one that other machines reach needs keys, one that is not a file is not plain where a key is named, and the
  /// folder of one that is keeps others out.
  public func listening(
    _ key: String, flag: String?, keys: ServerKeys?, settings: Settings, environment: [String: String]
  ) throws(CommandFailure) -> Endpoint {
    let endpoint = try settings.endpoint(key, flag: flag, environment: environment)
    let folderMode = PrivateFolder.mode(isOpenToGroup: try isOpenToGroup(settings))
    try readable { () throws(ZeroMQError) in try endpoint.checkPlace(folderMode: folderMode) }
    guard keys == nil, endpoint.ipcPath == nil else { return endpoint }
    if settings.value("key", flag: self.key) != nil {
      throw CommandFailure(
        .configuration,
        "--key: expected --allow DIR with it to listen at \(endpoint), got none; allow each client's key ('newsctl keys "
          + "generate' makes it) with 'newsctl keys allow', or use ipc://")
    }
    try readable { () throws(ZeroMQError) in try endpoint.requireLocal(advice: Self.advice) }
    return endpoint
  }

  /// What to do where a network address lacks keys.
  public static let advice =
    "make keys with 'newsctl keys generate', allow each client's with 'newsctl keys allow', and start with --key FILE "
    + "and --allow DIR; or use ipc:// or a loopback address"
}

extension Settings {
  /// The endpoints to listen at under the next key, in the order of `options`; nil for each that was not named.
  /// - Throws: a failure where there are endpoints without a key, or a key without an endpoint: clients that know it would find nobody.
  public func nextListening(
    _ options: [(key: String, flag: String?)], keys: ServerKeys?, environment: [String: String]
  ) throws(CommandFailure) -> [Endpoint?] {
    var endpoints: [Endpoint?] = []
    for (key, flag) in options {
      endpoints.append(try nextListening(key, flag: flag, keys: keys, environment: environment))
    }
    guard keys?.next == nil || endpoints.contains(where: { $0 != nil }) else {
      let names = options.map { "--\($0.key)" }.joined(separator: " or ")
      throw CommandFailure(.configuration, "--next-key: expected \(names) with it, got none")
    }
    return endpoints
  }

  private func nextListening(
    _ key: String, flag: String?, keys: ServerKeys?, environment: [String: String]
  ) throws(CommandFailure) -> Endpoint? {
    guard value(key, flag: flag) != nil else { return nil }
    guard keys?.next != nil else {
      throw CommandFailure(.configuration, "--\(key): expected --next-key FILE with it, got none")
    }
    let endpoint = try endpoint(key, flag: flag, environment: environment)
    guard endpoint.ipcPath == nil else {
      throw CommandFailure(.configuration, "--\(key): expected a tcp endpoint, got \(endpoint), which needs no key")
    }
    return endpoint
  }
}

/// Keys that cannot be read, and addresses that lack them, are a matter of configuration.
public func readable<Value>(_ body: () throws(ZeroMQError) -> Value) throws(CommandFailure) -> Value {
  do {
    return try body()
  } catch {
    throw CommandFailure(.configuration, error.description)
  }
}

extension CurveRole {
  /// As whom to connect to an endpoint; nil where that is plain.
  /// - Parameters:
  ///   - serverKey: the file of the server's public key.
  ///   - pair: the client's own.
  public static func client(
    of endpoint: Endpoint, serverKey: String?, pair: CurveKeyPair?
  ) throws(CommandFailure) -> CurveRole? {
    // Who reaches a socket file may use it: the folder guards it.
    guard endpoint.ipcPath == nil else { return nil }
    guard let serverKey else {
      try readable { () throws(ZeroMQError) in
        try endpoint.requireLocal(
          advice: "name the service's public key with --server-key FILE, and your own with --key FILE "
            + "('newsctl keys generate' makes it)")
      }
      return nil
    }
    guard let pair else {
      throw CommandFailure(
        .configuration,
        "--server-key: expected --key FILE with it, got none; make your own with 'newsctl keys generate'")
    }
    return try readable { () throws(ZeroMQError) in
      .client(serverKey: try KeyFile.readPublicKey(serverKey), keyPair: pair)
    }
  }
}
