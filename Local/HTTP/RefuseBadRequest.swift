import MailboxAPI
import NIOCore
import NIOHTTP1

/// Answers what is no HTTP, or is more header than anybody needs, before the connection ends.
///
/// It is used on one event loop, as every channel handler.
final class RefuseBadRequest: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// An answer is under way: another one cannot begin.
    private var isAnswering = false
    /// The connection has had its last answer; what a request before the bad one gets comes too late.
    private var hasRefused = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, !isAnswering, !hasRefused else { return context.fireErrorCaught(error) }
        hasRefused = true
        let answer = (error == .headerOverflow ? Self.headerTooLarge : Self.badRequest).response
        context.write(Self.wrapOutboundOut(.head(HTTPResponseHead(answer, isLast: true))), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !hasRefused else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch Self.unwrapOutboundIn(data) {
        case .head(let head): isAnswering = head.status.code >= 200
        case .body: break
        case .end: isAnswering = false
        }
        context.write(data, promise: promise)
    }

    private static let badRequest = Problem(
        status: 400, title: "Bad request", code: "bad_request", detail: "The request is not HTTP/1.1 (RFC 9112).",
        hint: "Check the request line and the header fields.")

    private static let headerTooLarge = Problem(
        status: 431, title: "Header too large", code: "header_too_large", detail: "The request line or the header fields are too large.",
        hint: "Shorten the URL, or send fewer and smaller header fields and cookies.")
}
