#if Dashboard
import NewsModels

/// Something that figures leave out or rest on, said beside them.
struct GapEntry {
  var text: String
  /// Where it opens to; nil for what is no number of things.
  var href: String?

  /// - Parameter answer: under the page's filter.
  static func entries(_ answer: StatisticsAnswer, _ setting: PageSetting) -> [GapEntry] {
    let (words, text, gaps) = (setting.words, setting.text, answer.gaps)
    let health = setting.address.at(.health).href
    var entries: [GapEntry] = []
    if let pending = gaps.pending {
      entries.append(GapEntry(text: "\(text.count(pending)) \(words.pending)", href: health))
    } else {
      entries.append(GapEntry(text: words.unknownPending, href: health))
    }
    // What producers that could not be asked have put aside is not among them.
    let quarantined = (gaps.pending == nil ? words.atLeast + " " : "") + text.count(gaps.quarantined)
    entries.append(GapEntry(text: "\(quarantined) \(words.quarantined)", href: health + "#quarantine"))
    entries.append(
      GapEntry(
        text: "\(text.count(gaps.undated)) \(words.undated)",
        href: setting.address.articles {
          // Counted whatever they are about.
          $0.leaveTopics()
          ($0.period, $0.since, $0.until) = (nil, nil, nil)
          $0.undated = true
        }))
    if gaps.dropped > 0 {
      entries.append(GapEntry(text: "\(text.count(gaps.dropped)) \(words.dropped)", href: health))
    }
    if gaps.lost > 0 { entries.append(GapEntry(text: "\(text.count(gaps.lost)) \(words.lostArticles)", href: health)) }
    if gaps.daysWithoutInput > 0 {
      entries.append(GapEntry(text: "\(text.count(gaps.daysWithoutInput)) \(words.daysWithoutInput)"))
    }
    if let compared = answer.compared, compared.daysWithoutInput > 0 {
      let range = text.range(compared.since, compared.until)
      entries.append(GapEntry(text: "\(text.count(compared.daysWithoutInput)) \(words.daysWithoutInput), \(range)"))
    }
    entries.append(GapEntry(text: "\(words.timesIn) \(answer.timeZone)"))
    entries.append(GapEntry(text: "\(words.topicsVersion) \(answer.topicsVersions.joined(separator: ", "))"))
    // Nothing was ever stored at the beginning of time.
    if answer.asOf > 0 { entries.append(GapEntry(text: "\(words.asOf) \(text.moment(answer.asOf))")) }
    return entries
  }
}

#endif
