import Testing

/// All tests with sockets and threads run one after the other: they count descriptors and measure time.
@Suite(.serialized) enum RealSockets {}
