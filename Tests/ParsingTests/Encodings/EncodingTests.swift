import NewsModels
import Testing

@testable import Parsing

/// Every encoding of the table in the documentation: declared, detected and confirmed, or refused with the reason.
@Suite struct EncodingTests {
  /// A text, and the encodings that it is written in: the name here, and the C library's.
  struct Case: Sendable, CustomTestStringConvertible {
    var encoding: String
    var converter: String
    var text: String
    /// Whether it is told without a declaration.
    var isDetected = true

    var testDescription: String { encoding }

    var bytes: [UInt8]? { encoding == "vni" ? Encoded.vni(text) : Encoded.bytes(text, as: converter) }
  }

  static let vietnamese = """
    Hội chợ sách mùa thu khai mạc tại thành phố cảng, hơn bốn mươi nhà xuất bản trong nước tham dự và giới thiệu sách mới.
    Ban tổ chức cho biết hội chợ kéo dài năm ngày, mở cửa miễn phí và có nhiều buổi nói chuyện với tác giả được yêu thích.
    """
  static let simplified = """
    港口城市的秋季书展今天开幕，国内四十多家出版社参加。主办方表示，书展为期五天，免费开放，还有多场作者见面会。
    市长在开幕式上说，这是这个城市第一次举办这样大的活动，我们希望更多的人来这里看书。
    """
  static let traditional = """
    港口城市的秋季書展今天開幕，國內四十多家出版社參加。主辦方表示，書展為期五天，免費開放，還有多場作者見面會。
    市長在開幕式上說，這是這個城市第一次舉辦這樣大的活動，我們希望更多的人來這裡看書。
    """
  static let japanese = """
    港町の秋の本の市が今日開幕し、国内の四十を超える出版社が参加した。主催者によると、市は五日間続き、入場は無料で、作者との対話の場もある。
    市長は開会式で、この町でこのような大きな行事が行われるのは初めてだと述べた。
    """
  static let korean = """
    항구 도시의 가을 책 시장이 오늘 문을 열었고 국내 출판사 사십여 곳이 참가했다. 주최 측은 행사가 닷새 동안 이어지며 입장은 무료라고 밝혔다.
    시장은 개막식에서 이 도시에서 이런 큰 행사가 열리는 것은 처음이라고 말했다.
    """
  static let russian = """
    Осенняя книжная ярмарка открылась сегодня в портовом городе, в ней участвуют более сорока издательств страны.
    Организаторы сообщили, что ярмарка продлится пять дней, вход свободный, пройдут встречи с авторами.
    """
  static let ukrainian = """
    Осінній книжковий ярмарок відкрився сьогодні у портовому місті, у ньому беруть участь понад сорок видавництв країни.
    Організатори повідомили, що ярмарок триватиме п’ять днів, вхід вільний, відбудуться зустрічі з авторами.
    """
  static let french = """
    La foire du livre d’automne s’est ouverte aujourd’hui dans la ville portuaire, avec plus de quarante éditeurs du pays.
    Les organisateurs ont précisé que l’entrée est gratuite et que la foire durera cinq jours, jusqu’à la fête de la cité.
    """
  static let polish = """
    W mieście portowym otwarto dziś jesienne targi książki, w których bierze udział ponad czterdzieści wydawnictw z kraju.
    Organizatorzy zapowiedzieli, że targi potrwają pięć dni, wstęp jest wolny, a goście będą mogli spotkać się z autorami.
    """
  static let greek = """
    Η φθινοπωρινή έκθεση βιβλίου άνοιξε σήμερα στην πόλη του λιμανιού, με περισσότερους από σαράντα εκδότες της χώρας.
    Οι διοργανωτές είπαν ότι η έκθεση θα διαρκέσει πέντε ημέρες και ότι η είσοδος είναι ελεύθερη για όλους τους πολίτες.
    """
  static let thai = """
    งานหนังสือฤดูใบไม้ร่วงเปิดขึ้นวันนี้ที่เมืองท่า มีสำนักพิมพ์ในประเทศเข้าร่วมมากกว่าสี่สิบแห่ง
    ผู้จัดงานกล่าวว่างานจะมีห้าวัน เข้าชมได้โดยไม่เสียค่าใช้จ่าย และมีการพบปะกับนักเขียนหลายคน
    """

  static let cases: [Case] = [
    Case(encoding: "windows-1258", converter: "CP1258", text: vietnamese),
    Case(encoding: "tcvn3", converter: "TCVN5712-1", text: vietnamese),
    Case(encoding: "viscii", converter: "VISCII", text: vietnamese),
    Case(encoding: "vni", converter: "", text: vietnamese),
    Case(encoding: "utf-16le", converter: "UTF-16LE", text: vietnamese),
    Case(encoding: "utf-16be", converter: "UTF-16BE", text: vietnamese),
    Case(encoding: "gb18030", converter: "GB18030", text: simplified),
    Case(encoding: "big5", converter: "BIG5-HKSCS", text: traditional),
    Case(encoding: "shift_jis", converter: "CP932", text: japanese),
    Case(encoding: "euc-jp", converter: "EUC-JP", text: japanese),
    Case(encoding: "euc-kr", converter: "CP949", text: korean),
    Case(encoding: "windows-1251", converter: "CP1251", text: russian),
    Case(encoding: "koi8-r", converter: "KOI8-R", text: russian, isDetected: false),
    Case(encoding: "koi8-u", converter: "KOI8-U", text: ukrainian.replacing("’", with: "'")),
    Case(encoding: "iso-8859-5", converter: "ISO-8859-5", text: russian),
    Case(encoding: "ibm866", converter: "CP866", text: russian),
    Case(encoding: "windows-1252", converter: "CP1252", text: french),
    Case(encoding: "windows-1250", converter: "CP1250", text: polish),
    Case(encoding: "iso-8859-2", converter: "ISO-8859-2", text: polish),
    Case(encoding: "windows-1253", converter: "CP1253", text: greek),
    Case(encoding: "windows-874", converter: "CP874", text: thai),
    Case(encoding: "iso-2022-jp", converter: "ISO-2022-JP", text: japanese),
  ]

  @Test(arguments: cases) func declaredEncodingIsUsed(item: Case) throws {
    let bytes = try #require(item.bytes)
    let decoded = try TextDecoder.decode(bytes, declared: [item.encoding])
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == item.text)
    #expect(decoded.encoding.name == item.encoding)
    #expect(decoded.repairs == 0)
  }

  @Test(arguments: cases.filter(\.isDetected)) func undeclaredEncodingIsTold(item: Case) throws {
    let bytes = try #require(item.bytes)
    let decoded = try TextDecoder.decode(bytes)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == item.text)
    #expect(decoded.encoding.name == item.encoding)
  }

  /// Their letters are those of other scripts in other encodings; the script's own stand in words of their own.
  static let centralEuropean = [
    "Ostatni sondaż pokazał, że większość mieszkańców popiera budowę nowego mostu, a prace ruszą jeszcze w tym roku.",
    """
    Poslední průzkum ukázal, že většina obyvatel podporuje stavbu nového mostu. Vedení města slibuje, že práce začnou ještě letos.
    Zdroje na radnici tvrdí, že peníze jsou už zajištěny a dodavatel byl vybrán v soutěži. Lidé doufají, že kolony zmizí.
    """,
    """
    Posledný prieskum ukázal, že väčšina obyvateľov podporuje stavbu nového mosta. Vedenie mesta sľubuje, že práce sa začnú tento rok.
    Zdroje na radnici tvrdia, že peniaze sú už zaistené a dodávateľ bol vybraný v súťaži. Ľudia dúfajú, že kolóny zmiznú.
    """,
    """
    A legutóbbi felmérés szerint a lakosok többsége támogatja az új híd építését. A város vezetése azt ígéri, hogy a munka még idén elkezdődik.
    A városházi források szerint a pénz már megvan, és a kivitelezőt is kiválasztották. Az emberek abban bíznak, hogy a dugók megszűnnek.
    """,
    """
    Posljednje istraživanje pokazalo je da većina stanovnika podržava gradnju novog mosta. Gradska uprava obećava da će radovi početi.
    Izvori u gradskoj upravi tvrde da je novac već osiguran, a izvođač izabran na natječaju. Građani se nadaju da će gužve nestati.
    """,
    """
    Ultimul sondaj arată că majoritatea locuitorilor susţin construirea noului pod. Conducerea oraşului promite că lucrările vor începe.
    Surse din primărie spun că banii sunt deja asiguraţi, iar constructorul a fost ales prin licitaţie. Oamenii speră că va fi bine.
    """,
  ]

  @Test(arguments: centralEuropean, ["CP1250", "ISO-8859-2"])
  func centralEuropeanTextIsNoTextOfAnotherScript(text: String, converter: String) throws {
    let decoded = try TextDecoder.decode(try #require(Encoded.bytes(text, as: converter)))
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
  }

  @Test(arguments: [
    (
      "CP1257",
      """
      Paskutinė apklausa parodė, kad dauguma gyventojų pritaria naujo tilto statybai. Miesto valdžia žada, kad darbai prasidės.
      Šaltiniai savivaldybėje teigia, kad pinigai jau yra, o rangovas išrinktas konkurse. Žmonės tikisi, kad spūstys išnyks.
      """
    ),
    (
      "CP1254",
      """
      Son ankete göre şehir sakinlerinin çoğu yeni köprünün yapımını destekliyor. Belediye çalışmaların bu yıl başlayacağını söylüyor.
      Belediyedeki kaynaklar paranın hazır olduğunu, yüklenicinin de ihaleyle seçildiğini belirtiyor. Halk trafiğin rahatlayacağını umuyor.
      """
    ),
  ])
  func otherLatinTextIsNoTextOfAnotherScript(converter: String, text: String) throws {
    let decoded = try TextDecoder.decode(try #require(Encoded.bytes(text, as: converter)))
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
  }

  /// The words are Polish, but many of their letters others than Polish has.
  @Test(arguments: ["ISO-8859-13", "ISO-8859-16", "CP1257"]) func wordsAloneMakeNoEncoding(converter: String) throws {
    let bytes = try #require(Encoded.bytes(Self.polish, as: converter))
    #expect(Reading.refusal(bytes)?.contains("convert it to UTF-8") == true)
  }

  /// The declaration is wrong, as on many pages: the bytes decide.
  @Test(arguments: ["windows-1258", "tcvn3", "viscii", "vni"], ["utf-8", "iso-8859-1", "no-such-encoding"])
  func wronglyDeclaredVietnameseIsTold(encoding: String, declared: String) throws {
    let item = try #require(Self.cases.first { $0.encoding == encoding })
    let decoded = try TextDecoder.decode(try #require(item.bytes), declared: [declared])
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == item.text)
  }

  @Test(arguments: [[0xEF, 0xBB, 0xBF] as [UInt8], []]) func utf8WithAndWithoutItsMark(mark: [UInt8]) throws {
    let decoded = try TextDecoder.decode(mark + Array(Self.vietnamese.utf8), declared: ["windows-1258"])
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == Self.vietnamese)
    #expect(decoded.encoding == .utf8)
  }

  /// Scripts that hold few zeros, and no space where no words are parted.
  @Test(
    arguments: ["UTF-16LE", "UTF-16BE"], [vietnamese, simplified, traditional, japanese, korean, russian, greek, thai])
  func utf16WithoutAMarkIsTold(converter: String, text: String) throws {
    let decoded = try TextDecoder.decode(try #require(Encoded.bytes(text, as: converter)))
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
    #expect(decoded.encoding.name == converter.lowercased())
  }

  @Test(arguments: [("UTF-16LE", [0xFF, 0xFE] as [UInt8]), ("UTF-16BE", [0xFE, 0xFF])])
  func utf16ByItsMark(converter: String, mark: [UInt8]) throws {
    let bytes = try #require(Encoded.bytes(Self.simplified, as: converter))
    let decoded = try TextDecoder.decode(mark + bytes)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == Self.simplified)
  }

  /// What some program took for windows-1252 and encoded once more.
  @Test(arguments: [true, false]) func textThatWasEncodedTwiceIsReadAsItWas(byWindows1252: Bool) throws {
    let text = Self.vietnamese + "\nĐà Nẵng, “Á”"
    let twice = Self.encodedTwice(text, byWindows1252: byWindows1252)
    let read = try TextDecoder.decode(Array(twice.utf8))
    #expect(String(decoding: read.utf8, as: UTF8.self) == text)
    #expect(
      String(decoding: try TextDecoder.decode([0xEF, 0xBB, 0xBF] + Array(twice.utf8)).utf8, as: UTF8.self) == text)
    // Once is enough; a text that tells of it stays what it is.
    #expect(try TextDecoder.decode(Array(text.utf8)).utf8 == Array(text.utf8))
    let report = text + "\ná»\u{87} á»\u{87} á»\u{87}"
    #expect(String(decoding: try TextDecoder.decode(Array(report.utf8)).utf8, as: UTF8.self).hasPrefix(text))
  }

  /// What becomes of a text when some program takes its bytes for windows-1252, or Latin-1, and encodes them.
  private static func encodedTwice(_ text: String, byWindows1252: Bool = true) -> String {
    let signs = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
    return text.utf8.map { byte in
      String(Character((0x80...0x9F).contains(byte) && byWindows1252 ? signs[Int(byte) - 0x80] : Unicode.Scalar(byte)))
    }.joined()
  }

  /// A menu, a line or marks that were not, around a text that was.
  @Test(arguments: [
    ("", "\nNguồn: Tuổi Trẻ"), ("<p>Trang chủ – Thế giới</p><p>", "</p>"), ("“Đà Nẵng”, ", "”"),
    ("{\"source\":\"Tuổi Trẻ\",\"text\":\"", "\"}"),
  ])
  func textOfWhichSomeWasEncodedTwiceIsReadAsItWas(before: String, after: String) throws {
    let twice = before + Self.encodedTwice(Self.vietnamese) + after
    let read = try TextDecoder.decode(Array(twice.utf8))
    #expect(String(decoding: read.utf8, as: UTF8.self) == before + Self.vietnamese + after)
  }

  /// `\u00e1\u00bb\u2021`, as programs write what is not ASCII by default.
  @Test func escapedStringThatWasEncodedTwiceIsReadAsItWas() {
    func escaped(_ text: String) -> String {
      Self.encodedTwice(text).unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return scalar.value < 0x80 && scalar.value >= 0x20
          ? String(Character(scalar)) : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
    let title = "Hội chợ sách"
    let record = "{\"title\":\"\(escaped(title))\",\"text\":\"\(escaped(Self.vietnamese))\"}"
    let articles = Reading.articles(Array(record.utf8))
    #expect(articles.map(\.title) == [title])
    #expect(articles.map(\.body) == [Self.vietnamese])
  }

  /// Quotation marks of other languages make the same signs.
  @Test(arguments: [
    "«Habrá» «será» «irá» «estará» … – todavía", "»Město krásná«, »Praha stará», »milá», »nová» – řekl",
    "SÃO PAULO, NÃO «JÁ» – Ã º",
  ])
  func signsThatWereMeantStay(text: String) throws {
    #expect(String(decoding: try TextDecoder.decode(Array(text.utf8)).utf8, as: UTF8.self) == text)
  }

  @Test func decomposedTextComesOutComposed() throws {
    let decomposed = "Hội chợ sách mùa thu khai mạc tại thành phố cảng".decomposedForTest
    #expect(decomposed.unicodeScalars.count > 48)
    let decoded = try TextDecoder.decode(Array(decomposed.utf8))
    #expect(Array(decoded.utf8) == Array("Hội chợ sách mùa thu khai mạc tại thành phố cảng".utf8))
  }

  /// Texts are composed in pieces: wherever a letter and its mark stand, neither cut nor a piece passed over parts them.
  @Test(arguments: [0, 1, 1_020, 1_021, 1_022, 1_023, 1_024, 1_025, 2_046, 2_047, 2_048, 3_000])
  func letterAndMarkAreComposedWhereverTheyStand(before: Int) throws {
    let (start, end) = (String(repeating: "x", count: before), String(repeating: "y", count: 3_000) + "🔥")
    let decoded = try TextDecoder.decode(Array((start + "e\u{301}" + end).utf8))
    #expect(decoded.utf8 == Array((start + "\u{E9}" + end).utf8))
  }

  @Test func noiseIsRefusedWithTheReason() {
    var state: UInt64 = 7
    let noise = (0..<4_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(0x80 | (state >> 57))
    }
    #expect(Reading.refusal(noise)?.isEmpty == false)
    #expect(Reading.refusal((0..<4_000).map { UInt8($0 % 32) })?.contains("binary data") == true)
  }

  @Test func whatDoesNotFitItsDeclarationIsRefusedByName() {
    // Half a code page: letters of no language under the encoding that is named.
    let bytes = Array("<meta charset=\"euc-kr\"><p>".utf8) + [UInt8](repeating: 0xFF, count: 400)
    #expect(Reading.refusal(bytes)?.contains("euc-kr") == true)
  }

  @Test func aPageThatDeclaresItsEncodingIsRead() throws {
    let body = Self.vietnamese.split(separator: "\n").map { "<p>\($0)</p>" }.joined()
    let page =
      "<html><head><meta charset=\"windows-1258\"><title>Hội chợ sách</title></head><body><h1>Hội chợ sách</h1>\(body)</body></html>"
    let articles = Reading.articles(try #require(Encoded.bytes(page, as: "CP1258")))
    #expect(articles.map(\.title) == ["Hội chợ sách"])
    #expect(articles.map(\.body) == [Self.vietnamese])
  }
}

extension String {
  /// The Vietnamese letters of a test taken apart, by a table of its own.
  fileprivate var decomposedForTest: String {
    let parts: [Character: String] = [
      "ộ": "o\u{323}\u{302}", "ợ": "o\u{31B}\u{323}", "á": "a\u{301}", "ù": "u\u{300}", "ạ": "a\u{323}",
      "à": "a\u{300}",
      "ố": "o\u{302}\u{301}", "ả": "a\u{309}",
    ]
    return map { parts[$0] ?? String($0) }.joined()
  }
}
