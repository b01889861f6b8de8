#if Dashboard
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not come, or whose answer is not taken, in time: a stranger who sends a byte a minute, or
/// reads none, holds it no longer than this.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var scheduled: Scheduled<Void>?

  func handlerAdded(context: ChannelHandlerContext) {
    schedule(DashboardConfiguration.Bounds.requestSeconds, context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { scheduled?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    scheduled?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { schedule(DashboardConfiguration.Bounds.answerSeconds, context) }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.headerFields[.contentType] == LiveFeed.contentType:
      schedule(DashboardConfiguration.Bounds.followSeconds, context)
    case .end: schedule(DashboardConfiguration.Bounds.requestSeconds, context)
    default: break
    }
    context.write(data, promise: promise)
  }

  private func schedule(_ seconds: Int64, _ context: ChannelHandlerContext) {
    scheduled?.cancel()
    let channel = context.channel
    scheduled = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
  }
}

#endif
