#if Dashboard
import ZeroMQ

/// How the dashboard runs.
public struct DashboardConfiguration: Sendable {
  /// One of the services that are asked.
  public struct Service: Sendable {
    public var endpoint: Endpoint
    /// As whom to connect; nil for a plain connection.
    public var curve: CurveRole?

    public init(endpoint: Endpoint, curve: CurveRole? = nil) {
      self.endpoint = endpoint
      self.curve = curve
    }
  }

  public var listen: ListenAddress
  public var query: Service
  public var intake: Service
  public var events: Service
  /// What a reader must know to get in; nil lets in everybody who reaches the address, which is then on loopback.
  public var token: AccessToken?
  /// Names by which readers reach the page besides addresses: that of a proxy in front. Lower case, without a port.
  public var hostNames: Set<String>

  public init(
    listen: ListenAddress, query: Service, intake: Service, events: Service, token: AccessToken? = nil,
    hostNames: Set<String> = []
  ) {
    self.listen = listen
    self.query = query
    self.intake = intake
    self.events = events
    self.token = token
    self.hostNames = hostNames
  }

  /// Bounds of what strangers may cost.
  enum Bounds {
    /// Open connections; further ones wait in the kernel.
    static let connections = 512
    /// Requests that are answered at a time; further ones are told to come again.
    static let answers = 32
    /// Beside these: of how the services stand.
    static let monitoringAnswers = 8
    /// Readers who follow the live feed.
    static let followers = 128
    /// Bytes of one header field, and of all of them.
    static let headerField = 8 << 10
    static let headers = 32 << 10
    static let headerCount = 64
    /// Bytes of path and query.
    static let path = 6_144
    /// Bytes of a form.
    static let form = 4_096
    /// From the opening of a connection, or the answer before, to the end of a request.
    static let requestSeconds: Int64 = 30
    /// From the beginning of a request to the end of its answer.
    static let answerSeconds: Int64 = 60
    /// How long a reader follows the live feed before it connects again.
    static let followSeconds: Int64 = 3_600
  }
}

#endif
