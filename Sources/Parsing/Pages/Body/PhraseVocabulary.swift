/// Telling phrases, in lower case. A phrase has up to three words; capitals beyond ASCII are spelled out.
enum PhraseVocabulary {
  static let table: NameTable = {
    var all: [String: UInt32] = [:]
    for (phrase, texts) in phrases {
      for text in texts.split(separator: ",") {
        all[text.split(separator: " ").joined(separator: " "), default: 0] |= phrase.rawValue
      }
    }
    return NameTable(all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }()

  /// Of scripts that write no spaces.
  static let unspacedStarts: [(start: [UInt8], phrase: Phrase)] = unspaced.map { (Array($0.utf8), $1) }

  private static let unspaced: [(String, Phrase)] = [
    ("相关", .reference), ("相關", .reference), ("延伸閱讀", .reference), ("延伸阅读", .reference), ("关键词", .reference),
    ("责任编辑", .byline), ("責任編輯", .byline), ("编辑", .byline), ("編輯", .byline), ("来源", .byline), ("來源", .byline),
    ("记者", .byline), ("作者", .byline), ("文章来源", .byline), ("版权", .copyright), ("版權", .copyright),
    ("分享", .invitation), ("点击", .invitation), ("點擊", .invitation), ("更多", .invitation), ("上一篇", .reference),
    ("下一篇", .reference), ("関連", .reference), ("写真", .pictureStart), ("▶", .reference), ("►", .reference),
    ("©", .copyright),
    ("发布时间", .dateStart), ("發佈時間", .dateStart), ("时间", .dateStart), ("日期", .dateStart), ("更新", .dateStart),
    ("관련기사", .reference), ("무단", .copyright),
  ]

  private static let phrases: [(Phrase, String)] = [
    (
      .copyright,
      "copyright,all rights reserved,bản quyền,ghi rõ nguồn,alle rechte,tous droits,derechos reservados,direitos reservados,rights reserved"
    ),
    (
      .solicitation,
      """
      newsletter,newsletters,subscribe,sign up,cookie,cookies,privacy policy,terms of,follow us,your inbox,your email,click here,\
      đăng ký,originally appeared,contact us,email address,our app,free trial,an account,log in,required fields,our journalism,\
      subscribers,subscription,abonnieren,abonnez,abonnés,suscríbete,suscriptores,assine,iscriviti,opt out,unsubscribe,\
      datenschutz,datenschutzerklärung,einwilligung,einstellungen,politique de confidentialité,javascript,your browser
      """
    ),
    (
      .invitation,
      """
      read more,click,share,follow,subscribe,sign up,log in,sign in,advertisement,advert,sponsored,ad,listen,download,join,get the,\
      comments,leave a,tweet,email,print,published,updated,last updated,about the author,tags,tag,topics,categories,posted in,\
      filed under,next,previous,chia sẻ,bình luận,mời quý,từ khóa,từ khoá,chủ đề,theo dõi,đăng nhập,gửi bình luận,play,enjoy,like this,tell us,\
      contact,report,send,support,become a,save,copy link,skip,show,hide,load more,view,see all,scroll,menu,home,search,teilen,anzeige,werbung,\
      partager,publicité,compartir,publicidad,publicidade,compartilhar,annonse,mainos,reklama,sdílet,udostępnij,поделиться,реклама,реклама,\
      box,mehr,weitere,legende,quelle,quellen
      """
    ),
    (
      .reference,
      """
      read also,also read,related,see also,more on,more from,read next,watch,recommended,don t miss,dont miss,most read,most popular,trending,\
      editor s picks,also on,read,must read,you may also,up next,in pictures,xem thêm,đọc thêm,tin liên quan,có thể bạn,bài liên quan,mời bạn,\
      lesen sie,lies auch,mehr zum,mehr dazu,lesen sie auch,lire aussi,à lire,À lire,lire la suite,voir aussi,lea también,leer más,lee también,lea más,\
      leia também,leia mais,saiba mais,veja também,leggi anche,lees ook,les også,læs også,läs mer,läs också,läs även,czytaj,czytaj także,zobacz,\
      читайте,читайте также,Читайте,Читайте также,čtěte,Čtěte,lue myös,lisätietoja,funda,further reading,\
      sign up to,what to read,more stories,related articles,related stories,devamını oku,ayrıca,baca juga,simak,โปรดอ่าน
      """
    ),
    (
      .byline,
      "by,written by,von,por,par,bởi,reporting by,editing by,source,sources,nguồn,theo,words by,author,tác giả,text,foto,di,door,af,av,oleh"
    ),
    (
      .dateStart,
      "published,updated,posted,last updated,thứ,cập nhật,ngày đăng,stand,veröffentlicht,publié,mis à jour,actualizado,publicado,aktualisiert"
    ),
    (
      .picture,
      "getty,getty images,shutterstock,file photo,handout,imago,epa,photo by,picture by,image credit,image credits,photo credit,photo courtesy,picture pa,picture getty,istock,alamy,ap photo,via getty,ảnh minh họa"
    ),
    (
      .original,
      "originally published,first published,original publication,erstmals veröffentlicht,publié initialement,publicado originalmente,đăng lần đầu,republished"
    ),
    (
      .update,
      "updated,update,updates,cập nhật,Cập nhật,aktualisiert,mis à jour,mise à jour,actualizado,atualizado,aggiornato,päivitetty,oppdatert,uppdaterad,opdateret,zaktualizowano,aktualizacja,обновлено,modified,edited,reviewed,stand"
    ),
    (
      .pictureStart,
      "photo,image,picture,photos,ảnh,Ảnh,photograph,image source,image credit,image credits,image caption,bild,foto,video,legende,credit,file,minh họa,nguồn ảnh"
    ),
  ]
}
