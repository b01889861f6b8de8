extension String {
  /// Runs of white space, no-break spaces included, become one space; none is left at the ends. Invisible characters go.
  func foldingWhiteSpace() -> String {
    var out = String.UnicodeScalarView()
    var pending = false
    for scalar in unicodeScalars {
      if scalar.isFoldedSpace {
        pending = !out.isEmpty
      } else if !scalar.isInvisible {
        if pending { out.append(" ") }
        pending = false
        out.append(scalar)
      }
    }
    return String(out)
  }
}

extension Unicode.Scalar {
  /// ASCII white space, no-break, en, em, thin and ideographic spaces.
  var isFoldedSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Soft hyphens, zero-width spaces, direction marks, byte order marks and control characters. Joiners stay: scripts of
  /// India and Iran need them.
  var isInvisible: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
