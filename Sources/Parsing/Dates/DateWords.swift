/// The words of dates and clocks in the languages that are read.
enum DateWords {
  /// The number of a month by a name or an abbreviation of it, in small letters.
  static func month(_ word: DateWord) -> Int? { months[word.hash] }

  /// `tháng`, and `Thg` as some programs print.
  static func isWordForMonth(_ word: DateWord) -> Bool { wordsForMonth.contains(word) }

  private static let wordsForMonth: [DateWord] = ["tháng", "thg", "bulan"]

  static func isWordForHour(_ word: DateWord) -> Bool { wordsForHour.contains(word) }

  private static let wordsForHour: [DateWord] = ["h", "g", "giờ", "uhr", "時", "时", "点", "點", "시", "ч", "hod", "годину"]

  static func isWordForMinute(_ word: DateWord) -> Bool { wordsForMinute.contains(word) }

  private static let wordsForMinute: [DateWord] = ["phút", "分", "분", "min", "ph", "p"]

  /// Words and endings between a day's number and the month's name.
  static let afterDay: Set<DateWord> = [
    "de", "di", "of", "st", "nd", "rd", "th", "er", "d", "den", "del", "в", "a", "dni", "d'", "e", "ngày",
  ]

  /// Words between the month's name and the year.
  static let beforeYear: Set<DateWord> = ["de", "del", "of", "năm", "do", "d", "พ", "ศ", "anul"]

  /// Words between the year and the month's name.
  static let afterYear: Set<DateWord> = ["m", "gada", "ж", "il", "tahun"]

  /// Whether a word says nothing of its own beside a date: a day of the week, a zone, a month, a label or a word that joins them.
  static func isBesideDate(_ word: DateWord) -> Bool {
    besideDate.contains(word) || DateLabel.isMadeOf(word) || partOfDay(word) != nil
      || ZoneOffset.named(word, language: "en") != nil || isWordForHour(word) || isWordForMinute(word)
      || isWordForMonth(word) || month(word) != nil
  }

  private static let besideDate: Set<DateWord> = [
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "bẩy", "chủ", "cn", "ngày", "lúc", "vào", "lần", "cuối",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "sat", "sun", "on", "at", "of", "this", "is", "was", "last", "first", "date", "time", "a",
    "p", "m", "et", "ct",
    "mt", "pt",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "um", "vom", "den",
    "stand", "zuletzt", "zuerst",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "le", "à",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "el", "las",
  ]

  /// nil where the word names no part of the day.
  static func partOfDay(_ word: DateWord) -> PartOfDay? {
    switch word {
    case "am", "sa", "sáng", "오전", "午前", "上午", "ص", "πμ", "пп", "صباحا", "صباحاً": .morning
    case "pm", "ch", "chiều", "오후", "午後", "下午", "م", "μμ", "مساء", "مساءً": .afternoon
    case "trưa": .noon
    case "tối": .evening
    case "đêm", "khuya": .night
    default: nil
    }
  }

  /// A Vietnamese month number written out (`Tư`, `mười một`): its value and how many words it takes.
  static func vietnameseNumber(_ tokens: ArraySlice<DateToken>) -> (value: Int, words: Int)? {
    guard let first = tokens.first?.text else { return nil }
    let second = tokens.dropFirst().first?.text
    if first == "mười" {
      if second == "một" { return (11, 2) }
      if second == "hai" { return (12, 2) }
      return (10, 1)
    }
    return vietnameseDigits[first].map { ($0, 1) }
  }

  private static let vietnameseDigits: [DateWord: Int] = [
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
  ]

  /// By the hash of the name.
  private static let months: ProbingTable<UInt64, Int> = {
    var table: [String: Int] = [:]
    for names in monthNames {
      for (index, variants) in names.split(separator: "|").enumerated() {
        for name in variants.split(separator: " ") where table[String(name)] == nil { table[String(name)] = index + 1 }
      }
    }
    var months = ProbingTable<UInt64, Int>(capacity: table.count)
    for (name, month) in table { months.insert(DateWord(name).hash, month) }
    return months
  }()

  /// January to December, set apart by bars; the variants of one month by spaces. English first: it wins where words collide.
  private static let monthNames: [String] = [
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec",
    "januar jänner jan|februar feber feb|märz mär mrz maerz|april apr|mai|juni|juli|august|september|oktober okt|november|dezember dez",
    "janvier janv|février févr fév fevrier|mars|avril avr|mai|juin|juillet juil|août aout|septembre|octobre|novembre|décembre déc decembre",
    "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre set|octubre|noviembre|diciembre dic",
    "janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro dez",
    "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre|ottobre ott|novembre|dicembre",
    "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des",
    "tammikuuta tammikuu|helmikuuta helmikuu|maaliskuuta maaliskuu|huhtikuuta huhtikuu|toukokuuta toukokuu|kesäkuuta kesäkuu|heinäkuuta heinäkuu|elokuuta elokuu|syyskuuta syyskuu|lokakuuta lokakuu|marraskuuta marraskuu|joulukuuta joulukuu",
    "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada listopad lis|grudnia grudzień gru",
    "ledna leden|února únor|března březen|dubna duben|května květen|června červen|července červenec|srpna srpen|září|října říjen|listopadu|prosince prosinec",
    "januára január|februára február|marca marec|apríla apríl|mája máj|júna jún|júla júl|augusta|septembra|októbra|novembra|decembra",
    "január jan|február febr|március márc|április ápr|május máj|június jún|július júl|augusztus|szeptember szept|október|november|december",
    "ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|octombrie|noiembrie noi|decembrie",
    "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenog studenoga|prosinca",
    "januarja|februarja|marca|aprila|maja|junija|julija|avgusta|septembra|oktobra|novembra|decembra",
    "januara|februara|marta|aprila|maja|juna|jula|avgusta|septembra|oktobra|novembra|decembra",
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    "januari|februari|maret|april|mei|juni|juli|agustus agu ags|september|oktober|november nopember|desember",
    "januari|februari|mac|april|mei|jun|julai|ogos|september|oktober|november|disember",
    "enero|pebrero|marso|abril|mayo|hunyo|hulyo|agosto|setyembre|oktubre|nobyembre|disyembre",
    "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
    "janvāris janvārī|februāris februārī|marts martā|aprīlis aprīlī|maijs maijā|jūnijs jūnijā|jūlijs jūlijā|augusts augustā|septembris septembrī|oktobris oktobrī|novembris novembrī|decembris decembrī",
    "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio",
    "janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor",
    "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
    "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust avgust|sentyabr|oktyabr|noyabr|dekabr",
    "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
    "января янв|февраля фев|марта мар|апреля апр|мая май|июня июн|июля июл|августа авг|сентября сен сент|октября окт|ноября ноя нояб|декабря дек",
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня",
    "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "јануар јануара|фебруар фебруара|март марта|април априла|мај маја|јун јуна|јул јула|август августа|септембар септембра|октобар октобра|новембар новембра|децембар децембра",
    "јануари|февруари|март|април|мај|јуни|јули|август|септември|октомври|ноември|декември",
    "ιανουαρίου ιαν|φεβρουαρίου φεβ|μαρτίου μαρ|απριλίου απρ|μαΐου μαϊ μάι|ιουνίου ιουν|ιουλίου ιουλ|αυγούστου αυγ|σεπτεμβρίου σεπ|οκτωβρίου οκτ|νοεμβρίου νοε|δεκεμβρίου δεκ",
    "يناير|فبراير|مارس|أبريل ابريل إبريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر|نوفمبر|ديسمبر",
    "كانون2|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين1|تشرين2|كانون1",
    "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
    "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "בינואר ינואר|בפברואר פברואר|במרץ מרץ|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|באוגוסט אוגוסט|בספטמבר ספטמבר|באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר",
    "जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
    "জানুয়ারি জানুয়ারি|ফেব্রুয়ারি ফেব্রুয়ারি|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม",
    "ஜனவரி|பிப்ரவரி|மார்ச்|ஏப்ரல்|மே|ஜூன்|ஜூலை|ஆகஸ்ட்|செப்டம்பர்|அக்டோபர்|நவம்பர்|டிசம்பர்",
    "ဇန်နဝါရီ|ဖေဖော်ဝါရီ|မတ်|ဧပြီ|မေ|ဇွန်|ဇူလိုင်|ဩဂုတ် သြဂုတ်|စက်တင်ဘာ|အောက်တိုဘာ|နိုဝင်ဘာ|ဒီဇင်ဘာ",
    "იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი",
    "հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի|դեկտեմբերի",
  ]
}
