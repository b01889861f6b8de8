import Foundation
import Testing

@testable import Parsing

/// The tables of forms and encodings name everything that is read.
@Suite struct DocumentationTests {
  private static func page(_ name: String = "Sources/Parsing/Parsing.docc/Parsing.md") throws -> String {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: repository.appendingPathComponent(name), encoding: .utf8)
  }

  /// The first cell of its row. A new form does not compile here until it has one.
  private static func row(of form: DocumentForm) -> String {
    switch form {
    case .text: "| text dump |"
    case .html: "| HTML |"
    case .feed: "| feed:"
    case .json: "| JSON:"
    case .table: "| table:"
    case .xml: "| XML |"
    case .rootlessXML: "| XML without a root |"
    case .wire: "| XML: NITF"
    case .asset: "| asset:"
    }
  }

  @Test(arguments: [
    DocumentForm.text, .html, .feed, .json, .table, .xml, .rootlessXML, .wire("NITF"), .asset("a script"),
  ])
  func eachFormHasItsRow(form: DocumentForm) throws {
    #expect(try Self.page().contains("\n" + Self.row(of: form)))
  }

  /// `newsctl parse --help` and `newsctl push --help` show the second.
  @Test(arguments: ["README.md", "Sources/newsctl/Input/DocumentForms.swift"])
  func whatAUserReadsNamesTheFormsAndTheColumns(name: String) throws {
    let page = try Self.page(name).lowercased()
    for form in ["text", "html", "mhtml", "rss", "atom", "json lines", "csv", "tsv", "warc", "gzip"] {
      #expect(page.contains(form), "\(form)")
    }
    for column in ["title", "text", "date", "source", "url", "tiêu đề", "nội dung"] {
      #expect(page.contains(column), "\(column)")
    }
  }

  @Test func eachEncodingHasItsPlace() throws {
    let table = try #require(try Self.page().components(separatedBy: "### Encodings").last)
    let cells = table.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "|").first
    }
    let named = Set(cells.flatMap { $0.split(separator: "`") }.map(String.init))
    let known = Set(TextEncoding.all.map(\.name))
    #expect(known.count > 30)
    #expect(known.subtracting(named).isEmpty)
    // Nothing is promised that is not there.
    let unknown = named.filter { name in name.first?.isLetter == true && !known.contains(name) }
    #expect(unknown.isEmpty, "\(unknown)")
  }
}
