/// The commonest words of the languages that are written in Latin letters.
enum CommonWords {
  /// The languages, in the order of the bits of `table`.
  static let languages: [String] = lists.map(\.language)

  /// The languages that have a word, as bits by their numbers. A word is packed as `LanguageEvidence` packs it: at most 8 characters, each
  /// a byte.
  static let table: ProbingTable<UInt64, UInt64> = {
    var table: [UInt64: UInt64] = [:]
    for (number, list) in lists.enumerated() {
      for word in list.words.split(separator: " ") {
        var packed: UInt64 = 0
        for scalar in word.unicodeScalars {
          packed = packed << 8 | UInt64(scalar.value < 0x80 ? scalar.value : scalar.value & 0xFF | 0x80)
        }
        table[packed, default: 0] |= 1 << UInt64(number)
      }
    }
    return ProbingTable(table)
  }()

  private static let lists: [(language: String, words: String)] = [
    ("vi", "của và là các trong cho được với một có không người những đã ngày tại này từ khi đến"),
    (
      "en",
      "the of and to in a is that for on was with as it by at from be this are have has an but not he his they which were said who will its their"
    ),
    (
      "fr",
      "le la les des et en un une du que qui dans est pour pas au sur par plus ne avec ce il sont se aux cette ont mais nous été leur"
    ),
    (
      "de",
      "der die und in den das von zu mit ist des im für auf nicht ein eine dem sich auch es an als sie werden bei nach wie einer hat aus wird sind"
    ),
    (
      "es",
      "de la el en y que los se las del un por con una para su al lo como más es ha no sus le pero fue este entre desde sobre también"
    ),
    (
      "pt",
      "de a o que e do da em um para com uma os no se na por mais as dos como foi ao não das à seu sua ou são pela pelo também já"
    ),
    (
      "it",
      "di e il la che in un per è del una con non i si da le della dei al ha più sono alla nel anche come gli lo ma dal delle questo"
    ),
    (
      "nl",
      "de het een van en in is dat op te zijn voor met die niet aan er om ook als maar bij door naar uit heeft nog wordt over deze worden"
    ),
    (
      "sv",
      "och att det i en som är på av för med till den har de inte om ett var men från vi så kan när sig ska också efter"
    ),
    (
      "no",
      "og i det er på en at som til av for med de har den ikke et om fra var men vi seg ble skal så etter også hun kan ved hvor"
    ),
    (
      "da",
      "og i at det er en til på af som for de med den har ikke der et fra var vi kan men sig blev også efter skal siger hun mere blevet"
    ),
    (
      "fi",
      "ja on ei että se oli hän mutta joka ovat myös kun ole sen mukaan kuin voi jos niin tai ollut vain nyt jo sekä ennen"
    ),
    ("is", "og að í er á sem til við um en það var ekki hann af með fyrir hún frá þess eru hafa því svo þegar"),
    (
      "pl",
      "w i na z się nie do to że jest o od jak po za ale przez są dla który oraz tym tego jego był które także już było"
    ),
    (
      "cs",
      "a v se na je že s z do o to za ve by i pro k jako po jsou jsem od byl které který podle ale také tak před už"
    ),
    (
      "sk", "a v sa na je že s z do o to za vo by aj pre k ako po sú od bol ktoré ktorý podľa ale tak pred už jeho bude"
    ),
    (
      "hu",
      "a az és hogy nem is egy ez volt meg csak de már még van el mint azt azonban ki ha amely vagy lehet után szerint lett aki"
    ),
    (
      "ro",
      "de şi și în a la cu care pe nu din o un este pentru că să mai au prin fost sunt ca după dar al fi spus către fiind"
    ),
    (
      "hr",
      "je i u se na da za su od o s a kako što koji će nije ne iz do ali to bi koja sam biti kao nakon koje još prema rekao"
    ),
    ("sl", "je in v na se da za so ki pa z bi tudi s ne po pri še kot ali bil bo od ko že smo iz so nad med kar"),
    (
      "tr",
      "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra en ne ise dedi var değil ancak olduğu şey tarafından yeni göre"
    ),
    (
      "id",
      "yang dan di ini itu dengan untuk dari dalam pada tidak akan juga ke karena ada tersebut oleh bisa kata saat telah atau mereka kepada"
    ),
    (
      "ms",
      "yang dan di ini itu dengan untuk dari dalam pada tidak akan juga ke kerana ada berkata oleh boleh beliau lebih telah atau mereka kepada bagi"
    ),
    ("tl", "ang ng sa na mga ay at si ni para ito kay nang hindi may kung ko pa niya siya naman ako din nila"),
    ("et", "ja on ei et see ka oli kui mis aga oma ta või selle nii kes seda siis veel ning pole välja olnud pärast"),
    ("lv", "un ir ka uz no par ar bet kas arī tā kā vai to nav pēc tiek lai ne gan pie viņš jau savu"),
    ("lt", "ir yra kad į iš su buvo tai bet kaip jo už po nuo apie ar jau dar tik taip pat bus kurie savo"),
    ("sq", "e në të dhe i për me një që nga është si ka më se u do nuk janë kjo ai por edhe këtë ishte"),
    ("ca", "de la i a el que en les els un per una amb del és al no es ha més però com dels ser aquest també són va"),
    ("af", "die van en in het is dat vir op nie te wat met by sy hy om aan was ook word na as sal hulle kan deur"),
    ("lb", "an de vun der ass d an dat den si fir mat net op et och sech hunn no wéi bei awer där dës"),
    ("sw", "ya na wa kwa ni katika za la kuwa hiyo cha huo alisema watu yake kama huyo bado baada hata lakini"),
    ("az", "və bu bir ki də da üçün ilə olan edib deyib ölkə görə ancaq olub var sonra"),
  ]
}

extension CommonWords {
  static let listedLanguages: [String] = languages + otherScripts.map(\.language)

  /// Whether there are words of this language.
  static func isListed(_ language: String?) -> Bool { language.map(listed.contains) ?? false }

  private static let listed = Set(listedLanguages)

  /// The words of one language; none for a language that is not listed.
  static func words(of language: String?) -> [Substring] {
    guard let language, let list = (lists + otherScripts).first(where: { $0.language == language }) else { return [] }
    return list.words.split(separator: " ")
  }

  /// The same for languages whose script tells them: not needed to detect them, but to tell sentences from menus.
  private static let otherScripts: [(language: String, words: String)] = [
    (
      "ru",
      "и в не на что с он по это но как из к за от о для его так же то все была был у мы я они до при году также только если"
    ),
    (
      "uk",
      "і в не на що з він по це але як із до за від про для його так та у ми я вони при року також лише якщо який яка були"
    ),
    ("be", "і ў не на што з ён па гэта але як да за ад пра для яго так у мы яны пры таксама які была"),
    ("bg", "и в не на че с той по това но как от за до се да са за е към след при която който също има ще като"),
    ("sr", "и у је да се на за су од са о а не као који која ће из до али то"),
    ("mk", "и во е да се на за од со не како кој која ќе до но тоа по ги го"),
    ("kk", "және бұл үшін мен да де деп бар болып жылы туралы осы"),
    ("el", "και το να του η της με που ο την για από στο θα τα είναι των ότι σε στην τον δεν μια οι ένα στη αλλά"),
    ("ar", "في من على إلى أن التي عن مع هذا هذه الذي ما لا كان كما بعد قد بين ذلك وقال أو لم وفي حيث كانت ومن خلال"),
    ("fa", "و در به از که این را با است برای آن یک تا بر هم می شد کرد شده خود بود ای اما های نیز"),
    ("ur", "کے میں کی ہے سے کا کو اور نے پر کہ یہ اس ہیں بھی نہیں تھا کر ایک جو گیا"),
    ("he", "של את על לא הוא עם כי זה גם היא או אל אבל יש בין אך לאחר כל היה עוד רק מה"),
    ("hi", "के में की है से का को और ने पर कि यह इस हैं भी नहीं था कर एक जो गया लिए"),
    ("bn", "ও এই করে এবং থেকে না তিনি হয় একটি জন্য তার সঙ্গে করা এ বলেন হয়েছে কিন্তু"),
    ("ka", "და არის რომ ეს არ იყო მისი რომელიც თუ ამ მაგრამ"),
    ("hy", "է և են որ այս մեջ համար նաև մասին հետ իր"),
    ("ta", "இந்த ஒரு என்று மற்றும் அவர் அந்த என உள்ள"),
    ("am", "ነው እና ላይ ውስጥ ግን ወደ ይህ"),
  ]
}
