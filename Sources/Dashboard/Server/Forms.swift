#if Dashboard
import Hummingbird
import NIOCore
import Rendering

/// Forms that are sent.
enum Forms {
  /// The fields of a form, read up to the bound.
  static func items(_ request: Request, known: [String]) async throws -> QueryItems {
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: DashboardConfiguration.Bounds.form)
    } catch is NIOTooManyBytesError {
      throw Refusal(
        .contentTooLarge, because: "expected a form of at most \(DashboardConfiguration.Bounds.form) bytes")
    } catch {
      throw Refusal(
        .badRequest, because: "expected a whole form, got one that breaks off or whose pieces are not as announced")
    }
    return try QueryItems(String(buffer: body), known: known)
  }

  static func encoded(_ text: String) -> String { QueryItems.encoded(text) }

  /// A path of this server to go on to; the overview for anything that could lead elsewhere.
  static func ownTarget(_ text: String?) -> String {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"), text.utf8.count <= 2_000,
      text.utf8.allSatisfy({ (33...126).contains($0) })
    else { return "/" }
    return text
  }
}

#endif
