#if Dashboard

/// A page of one sentence: what went wrong.
struct PlainPage {
  var frame: PageFrame
  var words: Wording
  var heading: String
  var message: String
}

/// The form that asks for the token.
struct SignInPage {
  var frame: PageFrame
  var words: Wording
  /// Where to go on from; a path of this server.
  var target: String
  var wasWrong: Bool
}

#endif
