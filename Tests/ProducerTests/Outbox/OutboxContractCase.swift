/// The situations of `OutboxContract`, to run each over each implementation.
enum OutboxContractCase: String, CaseIterable, Sendable {
  case newArticlesAreAcceptedInOrderAndWaitWhole
  case documentThatComesAgainIsADuplicateThatNamesItsArticles
  case articleInAnotherDocumentIsADuplicateEvenAfterItWasDelivered
  case documentPushedAgainOnPurposeIsSentAgainUnderANewSequence
  case whatIsSentAgainIsNamedByTheSequencesOfBefore
  case articlesOfADocumentThatIsReadOtherwiseSupersedeThoseOfBefore
  case anArticleNamesWhosePlaceItHasEachTimeThatItIsSent
  case anArticleStaysAsLongAsSomeDocumentGivesIt
  case skippedAndQuarantinedDocumentsAreAnsweredAndCounted
  case fullOutboxTakesNothingOfTheBatchUntilThereIsRoom
  case whoMustHearOfACommitDoesBeforeTheCaller
  case loadingIsBoundedInArticlesAndBytes
  case receiptsOutOfOrderAreRecordedOnceAndAlwaysBalance
  case oldestPendingArticleIsToldUntilItIsDealtWith
  case groupIsBoundToItsFirstStoreOnly
  case commitsThatArriveTogetherAreAllAnsweredOnce
  case groupAddedLaterGetsWhatItWasPromised
  case groupThatBeginsWithWhatIsHeldMissesWhatIsGone
  case groupThatIsDroppedFreesWhatOnlyItWaitedForAndLeavesAGap
  case groupWithALimitOfItsOwnIsNamedWhenItHoldsTheOthersBack
  case groupThatIsReboundBeginsAnewWithWhatIsHeld
  case whatAGroupThatIsReboundLeavesBehindIsNamedUntilItIsSentAgain
  case quarantinedDocumentIsRetriedDroppedAndBounded
  case documentThatWasGivenUpCountsOnceHoweverOftenItComes
  case documentInQuarantineKeepsTheNameOfAFile
  case closedOutboxRefuses

  func check(_ contract: OutboxContract) async throws {
    switch self {
    case .newArticlesAreAcceptedInOrderAndWaitWhole:
      try await contract.newArticlesAreAcceptedInOrderAndWaitWhole()
    case .documentThatComesAgainIsADuplicateThatNamesItsArticles:
      try await contract.documentThatComesAgainIsADuplicateThatNamesItsArticles()
    case .articleInAnotherDocumentIsADuplicateEvenAfterItWasDelivered:
      try await contract.articleInAnotherDocumentIsADuplicateEvenAfterItWasDelivered()
    case .documentPushedAgainOnPurposeIsSentAgainUnderANewSequence:
      try await contract.documentPushedAgainOnPurposeIsSentAgainUnderANewSequence()
    case .whatIsSentAgainIsNamedByTheSequencesOfBefore:
      try await contract.whatIsSentAgainIsNamedByTheSequencesOfBefore()
    case .articlesOfADocumentThatIsReadOtherwiseSupersedeThoseOfBefore:
      try await contract.articlesOfADocumentThatIsReadOtherwiseSupersedeThoseOfBefore()
    case .anArticleNamesWhosePlaceItHasEachTimeThatItIsSent:
      try await contract.anArticleNamesWhosePlaceItHasEachTimeThatItIsSent()
    case .anArticleStaysAsLongAsSomeDocumentGivesIt:
      try await contract.anArticleStaysAsLongAsSomeDocumentGivesIt()
    case .skippedAndQuarantinedDocumentsAreAnsweredAndCounted:
      try await contract.skippedAndQuarantinedDocumentsAreAnsweredAndCounted()
    case .fullOutboxTakesNothingOfTheBatchUntilThereIsRoom:
      try await contract.fullOutboxTakesNothingOfTheBatchUntilThereIsRoom()
    case .whoMustHearOfACommitDoesBeforeTheCaller:
      try await contract.whoMustHearOfACommitDoesBeforeTheCaller()
    case .loadingIsBoundedInArticlesAndBytes:
      try await contract.loadingIsBoundedInArticlesAndBytes()
    case .receiptsOutOfOrderAreRecordedOnceAndAlwaysBalance:
      try await contract.receiptsOutOfOrderAreRecordedOnceAndAlwaysBalance()
    case .oldestPendingArticleIsToldUntilItIsDealtWith:
      try await contract.oldestPendingArticleIsToldUntilItIsDealtWith()
    case .groupIsBoundToItsFirstStoreOnly:
      try await contract.groupIsBoundToItsFirstStoreOnly()
    case .commitsThatArriveTogetherAreAllAnsweredOnce:
      try await contract.commitsThatArriveTogetherAreAllAnsweredOnce()
    case .groupAddedLaterGetsWhatItWasPromised:
      try await contract.groupAddedLaterGetsWhatItWasPromised()
    case .groupThatBeginsWithWhatIsHeldMissesWhatIsGone:
      try await contract.groupThatBeginsWithWhatIsHeldMissesWhatIsGone()
    case .groupThatIsDroppedFreesWhatOnlyItWaitedForAndLeavesAGap:
      try await contract.groupThatIsDroppedFreesWhatOnlyItWaitedForAndLeavesAGap()
    case .groupWithALimitOfItsOwnIsNamedWhenItHoldsTheOthersBack:
      try await contract.groupWithALimitOfItsOwnIsNamedWhenItHoldsTheOthersBack()
    case .groupThatIsReboundBeginsAnewWithWhatIsHeld:
      try await contract.groupThatIsReboundBeginsAnewWithWhatIsHeld()
    case .whatAGroupThatIsReboundLeavesBehindIsNamedUntilItIsSentAgain:
      try await contract.whatAGroupThatIsReboundLeavesBehindIsNamedUntilItIsSentAgain()
    case .quarantinedDocumentIsRetriedDroppedAndBounded:
      try await contract.quarantinedDocumentIsRetriedDroppedAndBounded()
    case .documentThatWasGivenUpCountsOnceHoweverOftenItComes:
      try await contract.documentThatWasGivenUpCountsOnceHoweverOftenItComes()
    case .documentInQuarantineKeepsTheNameOfAFile:
      try await contract.documentInQuarantineKeepsTheNameOfAFile()
    case .closedOutboxRefuses:
      try await contract.closedOutboxRefuses()
    }
  }
}
