#if Dashboard

/// A number of articles, which cannot be shown without the address of their list.
struct Figure: Hashable, Sendable {
  var text: String
  var href: String
}

#endif
