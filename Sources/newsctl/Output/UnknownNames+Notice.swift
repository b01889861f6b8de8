import Launching
import NewsModels

extension UnknownNames {
  /// Says on standard error that a filter names what no stored article has, whatever form the answer has.
  func tell() {
    if source != nil {
      ConsoleOutput.printError(
        "newsctl: \(sourceNotice); 'newsctl sources' lists those that there are, --source '' is for articles that name none"
      )
    }
    if language != nil {
      ConsoleOutput.printError(
        "newsctl: \(languageNotice); 'newsctl stats --by language' lists those that there are, --language '' is for articles whose own is not known"
      )
    }
  }

  /// A line for each name.
  var notices: [String] { (source == nil ? [] : [sourceNotice]) + (language == nil ? [] : [languageNotice]) }

  private var sourceNotice: String { "no stored article has the source '\((source ?? "").printable)'" }
  private var languageNotice: String { "no stored article has the language '\((language ?? "").printable)'" }
}
