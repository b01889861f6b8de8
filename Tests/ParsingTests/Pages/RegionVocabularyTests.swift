import Testing

@testable import Parsing

@Suite struct RegionVocabularyTests {
  private func marks(_ value: String) -> RegionMarks { RegionVocabulary.marks(of: Array(value.utf8)[...]) }

  @Test(arguments: ["article-body", "post__content", "storyBody", "fck_detail", "entry-content clearfix"])
  func namesOfTheText(value: String) {
    #expect(marks(value).contains(.bodyText))
  }

  @Test func wordsCountWholeAndInAnyCase() {
    #expect(marks("Related-Posts").contains(.related))
    #expect(!marks("shareholder").contains(.sharing))
    #expect(marks("shareTools").contains(.sharing))
    #expect(marks("").isEmpty)
  }

  @Test func subjectAndTextInDifferentNamesAreNoBody() {
    #expect(!marks("article copyright").contains(.bodyText))
  }
}
