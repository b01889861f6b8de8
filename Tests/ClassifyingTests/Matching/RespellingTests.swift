import Foundation
import TestSupport
import Testing

@testable import Classifying

/// Real articles, written otherwise, give the same matches at the same places.
@Suite struct RespellingTests {
  static let phrases = [
    "Triều Tiên", "bán đảo Triều Tiên", "Bình Nhưỡng", "Kim Jong-un", "Kim Jong Un", "phi hạt nhân hóa", "hòa bình",
    "thỏa thuận", "dải Gaza", "Gaza",
    "Hamas", "Israel - Hamas", "ngừng bắn", "con tin", "Đài Loan", "eo biển Đài Loan", "Thái Anh Văn", "thống nhất",
    "tập trận", "hai bờ", "North Korea",
    "Pyongyang", "Taiwan", "Taiwan Strait", "cease-fire", "West Bank", "Nordkorea", "Gazastreifen", "북한", "김정은", "가자",
    "대만", "朝鲜", "金正恩",
    "台湾", "台海", "加沙", "联合国", "总统", "hoà", "thuỷ quân", "khoẻ", "người", "của", "đạo", "Đảng", "tỷ", "ủy ban", "the",
    "said",
  ]

  @Test(
    .enabled(if: SharedTopics.hasLabelled, "\(MeasuringMaterial.absence(of: MeasuringMaterial.labelledArticles))"))
  func labelledArticlesMatchTheSameInTenRandomSpellings() throws {
    let matcher = PhraseMatcher(phrases: Self.phrases.map { Phrase($0) })
    let lines = try Array(Data(contentsOf: MeasuringMaterial.labelledArticles)).split(separator: 0x0A)
    var random = SeededGenerator(seed: 20)
    var total = 0
    for line in lines {
      let bytes = Array(line)
      let article = try ArticleLine(bytes.span)
      // A test build takes a minute for whole texts, and their ends show nothing new.
      let text = article.title + "\n" + article.body.prefix(800)
      let plain = matcher.matches(in: text)
      total += plain.matches.count
      for _ in 0..<10 {
        let other = Respelled(text, using: &random)
        let found = matcher.matches(in: other.text)
        guard other.places(of: found) == other.places(ofOriginal: plain) else {
          Issue.record("article \(article.id): other matches in another spelling")
          break
        }
        #expect(found.paragraphs.map(\.words) == plain.paragraphs.map(\.words), "article \(article.id)")
      }
    }
    #expect(total > 3000)
  }
}

/// A text in another spelling, with the way back.
struct Respelled {
  /// Where a match stands, counted in the signs of the original text.
  struct Place: Hashable {
    var phrase: Int
    var start: Int
    var end: Int
    var word: Int
  }

  private(set) var text = ""
  private let original: [Int]
  private var own: [Int] = []

  /// Divides the text where it can be taken apart without harm, and spells each piece anew.
  init(_ text: String, using random: inout SeededGenerator) {
    let pieces = Self.pieces(text)
    original = Self.ends(pieces)
    var spelled: [String] = []
    for piece in pieces { spelled.append(Respelling.random(piece, using: &random)) }
    own = Self.ends(spelled)
    self.text = spelled.joined()
  }

  func places(ofOriginal matches: TextMatches) -> Set<Place> { Self.places(matches, original) }
  func places(of matches: TextMatches) -> Set<Place> { Self.places(matches, own) }

  private static func places(_ matches: TextMatches, _ ends: [Int]) -> Set<Place> {
    Set(
      matches.matches.map { match in
        Place(
          phrase: match.phrase, start: piece(ends, match.start), end: piece(ends, match.end - 1), word: match.firstWord)
      })
  }

  /// The piece that a byte is in.
  private static func piece(_ ends: [Int], _ offset: Int) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Words, and what stands between them.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var isWord = false
    for character in text {
      let isLetter = character.isLetter || character.isNumber
      if isLetter, isWord, let last = pieces.indices.last {
        pieces[last].append(character)
      } else {
        pieces.append(String(character))
      }
      isWord = isLetter
    }
    return pieces
  }

  private static func ends(_ pieces: [String]) -> [Int] {
    var end = 0
    return pieces.map { piece in
      end += piece.utf8.count
      return end
    }
  }
}
