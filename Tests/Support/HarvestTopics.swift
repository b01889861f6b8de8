/// A topics file that an analyst may change the built-in one into: a topic is new, one has other rules, two are gone.
public enum HarvestTopics {
  public static let yaml = """
    topics:
      - id: harvest
        name: Harvest
        rules:
          - rule: rice
            any-of: {vi: [mùa lúa]}
      - id: gaza
        name: Gaza
        rules:
          - rule: strip
            any-of: {vi: [viện trợ]}

    """
}
