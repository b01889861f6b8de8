/// What tells an error page, a check for robots, a consent form or a subscriber's wall from an article: they say it in a few words, and
/// nothing else.
enum WallSigns {
  /// Why a page without any date is no article, by its title and text; nil where it may be one.
  static func reason(title: String, paragraphs: [String]) -> String? {
    guard paragraphs.count <= mostParagraphs, paragraphs.reduce(0, { $0 + $1.utf8.count }) <= longestText else {
      return nil
    }
    let text = WordKeys(([title] + paragraphs).joined(separator: "\n")).keys
    return signs.first { sign in sign.phrases.contains { Self.contains($0, in: text) } }?.reason
  }

  private static let mostParagraphs = 6
  /// Bytes.
  private static let longestText = 1_600

  private static func contains(_ phrase: [UInt64], in text: [UInt64]) -> Bool {
    text.indices.contains { text[$0...].starts(with: phrase) }
  }

  private static let signs: [(reason: String, phrases: [[UInt64]])] = [
    (
      "an error page",
      """
      page not found,404 not found,error 404,page you requested could not,page you are looking for,this page does not exist,\
      không tìm thấy trang,trang không tồn tại,trang bạn yêu cầu,nội dung bạn yêu cầu,seite nicht gefunden,page introuvable,\
      página no encontrada,internal server error,bad gateway,service unavailable
      """
    ),
    (
      "a check for robots",
      """
      security of your connection,enable javascript and cookies,verify you are human,you are not a robot,\
      checking your browser before,unusual traffic from your,access to this page has been denied
      """
    ),
    (
      "a consent form",
      "if you click accept all,access information on a device,before you continue to,we and our partners store"
    ),
    (
      "a subscriber's wall",
      "subscribe to unlock this article,subscribe to continue reading,try unlimited access,to continue reading this article"
    ),
  ].map { reason, texts in (reason, texts.split(separator: ",").map { WordKeys(String($0)).keys }) }
}
