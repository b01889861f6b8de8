#if Dashboard
import NewsModels

/// A file of the page, embedded in the program; its address changes with its content, so that browsers may keep it.
public struct Asset: Sendable {
  public let name: String
  public let type: String
  public let bytes: [UInt8]
  /// For the header `ETag`.
  public let tag: String

  /// The address to ask for it.
  public var href: String { "/assets/\(name)?v=\(tag)" }

  init(_ name: String, type: String, _ bytes: [UInt8]) {
    (self.name, self.type, self.bytes) = (name, type, bytes)
    tag = String(Digest(of: bytes).hex.prefix(16))
  }
}

/// All files of the page: there is nothing outside the program that it reads.
public enum Assets {
  static let style = Asset("style.css", type: "text/css; charset=utf-8", PackageResources.style_css)
  static let script = Asset("page.js", type: "text/javascript; charset=utf-8", PackageResources.page_js)
  static let icon = Asset("icon.svg", type: "image/svg+xml", PackageResources.icon_svg)

  /// The file of this name; nil where there is none.
  public static func named(_ name: String) -> Asset? { [style, script, icon].first { $0.name == name } }

  /// The description of the interface for programs.
  public static let openAPI = Asset("openapi.json", type: "application/json", PackageResources.openapi_json)
}

#endif
