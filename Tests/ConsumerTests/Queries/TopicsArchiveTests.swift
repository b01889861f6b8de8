import Classifying
import Foundation
import TestSupport
import Testing

@testable import Consumer

@Suite struct TopicsArchiveTests {
  /// A power cut may leave a name without its bytes.
  @Test(arguments: ["", "topics: none\n"])
  func aFileThatWasCutOrAlteredIsMadeGoodWhileItsRulesAreAtHand(_ content: String) throws {
    let folder = TemporaryFolder()
    let current = Classifier(TopicsFile.builtIn)
    _ = try TopicsArchive(dataFolder: folder.path, current: current)
    let kept = folder.path + "/topics/\(current.topics.version).yaml"
    try content.write(toFile: kept, atomically: false, encoding: .utf8)
    _ = try TopicsArchive(dataFolder: folder.path, current: current)
    #expect(try String(contentsOfFile: kept, encoding: .utf8) == current.topics.source)
    // By other rules since: those that counted what is stored are still found.
    let other = Classifier(try TopicsFile(yaml: current.topics.source + "# changed\n"))
    try #require(other.topics.version != current.topics.version)
    let archive = try TopicsArchive(dataFolder: folder.path, current: other)
    #expect(archive.classifier(version: current.topics.version) != nil)
  }
}
