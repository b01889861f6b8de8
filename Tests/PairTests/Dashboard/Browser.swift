#if Dashboard
import Foundation
import TestSupport
import Testing

/// A real Chromium without a window, driven over WebDriver as a person drives it. Source: the W3C's WebDriver recommendation.
final class Browser: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// A reader's device.
  struct Device: Sendable, CustomTestStringConvertible {
    var width = 1_280
    var height = 900
    var isDark = false
    var language = "en"
    var runsScripts = true

    static let desk = Device()
    static let phone = Device(width: 390, height: 844)

    var testDescription: String {
      "\(width)×\(height)\(isDark ? ", dark" : ""), \(language)\(runsScripts ? "" : ", no scripts")"
    }
  }

  private let driver: Process
  private let profile: URL
  private let session: Target

  /// A path of the driver's interface.
  private struct Target {
    var port: Int
    var path: String

    static func + (target: Target, more: String) -> Target { Target(port: target.port, path: target.path + more) }
  }

  /// Why no browser can be driven here; nil where one can.
  static var isMissing: String? {
    for program in ["chromium", "chromedriver"] where path(program) == nil {
      return "\(program) is not installed: 'deploy/setup --tests' installs it"
    }
    return nil
  }

  static func path(_ program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  init(_ device: Device = .desk) async throws {
    guard let chromium = Self.path("chromium"), let chromedriver = Self.path("chromedriver") else {
      throw Failure(description: Self.isMissing ?? "")
    }
    profile = FileManager.default.temporaryDirectory.appendingPathComponent("nt-browser-\(UUID().uuidString)")
    let output = Pipe()
    driver = Process()
    driver.executableURL = URL(fileURLWithPath: chromedriver)
    driver.arguments = ["--port=0"]
    driver.standardOutput = output
    driver.standardError = FileHandle.nullDevice
    try driver.run()
    let port = try await Self.port(output)
    let server = Target(port: port, path: "")
    var flags = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
      "--user-data-dir=\(profile.path)", "--window-size=\(device.width),\(device.height)", "--lang=\(device.language)",
      "--accept-lang=\(device.language)",
    ]
    if device.isDark { flags.append("--blink-settings=preferredColorScheme=0") }
    var preferences: [String: Any] = ["intl.accept_languages": device.language]
    if !device.runsScripts { preferences["webkit.webprefs.javascript_enabled"] = false }
    let options: [String: Any] = ["binary": chromium, "args": flags, "prefs": preferences]
    let wishes: [String: Any] = [
      "goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL"],
      // Milliseconds. By itself a driver ends scripts after 30 seconds, which a busy machine may take.
      "timeouts": ["script": Int(PairFixture.patience / .milliseconds(1))],
    ]
    let answer = try await Self.call("POST", server + "/session", ["capabilities": ["alwaysMatch": wishes]])
    guard let value = answer as? [String: Any], let id = value["sessionId"] as? String else {
      throw Failure(description: "no session: \(answer)")
    }
    session = server + "/session/\(id)"
    // A window cannot be as narrow as a phone: the page's own measures are set instead.
    _ = try await Self.call(
      "POST", session + "/goog/cdp/execute",
      [
        "cmd": "Emulation.setDeviceMetricsOverride",
        "params": [
          "width": device.width, "height": device.height, "deviceScaleFactor": 1, "mobile": device.width < 600,
        ],
      ])
  }

  deinit {
    driver.end()
    try? FileManager.default.removeItem(at: profile)
  }

  /// Ends the browser; the driver alone would leave it behind.
  func close() async {
    _ = try? await Self.call("DELETE", session, nil)
    driver.end()
  }

  func open(_ address: String) async throws { _ = try await call("POST", "/url", ["url": address]) }

  var address: String {
    get async throws { try await call("GET", "/url", nil) as? String ?? "" }
  }

  /// What a reader sees of the first element that a CSS selector finds.
  func text(_ selector: String) async throws -> String {
    try await ask(selector, "GET", "/text", nil) as? String ?? ""
  }

  func attribute(_ name: String, of selector: String) async throws -> String? {
    try await ask(selector, "GET", "/attribute/\(name)", nil) as? String
  }

  func count(_ selector: String) async throws -> Int {
    (try await call("POST", "/elements", ["using": "css selector", "value": selector]) as? [Any])?.count ?? 0
  }

  /// A real click in the middle of what is seen.
  func click(_ selector: String) async throws { _ = try await ask(selector, "POST", "/click", [:]) }

  /// A click on the link with this text, inside the first element that the selector finds.
  func clickLink(_ text: String, in selector: String = "main") async throws {
    _ = try await again {
      let parent = try await self.element(selector)
      let found = try await self.call(
        "POST", "/element/\(parent)/element", ["using": "partial link text", "value": text])
      return try await self.call("POST", "/element/\(try Self.reference(found))/click", [:])
    }
  }

  func type(_ text: String, into selector: String) async throws {
    _ = try await ask(selector, "POST", "/value", ["text": text])
  }

  /// Keys, one after the other, to whatever has the focus. `shift` is held while they go down.
  func press(_ keys: [String], shift: Bool = false) async throws {
    var actions: [[String: Any]] = keys.flatMap {
      [["type": "keyDown", "value": $0], ["type": "keyUp", "value": $0]]
    }
    if shift {
      actions = [["type": "keyDown", "value": Key.shift]] + actions + [["type": "keyUp", "value": Key.shift]]
    }
    _ = try await call("POST", "/actions", ["actions": [["type": "key", "id": "keys", "actions": actions]]])
  }

  enum Key {
    static let tab = "\u{E004}"
    static let enter = "\u{E007}"
    static let shift = "\u{E008}"
    static let left = "\u{E012}"
    static let right = "\u{E014}"
  }

  /// Presses the mouse on one element and lets it go on another.
  func drag(from: String, to: String) async throws {
    _ = try await again {
      let (start, end) = (try await self.reference(from), try await self.reference(to))
      let actions: [[String: Any]] = [
        ["type": "pointerMove", "duration": 0, "origin": start, "x": 0, "y": 0], ["type": "pointerDown", "button": 0],
        ["type": "pointerMove", "duration": 50, "origin": end, "x": 0, "y": 0], ["type": "pointerUp", "button": 0],
      ]
      return try await self.call(
        "POST", "/actions",
        ["actions": [["type": "pointer", "id": "mouse", "parameters": ["pointerType": "mouse"], "actions": actions]]])
    }
  }

  /// What a script answers, run beside the page.
  func run(_ script: String) async throws -> Any {
    try await call("POST", "/execute/sync", ["script": script, "args": []])
  }

  /// What a script hands to its last argument.
  func runAsynchronously(_ script: String) async throws -> Any {
    try await call("POST", "/execute/async", ["script": script, "args": []])
  }

  /// Waits until a script answers true: by frames of the page, so no longer than it takes. Throws where the page is left meanwhile.
  func waits(until condition: String) async throws -> Bool {
    let end = ContinuousClock.now + PairFixture.patience
    repeat {
      if try await sees(condition) { return true }
    } while .now < end
    return false
  }

  /// Whether a script answers true within 20 s.
  private func sees(_ condition: String) async throws -> Bool {
    let answer = try await runAsynchronously(
      """
      const done = arguments[0], end = Date.now() + 20000;
      (function look() {
        if (\(condition)) done(true); else if (Date.now() > end) done(false); else setTimeout(look, 20);
      })();
      """)
    return answer as? Bool == true
  }

  /// Waits for the address that a click leads to, also where no script runs.
  func arrives(at part: String) async throws -> Bool {
    let end = ContinuousClock.now + PairFixture.patience
    while ContinuousClock.now < end {
      if try await address.contains(part) { return true }
    }
    return false
  }

  /// Waits as ``waits(until:)`` does, over a change of the page, until the new one is whole: a change ends the script which looks, and
  /// another looks on.
  func arrives(where condition: String) async -> Bool {
    let end = ContinuousClock.now + PairFixture.patience
    repeat {
      if (try? await sees("document.readyState === 'complete' && (\(condition))")) == true { return true }
    } while .now < end
    return false
  }

  /// What the browser complained of since it was asked last: violations of the page's policy among it.
  func complaints() async throws -> [String] {
    let entries = try await call("POST", "/se/log", ["type": "browser"]) as? [[String: Any]] ?? []
    return entries.filter { ["SEVERE", "WARNING"].contains($0["level"] as? String ?? "") }.compactMap {
      $0["message"] as? String
    }
  }

  /// Keeps a picture of the page in the folder that NEWS_TOPICS_SCREENSHOTS names; nothing where it names none.
  func picture(_ name: String) async throws {
    guard let folder = ProcessInfo.processInfo.environment["NEWS_TOPICS_SCREENSHOTS"] else { return }
    let answer = try await call(
      "POST", "/goog/cdp/execute", ["cmd": "Page.captureScreenshot", "params": ["captureBeyondViewport": true]])
    guard let text = (answer as? [String: Any])?["data"] as? String, let data = Data(base64Encoded: text) else {
      return
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: folder).appendingPathComponent("\(name).png"))
  }

  /// Asks the first element that a selector finds.
  private func ask(_ selector: String, _ method: String, _ question: String, _ body: [String: Any]?) async throws -> Any
  {
    try await again { try await self.call(method, "/element/\(self.element(selector))\(question)", body) }
  }

  /// Finds elements and does something with them; again, where the page exchanged them in between.
  private func again(_ action: () async throws -> Any) async throws -> Any {
    for _ in 0..<4 {
      do {
        return try await action()
      } catch let failure as Failure where failure.description.hasPrefix("stale element reference") {
        continue
      }
    }
    return try await action()
  }

  private func element(_ selector: String) async throws -> String { try Self.reference(try await reference(selector)) }

  private func reference(_ selector: String) async throws -> Any {
    try await call("POST", "/element", ["using": "css selector", "value": selector])
  }

  private static func reference(_ value: Any) throws -> String {
    guard let found = (value as? [String: Any])?.values.first as? String else {
      throw Failure(description: "no element: \(value)")
    }
    return found
  }

  private func call(_ method: String, _ path: String, _ body: [String: Any]?) async throws -> Any {
    try await Self.call(method, session + path, body)
  }

  private static func call(_ method: String, _ target: Target, _ body: [String: Any]?) async throws -> Any {
    let text = try body.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) } ?? ""
    // Off the threads that all tests share: a command lasts as long as the page takes.
    let bytes = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<[UInt8], any Error>) in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try WebExchange(port: target.port).ask(
              method, target.path, headers: ["Content-Type: application/json; charset=utf-8"], body: text
            ).body
          })
      }
    }
    let answer = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? [String: Any]
    let value = answer?["value"] ?? NSNull()
    if let failure = value as? [String: Any], let error = failure["error"] as? String {
      throw Failure(description: "\(error): \((failure["message"] as? String ?? "").prefix(400))")
    }
    return value
  }

  /// The driver says on which port it listens.
  private static func port(_ output: Pipe) async throws -> Int {
    let handle = output.fileHandleForReading
    let text = await withCheckedContinuation { (continuation: CheckedContinuation<String, Never>) in
      DispatchQueue.global().async {
        var text = ""
        while !text.contains("successfully on port"), let data = try? handle.read(upToCount: 1), !data.isEmpty {
          text += String(decoding: data, as: UTF8.self)
        }
        // The number, and the full stop behind it.
        while let data = try? handle.read(upToCount: 1), !data.isEmpty, data.first != UInt8(ascii: "\n") {
          text += String(decoding: data, as: UTF8.self)
        }
        continuation.resume(returning: text)
      }
    }
    let digits = text.components(separatedBy: "successfully on port").last?.filter(\.isNumber) ?? ""
    guard let port = Int(digits) else { throw Failure(description: "the driver did not start: \(text)") }
    return port
  }
}

#endif
