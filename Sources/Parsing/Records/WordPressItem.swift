/// What WordPress says of the things that its exports and its interface list beside published posts.
enum WordPressItem {
  /// Whether an item of an export (`wp:status`, `wp:post_type`) is no post that readers of the site see.
  static func isUnpublished(status: String?, type: String?) -> Bool {
    if let status, status != "publish" { return true }
    return type.map { otherTypes.contains($0) || $0.hasPrefix("wp_") } ?? false
  }

  /// The same of a record of the interface, which has its title as it is rendered.
  static func isUnpublished(_ record: JSONValue) -> Bool {
    guard record["title"]?["rendered"] != nil, let status = record["status"]?.string else { return false }
    return isUnpublished(status: status, type: record["type"]?.string)
  }

  /// Of WordPress itself; sites have types of their own for articles.
  private static let otherTypes: Set = [
    "attachment", "revision", "page", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache",
    "user_request",
  ]
}
