import CZeroMQ
import Glibc
import Synchronization

extension Socket {
  /// Takes the connection events that are there, oldest first; none where the socket is not monitored.
  ///
  /// Read them regularly: after 65,536 unread ones libzmq's network thread waits.
  public func monitorEvents(max: Int = 256) throws(ZeroMQError) -> [MonitorEvent] {
    var events: [MonitorEvent] = []
    while events.count < max, let frames = try handle.nextMonitorFrames() {
      guard let event = MonitorEvent(frames) else { continue }
      handle.note(event)
      events.append(event)
    }
    return events
  }

  /// Whether a message can go out: false on a socket that connects, is monitored and has no finished connection yet, or none any
  /// more, as far as ``monitorEvents(max:)`` has told. Then wait for an event, not for room.
  public var hasConnection: Bool {
    guard options.immediate, options.isMonitored, handle.onlyConnects else { return true }
    return !handle.openConnections.isEmpty
  }

  /// Waits for the next connection event.
  public func monitorItem() -> PollItem { PollItem(target: .monitor(handle), interest: .readable) }
}

private let monitorCounter = Atomic<UInt64>(0)

extension SocketHandle {
  /// Keeps account of finished connections to endpoints of this socket's own choice.
  func note(_ event: MonitorEvent) {
    switch event.kind {
    case .handshakeSucceeded: openConnections.insert(event.endpoint)
    case .disconnected, .closed: openConnections.remove(event.endpoint)
    default: break
    }
  }

  func startMonitor() throws(ZeroMQError) {
    let name = "inproc://monitor-\(monitorCounter.wrappingAdd(1, ordering: .relaxed).newValue)"
    guard zmq_socket_monitor(raw, name, MonitorEvent.Kind.mask) == 0 else { throw .last("monitoring", "a socket") }
    let reader: UnsafeMutableRawPointer
    do throws(ZeroMQError) { reader = try context.open(.pair) } catch {
      zmq_socket_monitor(raw, nil, 0)
      throw error
    }
    var (linger, mark): (Int32, Int32) = (0, 65_536)
    zmq_setsockopt(reader, ZMQ_LINGER, &linger, MemoryLayout<Int32>.size)
    zmq_setsockopt(reader, ZMQ_RCVHWM, &mark, MemoryLayout<Int32>.size)
    monitor = reader
    guard zmq_connect(reader, name) == 0 else {
      let error = ZeroMQError.last("monitoring", "a socket")
      stopMonitor()
      throw error
    }
  }

  /// Empties the queue first, so that nobody blocks on it, and closes the reading end last.
  func stopMonitor() {
    guard let reader = monitor else { return }
    do throws(ZeroMQError) {
      while try nextMonitorFrames() != nil {}
    } catch {
      // The context is shut down: there is nothing to read any more.
    }
    zmq_socket_monitor(raw, nil, 0)
    monitor = nil
    context.close(reader)
  }

  func nextMonitorFrames() throws(ZeroMQError) -> [[UInt8]]? {
    guard let monitor else { return nil }
    var frames: [[UInt8]] = []
    var part = zmq_msg_t()
    zmq_msg_init(&part)
    defer { zmq_msg_close(&part) }
    repeat {
      while zmq_msg_recv(&part, monitor, ZMQ_DONTWAIT) < 0 {
        switch zmq_errno() {
        case EINTR: continue
        case EAGAIN: return nil
        default: throw .last("reading", "connection events")
        }
      }
      let size = zmq_msg_size(&part)
      frames.append(zmq_msg_data(&part).map { [UInt8](UnsafeRawBufferPointer(start: $0, count: size)) } ?? [])
    } while zmq_msg_more(&part) != 0
    return frames
  }
}
