/// What a socket does with messages; raw values are libzmq's.
public enum SocketType: Int32, Sendable, CaseIterable {
  case pair = 0
  case pub = 1
  case sub = 2
  case req = 3
  case rep = 4
  case dealer = 5
  case router = 6
  case pull = 7
  case push = 8
  case xpub = 9
  case xsub = 10
}
