#if Dashboard
import Foundation
import HTTPTypes
import Hummingbird
import Rendering

/// The form that asks for the token, and what it sends.
struct SignInRoutes: Sendable {
  let token: AccessToken?
  let renderer: PageRenderer

  func add(to router: Router<PageContext>) {
    router.get("/login") { request, _ in
      let items = try QueryItems(request.uri.query ?? "", known: ["target", "lang"])
      return form(request, items, wasWrong: false)
    }
    router.post("/login") { request, _ in try await signIn(request) }
    router.post("/logout") { _, _ in
      Response(
        status: .seeOther,
        headers: [.location: "/login", .setCookie: "\(Gatekeeper.cookie)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"])
    }
  }

  private func signIn(_ request: Request) async throws -> Response {
    let items = try await Forms.items(request, known: ["token", "target", "lang"])
    let target = Forms.ownTarget(items["target"])
    guard let token else { return Response(status: .seeOther, headers: [.location: target]) }
    guard let given = items["token"], token.matches(given) else {
      return form(request, items, wasWrong: true)
    }
    // Behind a proxy that speaks TLS the cookie never travels without it.
    let isEncrypted = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] } == "https"
    let session = token.session(at: Int64(Date().timeIntervalSince1970))
    let cookie =
      "\(Gatekeeper.cookie)=\(session); Path=/; Max-Age=\(AccessToken.sessionSeconds); HttpOnly; SameSite=Lax"
      + (isEncrypted ? "; Secure" : "")
    return Response(status: .seeOther, headers: [.location: target, .setCookie: cookie])
  }

  private func form(_ request: Request, _ items: QueryItems, wasWrong: Bool) -> Response {
    let language = items["lang"].flatMap(InterfaceLanguage.init(rawValue:))
    let setting = PageSetting(
      address: PageAddress(.overview, language: language), accepting: request.headers[.acceptLanguage])
    return Answers.html(
      renderer.signIn(target: Forms.ownTarget(items["target"]), wasWrong: wasWrong, setting),
      status: wasWrong ? .unauthorized : .ok)
  }
}

#endif
