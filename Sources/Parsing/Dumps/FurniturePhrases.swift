/// Whole lines, and beginnings of lines, that tell where an article ends or that a line is none of it.
enum FurniturePhrases {
  enum Kind: UInt8, Hashable, Sendable {
    /// What follows is other articles, comments or tags: the article is over, unless much text comes after all.
    case ending
    /// A notice or button that may also stand inside an article.
    case inline
    /// Points to another article, on the same line or the next.
    case related
  }

  /// By the fingerprint of the words, as `DumpLine` makes it.
  static let table: ProbingTable<UInt64, Kind> = {
    var table: [UInt64: Kind] = [:]
    for (kind, text) in [(Kind.inline, inline), (.related, related), (.ending, ending)] {
      for phrase in text.split(separator: "\n") { table[DumpLine.fingerprint(of: phrase)] = kind }
    }
    return ProbingTable(table)
  }()

  private static let ending = """
    comments
    comment
    leave a comment
    leave a reply
    post a comment
    join the conversation
    join the discussion
    view comments
    show comments
    most read
    most popular
    most viewed
    most shared
    trending
    trending now
    latest news
    latest stories
    top stories
    related stories
    related articles
    related topics
    related content
    related news
    related
    more stories
    more news
    more from
    more on this story
    recommended
    recommended for you
    recommended stories
    you may also like
    you might also like
    you may like
    sponsored content
    around the web
    from around the web
    explore more
    explore more on these topics
    editors' picks
    editor's picks
    topics
    tags
    filed under
    read next
    next article
    up next
    about the author
    site index
    follow us
    sign up for our newsletter
    popular
    popular now
    bình luận
    ý kiến
    ý kiến bạn đọc
    gửi bình luận
    viết bình luận
    tin khác
    tin liên quan
    tin cùng chuyên mục
    cùng chuyên mục
    bài liên quan
    bài viết liên quan
    tin tức liên quan
    các tin khác
    tin mới
    tin mới nhất
    tin nổi bật
    tin đọc nhiều
    đọc nhiều
    đọc nhiều nhất
    xem nhiều
    tin xem nhiều
    có thể bạn quan tâm
    bạn có thể quan tâm
    chủ đề
    từ khóa
    từ khoá
    tag
    tin cùng loại
    dòng sự kiện
    đang được quan tâm
    mới nhất
    tin bài khác
    back to top
    mehr zum thema
    meistgelesen
    meistgelesene artikel
    das könnte sie auch interessieren
    kommentare
    themen
    schlagworte
    zur startseite
    weitere artikel
    weitere themen
    sur le même sujet
    les plus lus
    commentaires
    réagir
    dans la même rubrique
    articles liés
    lo más leído
    más leídas
    más noticias
    comentarios
    noticias relacionadas
    temas relacionados
    relacionados
    te puede interesar
    más sobre
    archivado en
    mais lidas
    comentários
    notícias relacionadas
    relacionadas
    i più letti
    commenti
    argomenti
    articoli correlati
    meer over
    reacties
    meest gelezen
    mest läst
    kommentarer
    mest lest
    mest læste
    luetuimmat
    kommentit
    komentarze
    najczęściej czytane
    diskuse
    diskuze
    nejčtenější
    comentarii
    kapcsolódó cikkek
    hozzászólások
    ilgili haberler
    yorumlar
    çok okunanlar
    berita terkait
    artikel terkait
    terpopuler
    komentar
    комментарии
    по теме
    коментарі
    最新新闻
    相关新闻
    相关阅读
    相关报道
    相关文章
    热点新闻
    推荐阅读
    猜你喜欢
    热门推荐
    网友评论
    发表评论
    评论
    上一篇
    下一篇
    延伸閱讀
    相關新聞
    熱門新聞
    留言
    関連記事
    関連ニュース
    人気記事
    ランキング
    コメント
    こちらも読まれています
    관련기사
    관련 기사
    많이 본 뉴스
    댓글
    랭킹뉴스
    ข่าวที่เกี่ยวข้อง
    مواضيع ذات صلة
    الأكثر قراءة
    تعليقات
    """

  private static let inline = """
    advertisement
    advertising
    continue reading the main story
    story continues below advertisement
    article continues below
    skip advertisement
    skip ad
    supported by
    image
    photo
    photos
    caption
    close
    share
    share this
    share this article
    share this story
    share on facebook
    share on twitter
    copy link
    save
    print
    email
    listen
    listen to this article
    anzeige
    werbung
    werbung überspringen
    artikel anhören
    publicité
    publicidad
    publicidade
    continua dopo la pubblicità
    pubblicità
    advertentie
    annons
    annonse
    annonce
    mainos
    reklama
    реклама
    reklam
    iklan
    advertisement scroll to continue reading
    scroll to continue with content
    quảng cáo
    chia sẻ
    sao chép liên kết
    in bài viết
    in bài
    lượt xem
    facebook
    twitter
    zalo
    広告
    광고
    广告
    廣告
    إعلان
    """

  private static let related = """
    read more
    read also
    also read
    see also
    related article
    read this
    click here
    xem thêm
    đọc thêm
    xem tiếp
    đọc tiếp
    mời xem thêm
    lire aussi
    à lire également
    voir aussi
    lire la suite
    mehr dazu
    lesen sie mehr
    mehr lesen
    weiterlesen
    lea también
    leer más
    lee también
    también puedes leer
    te recomendamos
    le puede interesar
    leia também
    veja também
    saiba mais
    leggi anche
    lees meer
    läs mer
    les mer
    læs mere
    lue lisää
    przeczytaj także
    czytaj też
    citeşte şi
    citește și
    olvass tovább
    baca selengkapnya
    lihat juga
    simak juga
    смотрите также
    devamını oku
    続きを読む
    もっと見る
    더보기
    延伸阅读
    lesen sie auch
    à lire aussi
    leia mais
    lees ook
    läs också
    les også
    läs även
    læs også
    lue myös
    czytaj także
    zobacz także
    čtěte také
    baca juga
    читайте также
    читайте також
    اقرأ أيضا
    """
}

extension DumpLine {
  /// The fingerprint that a line of exactly these words has.
  static func fingerprint(of phrase: some StringProtocol) -> UInt64 {
    let bytes = Array(phrase.utf8)
    return bytes.withUnsafeBufferPointer { text in
      var line = DumpLine(range: 0..<text.count)
      line.measure(text, vocabulary: .blank)
      return line.fingerprint
    }
  }
}
