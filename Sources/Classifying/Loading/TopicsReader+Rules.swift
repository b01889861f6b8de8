import NewsModels
import Yams

extension TopicsReader {
  /// A topic; nil where it has no usable name.
  mutating func readTopic(_ node: Node) -> TopicDefinition? {
    let allowed = [
      "id", "name", "threshold", "title", "lead", "main", "exclude", "none-of", "rules", "matches", "does not match",
    ]
    guard let fields = fields(of: node, named: "a topic", allowed: allowed, required: ["id", "rules"]),
      let idNode = fields["id"]
    else { return nil }
    guard let idText = idNode.scalar?.string, let id = TopicID(idText) else {
      report(idNode, "`id` is a name of lower-case letters, digits and hyphens, at most 64")
      return nil
    }
    var topic = TopicDefinition(id: id, name: id.rawValue, position: Self.position(of: node))
    if let node = fields["name"], let name = text(node, for: "name") { topic.name = name }
    if let node = fields["threshold"] {
      topic.threshold = number(node, for: "threshold", in: 0.01...1000) ?? topic.threshold
    }
    if let node = fields["title"] { topic.titleFactor = number(node, for: "title", in: 0...100) ?? 1 }
    if let node = fields["lead"] { topic.leadFactor = number(node, for: "lead", in: 0...100) ?? 1 }
    if let node = fields["main"] { topic.main = readMainLevel(node) }
    if let node = fields["exclude"] { topic.exclude = readPhrases(node) }
    if let node = fields["none-of"] { topic.noneOf = readPhrases(node) }
    if let node = fields["rules"] { topic.rules = readRules(node) }
    for (key, matches) in [("matches", true), ("does not match", false)] {
      guard let node = fields[key] else { continue }
      topic.examples += readExamples(node, key: key, matches: matches)
    }
    return topic
  }

  private mutating func readMainLevel(_ node: Node) -> MainLevel {
    var main = MainLevel()
    let keys = ["title", "lead", "share", "threshold"]
    guard let fields = fields(of: node, named: "`main`", allowed: keys + ["roundups"]) else { return main }
    if let node = fields["roundups"] { main.roundups = readPhrases(node) }
    for (key, path) in zip(keys, [\MainLevel.title, \.lead, \.share, \.threshold]) {
      guard let node = fields[key] else { continue }
      let least = key == "threshold" ? 0.01 : 0
      main[keyPath: path] = number(node, for: key, in: least...1000) ?? main[keyPath: path]
    }
    return main
  }

  private mutating func readRules(_ node: Node) -> [Rule] {
    guard let sequence = node.sequence, !sequence.isEmpty else {
      report(node, "`rules` is a list of at least one rule, each beginning with `- rule:`")
      return []
    }
    var rules: [Rule] = []
    for node in sequence {
      guard let rule = readRule(node) else { continue }
      if rules.contains(where: { $0.name == rule.name }) {
        report(node, "the rule `\(rule.name)` stands twice in the topic; rename one")
      }
      rules.append(rule)
    }
    return rules
  }

  private mutating func readRule(_ node: Node) -> Rule? {
    let allowed = ["rule", "any-of", "all-of", "none-of", "within", "weight", "at-most", "only-in"]
    guard let fields = fields(of: node, named: "a rule", allowed: allowed, required: ["rule", "any-of"]),
      let nameNode = fields["rule"], let name = text(nameNode, for: "rule"), let anyOf = fields["any-of"]
    else { return nil }
    var rule = Rule(name: name, anyOf: readPhrases(anyOf), position: Self.position(of: node))
    if let node = fields["all-of"] { rule.allOf = readGroups(node) }
    if let node = fields["none-of"] { rule.noneOf = readPhrases(node) }
    if let node = fields["within"] { rule.within = readReach(node) ?? .sentence }
    if let node = fields["weight"] { rule.weight = number(node, for: "weight", in: -100...100) ?? 1 }
    if let node = fields["at-most"] { rule.atMost = number(node, for: "at-most", in: 0.01...1000) }
    if let node = fields["only-in"] { rule.places = readPlaces(node) }
    if rule.weight == 0 { report(node, "the rule `\(name)` has the weight 0 and never changes anything") }
    if fields["within"] != nil, rule.allOf.isEmpty, rule.noneOf == nil {
      report(node, "`within` says how near `all-of` and `none-of` must stand, and the rule `\(name)` has neither")
    }
    return rule
  }

  /// The lists of `all-of`: one reference is one list, else each item is a list.
  private mutating func readGroups(_ node: Node) -> [PhraseList] {
    guard let sequence = node.sequence else { return [readPhrases(node)] }
    if sequence.isEmpty { report(node, "`all-of` lacks its lists") }
    return sequence.map { readPhrases($0) }
  }

  private mutating func readReach(_ node: Node) -> Reach? {
    guard let text = node.scalar?.string, let reach = Reach(notation: text) else {
      report(
        node,
        "`within` is `sentence`, `paragraph`, `text` or a number of words, at most \(Reach.maximumWords): `12 words`"
      )
      return nil
    }
    return reach
  }

  private mutating func readPlaces(_ node: Node) -> Set<Place> {
    let nodes = node.sequence.map(Array.init) ?? [node]
    if nodes.isEmpty { report(node, "`only-in` lacks its places; leave it out for everywhere") }
    var places: Set<Place> = []
    for node in nodes {
      guard let place = node.scalar.flatMap({ Place(rawValue: $0.string) }) else {
        report(node, "`only-in` is one or more of \(Self.quoted(Place.allCases.map(\.rawValue)))")
        continue
      }
      places.insert(place)
    }
    return places
  }

  private mutating func readExamples(_ node: Node, key: String, matches: Bool) -> [TopicDefinition.Example] {
    guard let sequence = node.sequence else {
      report(node, "`\(key)` is a list of sentences")
      return []
    }
    return sequence.compactMap { node in
      text(node, for: key).map { .init(text: $0, matches: matches, position: Self.position(of: node)) }
    }
  }
}
