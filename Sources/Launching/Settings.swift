import Foundation
import Yams

/// Options from flags, the environment and a configuration file; flags win over the environment, the environment over the file.
///
/// An option `max-document` is `NEWS_PRODUCER_MAX_DOCUMENT` in the environment and `max-document:` in the file. A list is
/// separated by commas in the environment.
public struct Settings: Sendable {
  private let prefix: String
  private let environment: [String: String]
  private let file: [String: [String]]
  private let path: String?
  private let keys: [String]

  /// - Parameters:
  ///   - prefix: of the variables, as `NEWS_PRODUCER`.
  ///   - keys: every option that the file may hold.
  ///   - lists: those that may have several values.
  ///   - path: the configuration file; nil for none. The variable `PREFIX_CONFIG` may name it too.
  /// - Throws: a failure of `.configuration` for a file that cannot be read, is not a flat YAML mapping, or holds an unknown key.
  public init(
    prefix: String, keys: [String], lists: [String] = [], path: String?, environment: [String: String]
  ) throws(CommandFailure) {
    self.prefix = prefix
    self.environment = environment
    self.keys = keys
    // As with any other option, an empty variable is none.
    self.path = path ?? environment[prefix + "_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    file = try self.path.map { path throws(CommandFailure) in try Self.read(path, keys: keys, lists: lists) } ?? [:]
  }

  /// The values of a list option; `flags` where any was given.
  public func values(_ key: String, flags: [String]) -> [String] {
    if !flags.isEmpty { return flags }
    if let value = environment[variable(key)], !value.isEmpty {
      return value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return file[key] ?? []
  }

  /// The value of an option; `flag` where it was given.
  public func value(_ key: String, flag: String?) -> String? {
    if let flag { return flag }
    if let value = environment[variable(key)], !value.isEmpty { return value }
    return file[key]?.last
  }

  /// The value of an option, or what `standard` answers.
  public func value(
    _ key: String, flag: String?, default standard: () throws(CommandFailure) -> String
  ) throws(CommandFailure) -> String {
    if let value = value(key, flag: flag) { return value }
    return try standard()
  }

  /// Whether an option is set: `true` or `false` in the environment and the file.
  public func flag(_ key: String, flag: Bool) throws(CommandFailure) -> Bool {
    switch value(key, flag: flag ? "true" : nil) {
    case nil, "false": return false
    case "true": return true
    case let text?: throw mistake(key, expected: "true or false", got: text)
    }
  }

  /// A number of bytes within `range`.
  public func bytes(
    _ key: String, flag: ByteCount?, default standard: Int, in range: ClosedRange<Int>
  ) throws(CommandFailure) -> Int {
    guard let text = value(key, flag: flag.map(\.description)) else { return standard }
    guard let size = ByteCount(argument: text), range.contains(size.bytes) else {
      let bounds = "\(ByteCount(range.lowerBound)) to \(ByteCount(range.upperBound))"
      throw mistake(key, expected: "a number of bytes such as 8388608, 512MiB or 64GiB, from \(bounds)", got: text)
    }
    return size.bytes
  }

  /// Variables of the environment that are named like an option and are none: mistakes in typing, probably. In the order of their names.
  ///
  /// They are no reason to refuse a start: a manager of containers makes some of its own from the name of a service.
  public var unknownVariables: [String] {
    let known = Set((keys + ["config"]).map(variable))
    return environment.keys.filter { $0.hasPrefix(prefix + "_") && !known.contains($0) }.sorted()
  }

  /// A failure that names the option in the three ways in which it may have come.
  public func mistake(_ key: String, expected: String, got: String) -> CommandFailure {
    CommandFailure(
      .configuration,
      "--\(key) (\(variable(key))\(path.map { ", or in \($0)" } ?? "")): expected \(expected), got '\(got)'")
  }

  private func variable(_ key: String) -> String {
    prefix + "_" + key.uppercased().replacingOccurrences(of: "-", with: "_")
  }

  private static func read(
    _ path: String, keys: [String], lists: [String]
  ) throws(CommandFailure) -> [String: [String]] {
    if let reason = whyUnreadable(path) {
      throw CommandFailure(.configuration, "cannot read the configuration file '\(path)': \(reason)")
    }
    let node: Node?
    do {
      // All values are texts: no tags are looked for, with patterns that would bring ICU into memory.
      node = try Yams.compose(yaml: String(contentsOfFile: path, encoding: .utf8), .basic)
    } catch let error as YamlError {
      throw CommandFailure(.configuration, "\(path) is no YAML: \(error)")
    } catch {
      throw CommandFailure(.configuration, "cannot read the configuration file \(path): \(error.localizedDescription)")
    }
    guard let node else { return [:] }
    guard let mapping = node.mapping else {
      throw CommandFailure(.configuration, "\(path): expected lines 'option: value', got something else")
    }
    var values: [String: [String]] = [:]
    for (key, value) in mapping {
      let line = key.mark.map { ":\($0.line)" } ?? ""
      guard let name = key.string, keys.contains(name) else {
        throw CommandFailure(
          .configuration,
          "\(path)\(line): expected one of \(keys.joined(separator: ", ")), got '\(key.string ?? "no name")'")
      }
      if let list = value.sequence {
        guard lists.contains(name) || list.count == 1 else {
          throw CommandFailure(
            .configuration, "\(path)\(line): expected one value for \(name), got a list of \(list.count)")
        }
        values[name] = list.compactMap(\.string)
      } else if let text = value.string {
        values[name] = [text]
      } else {
        throw CommandFailure(.configuration, "\(path)\(line): expected a value or a list of values for \(name)")
      }
    }
    return values
  }
}

/// Why a file cannot be read, in a person's words; nil where it can.
public func whyUnreadable(_ path: String) -> String? {
  var status = stat()
  if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return "it is a folder" }
  return access(path, R_OK) == 0 ? nil : String(cString: strerror(errno))
}
