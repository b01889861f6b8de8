/// The elements that the reader tells apart.
enum Tag: UInt8, CaseIterable, Sendable {
  /// A run of text: not an element.
  case text
  /// Any element not named below.
  case other
  case html, head, body, title, meta, link, base
  case article, section, main, aside, nav, header, footer, address, hgroup
  case div, p, blockquote, pre, figure, figcaption, center, details, summary, form, fieldset, dialog
  case h1, h2, h3, h4, h5, h6
  case ul, ol, li, dl, dt, dd, menu
  case table, caption, thead, tbody, tfoot, tr, td, th
  case br, hr, img, picture, video, audio, canvas, object, embed, source
  case a, b, strong, i, em, u, s, span, font, small, big, sup, sub, mark, q, cite, abbr, time, code, label, ins, del,
    wbr
  case button, input, textarea, option, noscript, noframes, legend

  private static let names = NameTable(allCases.map { ("\($0)", UInt32($0.rawValue)) })

  init(name: some Collection<UInt8>) {
    // `#text` cannot be an element's name, but `text` is one inside drawings.
    let found = Self.names[name].flatMap { Tag(rawValue: UInt8(truncatingIfNeeded: $0)) } ?? .other
    self = found == .text ? .other : found
  }

  /// Whether it stands within a line of text.
  var isInline: Bool {
    switch self {
    case .text, .a, .b, .strong, .i, .em, .u, .s, .span, .font, .small, .big, .sup, .sub, .mark, .q, .cite, .abbr,
      .time, .code, .label, .ins, .del, .wbr, .img, .picture, .source, .other, .button, .input, .br:
      true
    default: false
    }
  }

  var isHeading: Bool { rawValue >= Tag.h1.rawValue && rawValue <= Tag.h6.rawValue }

  /// Whether its content is not text for a reader of the page.
  var isSilent: Bool {
    switch self {
    case .title, .noscript, .noframes, .button, .textarea, .option, .object, .embed, .audio, .video, .canvas, .dialog:
      true
    default: false
    }
  }
}
