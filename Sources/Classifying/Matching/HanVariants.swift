/// Traditional Chinese characters and Japanese forms beside the simplified ones, for what the news of these crises writes.
enum HanVariants {
  static let simplified: [Unicode.Scalar: Unicode.Scalar] = {
    var map: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (one, other) in zip(others.unicodeScalars, simple.unicodeScalars) { map[one] = other }
    return map
  }()

  private static let others = "鮮韓國臺灣峽戰爭軍導彈飛機艦島區衛圍攻擊議聯盟約條統獨勢蔡賴"
  private static let simple = "鲜韩国台湾峡战争军导弹飞机舰岛区卫围攻击议联盟约条统独势蔡赖"
}
