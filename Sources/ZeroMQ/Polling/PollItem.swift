/// Something to wait for; made by ``Socket/pollItem(_:)`` and ``Socket/monitorItem()``.
public struct PollItem {
  enum Target {
    case socket(SocketHandle)
    case monitor(SocketHandle)
  }

  let target: Target
  let interest: PollEvents

  var handle: SocketHandle {
    switch target {
    case .socket(let handle), .monitor(let handle): handle
    }
  }

  /// Nil for the monitor of a socket that is not monitored.
  var raw: UnsafeMutableRawPointer? {
    switch target {
    case .socket(let handle): handle.raw
    case .monitor(let handle): handle.monitor
    }
  }
}
