#if Dashboard
import NewsModels

/// Counts by source or language: a row for each, a column for each topic.
struct CountTable {
  struct Cell {
    var figure: Figure
    /// Against the range before; empty where nothing was compared.
    var change: String
    var direction: String
    var before: [Figure]
  }

  struct Row {
    var name: String
    /// The page narrowed to this row.
    var href: String
    var cells: [Cell]
    var total: Figure
  }

  var caption: String
  var key: String
  var columns: [String]
  var rows: [Row]
  /// Whether the range before has columns of its own; where there are several topics there is room for the change only.
  var isCompared: Bool
  var hasChanges: Bool

  /// - Parameters:
  ///   - answer: by source, or by language.
  ///   - limit: rows with the most articles of the topics; the rest is left to the page of all.
  init(_ answer: StatisticsAnswer, caption: String, limit: Int, _ setting: PageSetting) {
    self.caption = caption
    let bySource = answer.query.by.contains(.source)
    key = bySource ? setting.words.source : setting.words.language
    columns = answer.topics.map { setting.name($0.topic) }
    isCompared = answer.compared != nil && columns.count == 1
    hasChanges = answer.compared != nil && columns.count > 1
    var groups: [String?: [StatisticsAnswer.Row]] = [:]
    for row in answer.rows { groups[bySource ? row.source : row.language, default: []].append(row) }
    func weight(_ rows: [StatisticsAnswer.Row]) -> (Int, Int) {
      (rows.reduce(0) { $0 + $1.articles + ($1.previous?.articles ?? 0) }, rows.first?.total ?? 0)
    }
    let ranked = groups.sorted { one, other in
      let (first, second) = (weight(one.value), weight(other.value))
      return first == second ? (one.key ?? "~") < (other.key ?? "~") : first > second
    }
    rows = ranked.prefix(limit).map { name, rows in
      Self.row(name, rows, bySource: bySource, compared: answer.compared, setting)
    }
  }

  private static func row(
    _ name: String?, _ rows: [StatisticsAnswer.Row], bySource: Bool, compared: StatisticsAnswer.Compared?,
    _ setting: PageSetting
  ) -> Row {
    // An empty name is that of articles without a known source or language.
    let narrow: (inout ArticleFilter) -> Void = { filter in
      if bySource { filter.source = name ?? "" } else { filter.language = name ?? "" }
    }
    let cells = rows.map { row in
      var cell = Cell(
        figure: setting.figure(row.articles) {
          narrow(&$0)
          $0.topic = row.topic
        }, change: "", direction: "same", before: [])
      if let compared, let previous = row.previous {
        let comparison = Comparison(
          now: row.articles, before: previous.articles, range: compared.since...compared.until, setting
        ) {
          narrow(&$0)
          $0.topic = row.topic
        }
        (cell.change, cell.direction, cell.before) = (comparison.change, comparison.direction, [comparison.before])
      }
      return cell
    }
    let shown: String? = bySource ? name : name.map { ContentLanguageName.name($0, in: setting.language) }
    return Row(
      name: shown ?? setting.words.unknown, href: setting.address.with { narrow(&$0.filter) }.href, cells: cells,
      total: setting.figure(rows.first?.total ?? 0) {
        narrow(&$0)
        $0.leaveTopics()
      })
  }
}

#endif
