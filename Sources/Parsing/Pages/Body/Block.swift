/// A paragraph, heading, list item or line of a page: text with no block-level border in it.
struct Block: Sendable {
  /// The block-level element that it stands in.
  var node: Int32
  /// The nodes that its text comes from.
  var nodes: Range<Int32>
  var text: String
  /// Scalars, ideographs and the like counted threefold: about as much meaning per unit in any language.
  var weight = 0
  /// The part of `weight` within links.
  var linkWeight = 0
  /// The part of `weight` within bold or emphasised text.
  var strongWeight = 0
  var links = 0
  var words = 0
  var commas = 0
  var sentenceEnds = 0
  var capitals = 0
  var digits = 0
  /// Whether its last sign ends a sentence.
  var endsAsSentence = false

  var linkDensity: Double { weight > 0 ? Double(linkWeight) / Double(weight) : 0 }
}
