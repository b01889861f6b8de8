#if Dashboard
import Hummingbird

/// What is known of a request while it is answered.
struct PageContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Whether the reader came in by the form, and can go out again.
  var isSignedIn = false

  init(source: Source) { coreContext = CoreRequestContextStorage(source: source) }
}

#endif
