/// The words of class and id names, by what they say. English, and what Vietnamese, German, French, Spanish and other
/// sites write.
enum RegionVocabulary {
  /// Marks of an element by the words of one attribute's value.
  static func marks(of value: ArraySlice<UInt8>) -> RegionMarks {
    var marks: RegionMarks = []
    var wholeMarks: RegionMarks = []
    // `words` are split at anything but letters and before capitals; `whole` only at white space.
    var word = NameTable.emptyKey
    var whole = NameTable.emptyKey
    var length = 0
    var wasLower = false
    var subjects = 0
    var texts = 0
    func endWord() {
      guard length > 0 else { return }
      if let found = words[key: word | 1] { marks.insert(RegionMarks(rawValue: found)) }
      if let found = pairs[key: word | 1] {
        if found & 1 != 0 { subjects += 1 }
        if found & 2 != 0 { texts += 1 }
      }
      word = NameTable.emptyKey
      length = 0
    }
    func endWhole() {
      endWord()
      if let found = wholes[key: whole | 1] { wholeMarks.insert(RegionMarks(rawValue: found)) }
      // `article-body`, `story_content`: a subject and a word for its text in one name.
      if subjects > 0, texts > 0 { marks.insert(.bodyText) }
      (subjects, texts) = (0, 0)
      whole = NameTable.emptyKey
    }
    for byte in value.prefix(longestValue) {
      if byte.isSpace {
        endWhole()
        wasLower = false
        continue
      }
      whole = NameTable.extend(whole, by: byte.asciiLowercased)
      guard byte.isASCIILetter else {
        endWord()
        wasLower = false
        continue
      }
      let isUpper = byte < UInt8(ascii: "a")
      if isUpper, wasLower { endWord() }
      wasLower = !isUpper
      word = NameTable.extend(word, by: byte.asciiLowercased)
      length += 1
    }
    endWhole()
    return marks.union(wholeMarks)
  }

  static let longestValue = 400

  private static let words = table(named)
  /// Names that mean something only whole.
  private static let wholes = table(wholeNames)
  /// Bit 0: what an article is called; bit 1: what its text is called.
  private static let pairs: NameTable = {
    let subjects: Set = [
      "article", "post", "entry", "story", "news", "page", "blog", "detail", "details", "single", "artikel", "main",
      "artigo", "articulo", "noticia", "nota", "content", "baiviet", "node", "item", "field", "text", "body", "article",
    ]
    let texts: Set = [
      "body", "content", "text", "copy", "paragraph", "paragraphs", "contents", "inhalt", "corpo", "texto", "cuerpo",
      "contenido", "contenu", "texte", "detail", "richtext", "prose", "bodytext", "maincontent",
    ]
    return NameTable(
      subjects.union(texts).sorted().map {
        ($0, (subjects.contains($0) ? 1 : 0) | (texts.contains($0) ? 2 : 0))
      })
  }()

  private static func table(_ groups: [(RegionMarks, String)]) -> NameTable {
    var all: [String: UInt32] = [:]
    for (mark, names) in groups {
      for name in names.split(separator: " ") { all[String(name), default: 0] |= mark.rawValue }
    }
    return NameTable(all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private static let wholeNames: [(RegionMarks, String)] = [
    (
      .bodyText,
      "fck_detail singular-content fck-detail maincontent detail-content content-detail cms-body td-post-content"
    ),
    (
      .hidden,
      "d-none hide hidden sr-only visually-hidden screen-reader-text element-invisible print-only visuallyhidden"
    ),
    (.sidebar, "col-right right-col rightcol sidebar-right"),
  ]

  private static let named: [(RegionMarks, String)] = [
    (
      .bodyText,
      "articlebody articlecontent articletext storybody storycontent postcontent entrycontent postbody newsbody newscontent bodytext bodycopy richtext prose fck cuerpo corpo storytext newstext noidung chitiet"
    ),
    (
      .content,
      "article content contents story post entry main body text single detail details blog news artikel articulo artigo hentry"
    ),
    (
      .comments,
      "comment comments community forum discussion kommentarer leserkommentare disqus reply replies respond livefyre commentary kommentare kommentar comentarios binhluan ykien"
    ),
    (
      .related,
      "related relate recommended recommend recommendation recommendations recirc recirculation popular trending mostread mostpopular latest lienquan tinlienquan tinkhac readmore readnext morenews morestories outbrain taboola zergnet moreon also seealso suggested suggestions suggest similar upnext previous next prev further relacionadas relacionados verwandt tincungchuyenmuc cungchuyenmuc xemthem docthem nextup keepreading more"
    ),
    (
      .navigation,
      "nav navbar navigation menu submenu breadcrumb breadcrumbs pagination pager toc skip sitemap subnav jump ticker crumb crumbs"
    ),
    (
      .sharing,
      "share sharing shares social socials sharebar addthis sharethis facebook twitter whatsapp follow followus linkedin pinterest chiase like likes"
    ),
    (.footer, "footer foot copyright colophon legal disclaimer credits footnote footnotes endnote bottom"),
    (.header, "header masthead topbar top head banner"),
    (.sidebar, "sidebar aside rail secondary rightrail widget widgets sidenav complementary"),
    (
      .advertising,
      "ad ads advert adverts advertisement advertising adsense sponsor sponsored dfp gpt adslot adunit qc quangcao promo promotion promoted promos promobox anzeige publicidad publicidade affiliate commercial"
    ),
    (
      .solicitation,
      "newsletter newsletters subscribe subscription subscriptions subscriber signup paywall login register registration modal popup popover overlay cookie cookies consent gdpr cta donate donation donations membership premium upsell callout optin alert form lightbox toast"
    ),
    (.author, "author authors byline bio profile contributor contributors writer autor auteur authorbio tacgia"),
    (
      .details,
      "meta metadata info category categories kicker label eyebrow posted dateline timestamp published publish readtime reading views counter"
    ),
    (
      .date,
      "date time datetime timestamp published pubdate publish posted updated modified dateline fecha datum ngay thoigian"
    ),
    (.place, "place location stamp dateline"),
    (.tags, "tag tags taglist keywords topics hashtag labels tagcloud"),
    (
      .caption,
      "caption captions figcaption credit photo image gallery slide slider slideshow carousel photocredit imagecaption wpcaption legend thumb thumbnail"
    ),
    (.media, "video player audio embed media podcast iframe youtube listen"),
    (.hidden, "hidden invisible noprint print screenreader tooltip dropdown offscreen"),
    (
      .lead,
      "sapo lead lede standfirst dek subtitle subheadline summary intro excerpt deck teaser chapeau chapo abstract entradilla bajada strapline subhead description"
    ),
    (.headline, "headline title heading titre titulo tieude"),
    (
      .teaser,
      "teaser teasers card cards grid tile tiles list listing carousel feed river promo rundown headlines stories archive items posts articles block blocks collection swiper slick"
    ),
    (.box, "box infobox factbox sidebox pullquote quote highlight callout inset"),
  ]
}
