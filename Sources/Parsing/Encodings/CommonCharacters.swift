/// Characters so common in a script that a text decoded rightly holds many of them, and one decoded wrongly few.
struct CommonCharacters: Sendable {
  /// The characters counted.
  private let characters: Set<Unicode.Scalar>
  /// The least share of them among the characters beyond ASCII.
  let least: Double

  private init(_ characters: String, least: Double) {
    self.characters = Set(characters.unicodeScalars)
    self.least = least
  }

  /// The share among the characters beyond ASCII; 0 where there are fewer than 8, or the same few over and over.
  func share(in utf8: [UInt8]) -> Double {
    var counted = 0
    var hits = 0
    var kinds: Set<Unicode.Scalar> = []
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      counted += 1
      guard characters.contains(scalar) else { continue }
      hits += 1
      if kinds.count < 5 { kinds.insert(scalar) }
    }
    return counted < 8 || kinds.count < 5 ? 0 : Double(hits) / Double(counted)
  }

  static let simplifiedChinese = CommonCharacters(
    "，。、“”的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取完举北京报道",
    least: 0.3)
  static let traditionalChinese = CommonCharacters(
    "，。、「」的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力里如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取完舉北京報導台灣",
    least: 0.3)
  static let korean = CommonCharacters(
    "이다의는에을가고한하지를로서기자은사도대정인시어나리해그원일부것들과제장전으있수라주국안보성해상조만아구위면공여경세민명간스년게유회관북중적동요까식오개습니방연선물비합군신출트무계행",
    least: 0.45)
  static let japanese = CommonCharacters(
    "のにはをたがでとしいるれさなからっもてすりこまあどうんくよけそだーンスルトリアイクラ。、「」日本年月国人大会社新事者時", least: 0.45)
  static let cyrillic = CommonCharacters("оеаинтсрвлкмдпуяызьбгчй", least: 0.75)

  /// Whether capitals stand within words as often as only in text that was decoded wrongly.
  static func hasOddCapitals(_ utf8: [UInt8]) -> Bool {
    var letters = 0
    var odd = 0
    var isAfterSmall = false
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if scalar.value >= 0x80, scalar.properties.isAlphabetic {
        letters += 1
        let isSmall = scalar.properties.isLowercase
        if isAfterSmall, !isSmall, scalar.properties.isUppercase { odd += 1 }
        isAfterSmall = isSmall
      } else {
        isAfterSmall = false
      }
    }
    return odd * 40 > letters
  }

  /// Whether letters beyond ASCII stand beside plain ones as often as only those of Latin words do: another script has words of its own.
  static func standInLatinWords(_ utf8: [UInt8]) -> Bool {
    var (letters, besidePlain) = (0, 0)
    var (wasLetter, wasPlain) = (false, false)
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      let isPlain = scalar.value < 0x80
      let isLetter = scalar.properties.isAlphabetic
      if isLetter, !isPlain { letters += 1 }
      if isLetter, wasLetter, isPlain != wasPlain { besidePlain += 1 }
      (wasLetter, wasPlain) = (isLetter, isPlain)
    }
    return besidePlain * 4 > letters
  }

  /// The share of the letters of `range` among the characters beyond ASCII; 0 where there are fewer than 8, or the same few over and
  /// over.
  static func share(of range: ClosedRange<UInt32>, in utf8: [UInt8]) -> Double {
    var counted = 0
    var hits = 0
    var kinds: Set<UInt32> = []
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      counted += 1
      guard range.contains(scalar.value) else { continue }
      hits += 1
      if kinds.count < 5 { kinds.insert(scalar.value) }
    }
    return counted < 8 || kinds.count < 5 ? 0 : Double(hits) / Double(counted)
  }
}
