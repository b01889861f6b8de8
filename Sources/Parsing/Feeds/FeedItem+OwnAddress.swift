extension FeedItem {
  /// The same with the addresses of the pages themselves, where it gives those of an archive's copies or of the search that found them.
  var atOwnAddress: FeedItem {
    var item = self
    if let page = link.flatMap({ ForwardedAddress.page(of: $0) }) {
      item.link = page
      // What was searched for is the title of the feed, and would be taken for the outlet where a host is like it.
      item.source = source ?? SourceName.host(of: page)
    }
    item.link = item.link.map(ArchivedAddress.original)
    item.identifier = identifier.map(ArchivedAddress.original)
    return item
  }
}
