/// What a reader sees as one sign: a letter with its marks, or a run of spaces and hyphens.
struct FoldedSign: Hashable, Sendable {
  /// A letter without capitals and its marks, in one order however they were typed; `[" "]` for a run of spaces.
  var scalars: [Unicode.Scalar]
  /// The letter, capitals kept.
  var exact: Unicode.Scalar
  var group: WordGroup

  static let space = FoldedSign(scalars: [" "], exact: " ", group: .none)

  var isSpace: Bool { scalars == [" "] }

  /// The signs of a phrase; line breaks count as spaces, and none stands at either end.
  static func signs(of phrase: String) -> [FoldedSign] {
    var signs: [FoldedSign] = []
    var isOpen = false
    for scalar in phrase.unicodeScalars {
      let folding = FoldingTable.shared.folding(scalar)
      switch folding.kind {
      case .ignored: continue
      case .space, .lineBreak:
        if let last = signs.last, !last.isSpace { signs.append(.space) }
        isOpen = false
      case .base, .mark:
        if isOpen, let last = signs.indices.last, folding.kind == .mark || scalar.continuesSyllable(signs[last].scalars)
        {
          signs[last].scalars += folding.folded
        } else {
          signs.append(FoldedSign(scalars: folding.folded, exact: folding.exact, group: folding.group))
        }
        isOpen = true
      }
    }
    if signs.last?.isSpace == true { signs.removeLast() }
    for index in signs.indices { signs[index].scalars = sorted(signs[index].scalars) }
    return signs
  }

  /// A letter's marks in canonical order, but circumflex, breve and horn before the tone.
  static func sorted(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.count > 2 else { return scalars }
    var sorted = scalars
    // Insertion sort: stable, and a letter bears few marks. Marks of class 0 stay where they are and divide the others.
    for index in 2..<min(sorted.count, 16) {
      var at = index
      while at > 1, isMisplaced(sorted[at], behind: sorted[at - 1]) {
        sorted.swapAt(at, at - 1)
        at -= 1
      }
    }
    return sorted
  }

  private static func isMisplaced(_ mark: Unicode.Scalar, behind other: Unicode.Scalar) -> Bool {
    let (one, two) = (rank(mark), rank(other))
    return one != 0 && two != 0 && one < two
  }

  private static func rank(_ mark: Unicode.Scalar) -> Int {
    let combiningClass = Int(mark.properties.canonicalCombiningClass.rawValue)
    return switch mark.value {
    case 0x302, 0x306, 0x31B: combiningClass
    default: combiningClass == 0 ? 0 : combiningClass + 256
    }
  }
}

extension Unicode.Scalar {
  /// Whether this is the vowel or the final of the decomposed Korean syllable that `scalars` begin.
  func continuesSyllable(_ scalars: [Unicode.Scalar]) -> Bool {
    guard let last = scalars.last?.value else { return false }
    return switch value {
    case 0x1161...0x1175: scalars.count == 1 && (0x1100...0x1112).contains(last)
    case 0x11A8...0x11C2: scalars.count == 2 && (0x1161...0x1175).contains(last)
    default: false
    }
  }
}
