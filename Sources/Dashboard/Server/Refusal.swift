#if Dashboard
import HTTPTypes
import Hummingbird
import NewsClient
import NewsModels
import Rendering

/// Why a request is not answered as it was meant, for a page or a program.
struct Refusal: Error {
  var status: HTTPResponse.Status
  var trouble: PageTrouble
  /// For a program.
  var reason: String

  init(_ status: HTTPResponse.Status, _ trouble: PageTrouble, reason: String) {
    self.status = status
    self.trouble = trouble
    self.reason = reason
  }

  init(_ status: HTTPResponse.Status, because reason: String) {
    self.init(status, .because(reason), reason: reason)
  }

  static let busy = Refusal(.serviceUnavailable, .busy, reason: "too many requests are being answered; come again")
  static let noSuchPage = Refusal(.notFound, .noSuchPage, reason: "there is nothing at this address")
  static let noSuchArticle = Refusal(.notFound, .noSuchArticle, reason: "no article has this id")

  static func methodNotAllowed(_ expected: [HTTPRequest.Method]) -> Refusal {
    Refusal(.methodNotAllowed, because: "expected \(expected.map(\.rawValue).joined(separator: " or "))")
  }

  /// Why an answer holds no article.
  init(noArticleIn answer: ExplainAnswer) {
    self =
      answer.several == true
      ? Refusal(
        .notFound, .severalArticles, reason: "several articles have an id that begins so; give more of its digits")
      : .noSuchArticle
  }

  /// What an error of a handler means for who asked.
  init(of error: any Error) {
    switch error {
    case let error as Refusal: self = error
    case let error as AddressError:
      if case .contradiction = error {
        self.init(.conflict, because: error.description)
      } else {
        self.init(.badRequest, because: error.description)
      }
    case let error as ClientError:
      switch error {
      // Each part was read before it was asked: what the service refuses is the question as a whole.
      case .refused(let reason): self.init(.conflict, because: reason)
      // A page only reads: what the command line says of work that may have been done is nothing to its readers.
      case .noAnswer(let service, let endpoint, _):
        self.init(.serviceUnavailable, because: "\(service) at \(endpoint) did not answer in time; come again")
      case .connectionLost(let service, let endpoint):
        self.init(
          .serviceUnavailable,
          because: "the connection to \(service) at \(endpoint) was lost before it answered; come again")
      case .unreachable, .handshakeFailed, .silent, .busy, .unable:
        self.init(.serviceUnavailable, because: error.description)
      case .badEndpoint, .notUnderstood: self.init(.badGateway, because: error.description)
      }
    case let error as HTTPError:
      self = error.status == .notFound ? .noSuchPage : Refusal(error.status, because: error.status.reasonPhrase)
    default: self.init(.internalServerError, because: "an unexpected error; the log of news-dashboard tells more")
    }
  }
}

#endif
