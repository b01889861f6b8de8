#if Dashboard
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NewsModels
import Rendering

/// The outermost layer: who may ask, how many at a time, what errors look like, and the headers of every answer.
struct Answering: RouterMiddleware {
  typealias Context = PageContext

  let gatekeeper: Gatekeeper
  let admission: Admission
  /// Of those who ask how the services stand: they need it most while everybody else waits for a service.
  let monitoring: Admission
  let renderer: PageRenderer
  let metrics: RequestMetrics

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      response = try await answer(request, context, next)
    } catch {
      let refusal = Refusal(of: error)
      if refusal.status == .internalServerError {
        context.logger.error(
          "a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path.printable)"])
      }
      response = self.response(refusal, to: request)
    }
    ProtectiveHeaders.add(to: &response.headers)
    metrics.answered(
      route: context.endpointPath ?? "none", status: response.status.code, after: ContinuousClock.now - start)
    return response
  }

  private func answer(
    _ request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    let methods = Self.methods(of: path)
    guard methods.contains(request.method) else { throw Refusal.methodNotAllowed(methods) }
    switch gatekeeper.decide(request.head, now: Int64(Date().timeIntervalSince1970)) {
    case .refused(let status, let reason): throw Refusal(status, because: reason)
    case .unknownReader: return unknownReader(request)
    case .admitted(let isSignedIn):
      var context = context
      context.isSignedIn = isSignedIn
      // Whoever follows the live feed is counted apart, and a probe is answered however busy it is.
      if path == LiveAddress.path || path == "/healthz" { return try await next(request, context) }
      let response = try await (Self.isMonitoring(path) ? monitoring : admission).admit {
        try await next(request, context)
      }
      guard let response else { throw Refusal.busy }
      return response
    }
  }

  /// Programs are told; people are led to the form.
  private func unknownReader(_ request: Request) -> Response {
    // Who signs out after his time is over is signed out.
    let isPerson = request.method == .get || request.uri.path == "/logout"
    if isForPrograms(request) || !isPerson {
      var response = self.response(
        Refusal(
          .unauthorized,
          because: "expected 'Authorization: Bearer TOKEN' with the token that this server was started with"),
        to: request)
      response.headers[.wwwAuthenticate] = "Bearer"
      return response
    }
    let target = request.method == .get ? request.head.path ?? "/" : "/"
    return Response(status: .seeOther, headers: [.location: "/login?target=" + Forms.encoded(target)])
  }

  private func response(_ refusal: Refusal, to request: Request) -> Response {
    var headers = HTTPFields()
    if refusal.status == .serviceUnavailable { headers[.retryAfter] = "2" }
    if refusal.status == .methodNotAllowed {
      headers[.allow] = Self.methods(of: request.uri.path).map(\.rawValue).joined(separator: ", ")
    }
    if isForPrograms(request) {
      return Answers.json(ProgramRefusal(error: refusal.reason), status: refusal.status, headers: headers)
    }
    // As chosen on the page, also where something else in the address is wrong.
    let chosen = (request.uri.query ?? "").split(separator: "&").filter { $0.hasPrefix("lang=") }.joined(separator: "&")
    let language = (try? PageAddress(.overview, query: chosen))?.language
    let setting = PageSetting(
      address: PageAddress(.overview, language: language), accepting: request.headers[.acceptLanguage])
    return Answers.html(renderer.trouble(refusal.trouble, setting), status: refusal.status, headers: headers)
  }

  private static func isMonitoring(_ path: String) -> Bool {
    ["/metrics", "/readyz", "/health", "/api/v1/status"].contains(path)
  }

  /// Those that are answered at an address; at most addresses nothing can be done but read.
  private static func methods(of path: String) -> [HTTPRequest.Method] {
    switch path {
    case "/login": [.get, .head, .post]
    case "/logout": [.post]
    default: [.get, .head]
    }
  }

  private func isForPrograms(_ request: Request) -> Bool {
    let path = request.uri.path
    return path.hasPrefix("/api/") || path == "/metrics" || path == LiveAddress.path || path == "/healthz"
      || path == "/readyz"
  }
}

/// The body of an answer to a program that was refused.
struct ProgramRefusal: Encodable {
  var schema = 1
  var error: String
}

#endif
