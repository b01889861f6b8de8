/// What the names that a page's author gave to an element (class, id, role, …) say about what stands in it.
struct RegionMarks: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  /// `article-body`, `post-content`, `fck_detail`: the text itself.
  static let bodyText = RegionMarks(rawValue: 1 << 0)
  /// `article`, `content`, `story`: around the text, but around much else too.
  static let content = RegionMarks(rawValue: 1 << 1)
  static let comments = RegionMarks(rawValue: 1 << 2)
  /// Other articles: related, most read, recommended.
  static let related = RegionMarks(rawValue: 1 << 3)
  static let navigation = RegionMarks(rawValue: 1 << 4)
  static let sharing = RegionMarks(rawValue: 1 << 5)
  static let footer = RegionMarks(rawValue: 1 << 6)
  static let header = RegionMarks(rawValue: 1 << 7)
  static let sidebar = RegionMarks(rawValue: 1 << 8)
  static let advertising = RegionMarks(rawValue: 1 << 9)
  /// Newsletters, sign-up, cookies, dialogs.
  static let solicitation = RegionMarks(rawValue: 1 << 10)
  static let author = RegionMarks(rawValue: 1 << 11)
  /// Dates, sections, tags.
  static let details = RegionMarks(rawValue: 1 << 12)
  static let caption = RegionMarks(rawValue: 1 << 13)
  static let hidden = RegionMarks(rawValue: 1 << 14)
  /// The lead under the headline.
  static let lead = RegionMarks(rawValue: 1 << 15)
  static let headline = RegionMarks(rawValue: 1 << 16)
  static let tags = RegionMarks(rawValue: 1 << 17)
  /// Lists of cards, teasers, blocks of links.
  static let teaser = RegionMarks(rawValue: 1 << 18)
  static let media = RegionMarks(rawValue: 1 << 19)
  /// A fact box or pulled quote within the text.
  static let box = RegionMarks(rawValue: 1 << 20)
  static let date = RegionMarks(rawValue: 1 << 21)
  /// Where a report is from. No feature of a block: it only parts words.
  static let place = RegionMarks(rawValue: 1 << 22)

  /// Marks of regions that are not the article's text.
  static let foreign: RegionMarks = [
    .comments, .related, .navigation, .sharing, .footer, .sidebar, .advertising, .solicitation, .hidden, .tags, .teaser,
  ]
}
