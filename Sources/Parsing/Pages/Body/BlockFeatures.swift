import NewsModels

/// What a block is like: numbers between −1 and about 3, most of them 0 or 1, each with a name.
enum BlockFeature: Int, CaseIterable, Sendable {
  // The text itself.
  case one, logWeight, under20, under40, under80, over160, over320
  case linkDensity, allLinks, halfLinks, someLinks, manyLinks
  case sentence, sentences2, sentences4, commas, capitalShare, digitShare, strongShare, allStrong, wordLength
  case copyright, invites, solicits, refers, datelike, bylinelike, pictureCredit, pictureStart, dateStart,
    endsWithColon, startsLower, quoteStart, repeated, pipes
  // The element.
  case isP, isLi, isHeading, isH1, isCell, isDiv, isQuote, isPre, isDt, isFigcaption, isDetails, isAddress
  // What stands around it.
  case inArticle, inMain, inAside, inNav, inHeader, inFooter, inSection, inForm, inTable, inList, inFigure, inQuote
  case mBodyText, mContent, mComments, mRelated, mNavigation, mSharing, mFooter, mHeader, mSidebar, mAdvertising
  case mSolicitation, mAuthor, mDetails, mCaption, mHidden, mLead, mHeadline, mTags, mTeaser, mMedia, mBox, mDate
  case nBodyText, nContent, nComments, nRelated, nNavigation, nSharing, nFooter, nHeader, nSidebar, nAdvertising
  case nSolicitation, nAuthor, nDetails, nCaption, nHidden, nLead, nHeadline, nTags, nTeaser, nMedia, nBox, nDate
  // Its place.
  case position, beforeHeadline, isHeadline, repeatsHeadline, afterHeadline3, afterHeadline, noHeadline
  case parentText, parentLinks, listText, listLinks, inLinkList
  case previousLong, previousLinks, previousHeading, nextLong, nextLinks, nextHeading, previousShort, nextShort
  case inLinkedBody, notInLinkedBody, isDescription
  // The groups that it stands in: its element's parent, and that one's, and that one's.
  case up1Links, up2Links, up3Links, up1Alone, up2Alone, up3Alone, imageBeside, otherArticle, leadlike,
    captionlike, headingLinked
  // Its place in the container that holds most of the text.
  case inContainer, outsideContainer, likeMajority, parentOfMajority, depthAway, afterLastLong, beforeFirstLong
  case containerForeign
  // What its neighbours were judged to be.
  case previousScore, nextScore, previousScore2, nextScore2, ownScore
}
