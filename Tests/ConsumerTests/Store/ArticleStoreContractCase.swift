/// The situations of `ArticleStoreContract`, to run each over each implementation.
enum ArticleStoreContractCase: String, CaseIterable, Sendable {
  case articleIsStoredOnceAndOpensWhole
  case articleWithoutAnythingOptionalIsStored
  case redeliveredSequenceIsAnsweredAsThenAndCountedNowhereElse
  case articleTwiceInOneBatchCountsOnce
  case quarantinedArticleThatComesAgainWellIsStored
  case quarantinedArticlesAreStoredByARetryOrGivenUp
  case whatWasPutAsideIsAnsweredSoHoweverItLeftTheQuarantine
  case anotherArticleUnderTheSequenceOfOnePutAsideIsItself
  case daysAreCutInTheStoresZoneAndPlainDaysAreNotShifted
  case unbelievableDaysAreUndated
  case daysBetweenFirstAndLastAreRowsOfZero
  case topicsOverlapAndTotalsAreDistinct
  case spellingsOfOneOutletAreOneSource
  case pagesListEachArticleOnceNewestFirstUndatedLast
  case contradictingQuestionsAreRefused
  case aRangeHasAllItsDaysAlsoAtItsEnds
  case answerWithoutRoomForEmptyDaysLeavesThemOut
  case versionsOfTheTopicsFileAreNamedCurrentFirst
  case topicsThatArticlesShareAreCountedOnceAPair
  case rangesAreComparedWithWhatLiesBefore
  case daysForWhichNothingWasPushedAreToldApart
  case whatWasStoredSinceIsListedInThatOrder
  case outletsThatAPersonJoinsAreOneSourceAndCanBeParted
  case namesThatNoArticleHasAreTold
  case changesOfSourcesAreToldOutletByOutlet
  case anOutletIsShownAsAPersonNamesIt
  case whatNobodyMetIsListedOnlyWhileItIsJoined
  case beginningOfSeveralIDsIsToldFromThatOfNone
  case aClockThatWasAheadIsForgottenWithTheNextBatch
  case outletsThatFellSilentAreTold
  case burstsNameWhatDrivesThem
  case copiesOfATextAreOneStory
  case aTextThatIsAnotherNowLeavesItsStory
  case whatOnlyLooksLikeACopyIsNone
  case articleTakesThePlaceOfTheOneThatItSupersedes
  case articleThatIsThereAlreadyTakesTheSupersededOneOut
  case articleTakesThePlaceOfWhatItsPredecessorsHad
  case supersedingDoesNotDependOnTheOrderOfDeliveries
  case articlesAreReadAgainLastStoredFirst
  case articlesCountAsOtherRulesSay
  case revisionGrowsWithEachCommit
  case closedStoreRefuses

  func check(_ contract: ArticleStoreContract) async throws {
    switch self {
    case .articleIsStoredOnceAndOpensWhole: try await contract.articleIsStoredOnceAndOpensWhole()
    case .articleWithoutAnythingOptionalIsStored: try await contract.articleWithoutAnythingOptionalIsStored()
    case .redeliveredSequenceIsAnsweredAsThenAndCountedNowhereElse:
      try await contract.redeliveredSequenceIsAnsweredAsThenAndCountedNowhereElse()
    case .articleTwiceInOneBatchCountsOnce: try await contract.articleTwiceInOneBatchCountsOnce()
    case .quarantinedArticleThatComesAgainWellIsStored:
      try await contract.quarantinedArticleThatComesAgainWellIsStored()
    case .quarantinedArticlesAreStoredByARetryOrGivenUp:
      try await contract.quarantinedArticlesAreStoredByARetryOrGivenUp()
    case .whatWasPutAsideIsAnsweredSoHoweverItLeftTheQuarantine:
      try await contract.whatWasPutAsideIsAnsweredSoHoweverItLeftTheQuarantine()
    case .anotherArticleUnderTheSequenceOfOnePutAsideIsItself:
      try await contract.anotherArticleUnderTheSequenceOfOnePutAsideIsItself()
    case .daysAreCutInTheStoresZoneAndPlainDaysAreNotShifted:
      try await contract.daysAreCutInTheStoresZoneAndPlainDaysAreNotShifted()
    case .unbelievableDaysAreUndated: try await contract.unbelievableDaysAreUndated()
    case .daysBetweenFirstAndLastAreRowsOfZero: try await contract.daysBetweenFirstAndLastAreRowsOfZero()
    case .topicsOverlapAndTotalsAreDistinct: try await contract.topicsOverlapAndTotalsAreDistinct()
    case .spellingsOfOneOutletAreOneSource: try await contract.spellingsOfOneOutletAreOneSource()
    case .pagesListEachArticleOnceNewestFirstUndatedLast:
      try await contract.pagesListEachArticleOnceNewestFirstUndatedLast()
    case .contradictingQuestionsAreRefused: try await contract.contradictingQuestionsAreRefused()
    case .aRangeHasAllItsDaysAlsoAtItsEnds: try await contract.aRangeHasAllItsDaysAlsoAtItsEnds()
    case .answerWithoutRoomForEmptyDaysLeavesThemOut:
      try await contract.answerWithoutRoomForEmptyDaysLeavesThemOut()
    case .versionsOfTheTopicsFileAreNamedCurrentFirst: try await contract.versionsOfTheTopicsFileAreNamedCurrentFirst()
    case .topicsThatArticlesShareAreCountedOnceAPair:
      try await contract.topicsThatArticlesShareAreCountedOnceAPair()
    case .rangesAreComparedWithWhatLiesBefore:
      try await contract.rangesAreComparedWithWhatLiesBefore()
    case .daysForWhichNothingWasPushedAreToldApart:
      try await contract.daysForWhichNothingWasPushedAreToldApart()
    case .whatWasStoredSinceIsListedInThatOrder:
      try await contract.whatWasStoredSinceIsListedInThatOrder()
    case .outletsThatAPersonJoinsAreOneSourceAndCanBeParted:
      try await contract.outletsThatAPersonJoinsAreOneSourceAndCanBeParted()
    case .namesThatNoArticleHasAreTold: try await contract.namesThatNoArticleHasAreTold()
    case .changesOfSourcesAreToldOutletByOutlet:
      try await contract.changesOfSourcesAreToldOutletByOutlet()
    case .anOutletIsShownAsAPersonNamesIt: try await contract.anOutletIsShownAsAPersonNamesIt()
    case .whatNobodyMetIsListedOnlyWhileItIsJoined:
      try await contract.whatNobodyMetIsListedOnlyWhileItIsJoined()
    case .beginningOfSeveralIDsIsToldFromThatOfNone:
      try await contract.beginningOfSeveralIDsIsToldFromThatOfNone()
    case .aClockThatWasAheadIsForgottenWithTheNextBatch:
      try await contract.aClockThatWasAheadIsForgottenWithTheNextBatch()
    case .outletsThatFellSilentAreTold:
      try await contract.outletsThatFellSilentAreTold()
    case .burstsNameWhatDrivesThem:
      try await contract.burstsNameWhatDrivesThem()
    case .copiesOfATextAreOneStory: try await contract.copiesOfATextAreOneStory()
    case .aTextThatIsAnotherNowLeavesItsStory: try await contract.aTextThatIsAnotherNowLeavesItsStory()
    case .whatOnlyLooksLikeACopyIsNone: try await contract.whatOnlyLooksLikeACopyIsNone()
    case .articleTakesThePlaceOfTheOneThatItSupersedes:
      try await contract.articleTakesThePlaceOfTheOneThatItSupersedes()
    case .articleThatIsThereAlreadyTakesTheSupersededOneOut:
      try await contract.articleThatIsThereAlreadyTakesTheSupersededOneOut()
    case .articleTakesThePlaceOfWhatItsPredecessorsHad:
      try await contract.articleTakesThePlaceOfWhatItsPredecessorsHad()
    case .supersedingDoesNotDependOnTheOrderOfDeliveries:
      try await contract.supersedingDoesNotDependOnTheOrderOfDeliveries()
    case .articlesAreReadAgainLastStoredFirst: try await contract.articlesAreReadAgainLastStoredFirst()
    case .articlesCountAsOtherRulesSay: try await contract.articlesCountAsOtherRulesSay()
    case .revisionGrowsWithEachCommit: try await contract.revisionGrowsWithEachCommit()
    case .closedStoreRefuses: try await contract.closedStoreRefuses()
    }
  }
}
