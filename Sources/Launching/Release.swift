/// What all programs of one build have in common: they are released together.
public enum Release {
  /// By semantic versioning: the first number rises where scripts that people have written would have to change.
  public static let version = "1.0.0"
}
