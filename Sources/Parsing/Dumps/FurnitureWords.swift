/// Words that stand in the furniture of pages far more often than in articles, in the languages of the press that is read.
enum FurnitureWords {
  /// Menus, buttons, notices, boxes.
  static let furniture =
    // English
    "advertisement advertising subscribe subscription subscriber subscribers newsletter newsletters cookie cookies copyright login signup "
    + "register logout password username email facebook twitter instagram linkedin pinterest whatsapp telegram youtube reddit rss "
    + "tiktok messenger comments comment reply replies share shares tweet download app android ios privacy policy terms contact sitemap "
    + "feedback careers menu search home homepage click here skip trending recommended related sponsored promoted bookmark print "
    + "reserved rights faq help account profile settings unsubscribe sections topics tags tagged filed loading slideshow gallery "
    // Vietnamese: syllables only where they are telling by themselves
    + "zalo hotline chuyên mục quảng cáo "
    // German, French, Spanish, Portuguese, Italian, Dutch
    + "anzeige werbung abo abonnieren abonnement datenschutz impressum agb kommentare kommentar teilen anmelden registrieren merken "
    + "startseite nutzungsbedingungen barrierefreiheit mehr weiterlesen "
    + "publicité abonnez abonner inscription connexion partager commentaires confidentialité mentions légales newsletter accueil "
    + "publicidad suscríbete suscribirse suscripción compartir comentarios comentario privacidad aviso legal boletín inicio síguenos "
    + "publicidade assine assinar assinatura compartilhar comentários privacidade newsletter siga cadastro "
    + "pubblicità abbonati abbonamento condividi commenti accedi registrati iscriviti "
    + "advertentie abonneer inloggen delen reacties nieuwsbrief voorwaarden privacybeleid "
    // Nordic
    + "annons prenumerera logga dela kommentarer kakor annonse abonner annonce abonnér tilaa mainos kirjaudu jaa kommentit evästeet "
    // Central and eastern Europe
    + "reklama subskrybuj zaloguj udostępnij komentarze regulamin prywatności reklama předplatné přihlásit sdílet diskuze hirdetés "
    + "előfizetés bejelentkezés megosztás publicitate abonează distribuie comentarii реклама подписаться подписка войти поделиться "
    + "комментарии реклама підписатися поділитися коментарі увійти абонамент сподели "
    // Turkish, Indonesian, Malay
    + "reklam abone giriş paylaş yorumlar yorum iklan bagikan langganan komentar masuk daftar baca kongsi "
    // Arabic, Persian, Hebrew, Greek
    + "إعلان اشترك مشاركة تعليقات تسجيل حقوق محفوظة تبلیغات اشتراک نظرات פרסומת הרשמה שתף תגובות διαφήμιση εγγραφή σχόλια"

  /// Pictures and their makers.
  static let caption =
    "photo photos photograph photographer image images picture pictured caption video getty shutterstock istock credit via file "
    + "ảnh hình foto fotos bild bilder crédit photographie fotografía imagen imagem fotografia zdjęcie fot fotó foto: фото снимка "
    + "kuva bilde צילום صورة φωτογραφία handout courtesy ap afp reuters epa dpa xinhua ttxvn"

  /// Who wrote, when, and how long it takes to read.
  static let byline =
    "by author reporter correspondent editor staff writer published updated posted modified min read minutes ago hours "
    + "von autor redaktion veröffentlicht aktualisiert uhr lesezeit minuten stand par publié mis jour lecture por publicado actualizado "
    + "lectura autor redacción atualizado di pubblicato aggiornato lettura door gepubliceerd bijgewerkt av publicerad uppdaterad "
    + "oppdatert publisert opdateret julkaistu päivitetty autor aktualizováno opublikowano aktualizacja szerző publicat actualizat "
    + "опубликовано обновлено автор опубліковано оновлено yazar güncelleme yayınlanma penulis editor diterbitkan tác giả cập nhật đăng "
    + "كتب نشر تحديث"
}
