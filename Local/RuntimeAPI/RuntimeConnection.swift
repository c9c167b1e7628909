import Foundation
import NIOCore
import NIOHTTP1

/// A bootstrap's connection to the Runtime API: reads its requests and writes the answers.
///
/// It is used on one event loop, as every channel handler.
final class RuntimeConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let conversation: RuntimeConversation
    private let function: String
    private var context: ChannelHandlerContext?
    private var request: (head: HTTPRequestHead, route: RuntimeRoute)?
    private var isStreaming = false
    /// Whether the connection goes on after the answer to the last request.
    private var isKeptAlive = true
    private var body = ByteBuffer()
    /// Bytes of the body that came, of which `body` has those within the limit.
    private var bodyBytes = 0

    init(conversation: RuntimeConversation, function: String) {
        self.conversation = conversation
        self.function = function
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        conversation.opened(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .response(let id) = request?.route, isStreaming {
            _ = conversation.answer(id, RuntimeAnswer(payload: body, failure: .truncatedResponse))
        }
        self.context = nil
        conversation.closed(self)
    }

    /// Ends the connection.
    func close() { context?.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            request = (head, RuntimeRoute(head.method, head.uri))
            isStreaming = responseMode(head) == "streaming"
            body = ByteBuffer()
            bodyBytes = 0
            if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
                context.writeAndFlush(Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
            }
        case .body(var bytes):
            bodyBytes += bytes.readableBytes
            // What is over the limit is read and forgotten, so that the bootstrap gets to read the refusal.
            guard bodyBytes <= limit else { return }
            if body.readableBytes == 0 { body = bytes } else { body.writeBuffer(&bytes) }
        case .end(let trailers):
            guard let request else { return }
            self.request = nil
            isKeptAlive = request.head.isKeepAlive
            if let reply = reply(request.head, request.route, trailers) { write(reply) }
        }
    }

    private var limit: Int { isStreaming ? PayloadLimit.streamed : PayloadLimit.buffered }

    private func responseMode(_ head: HTTPRequestHead) -> String? { head.headers.first(name: "Lambda-Runtime-Function-Response-Mode") }

    /// - Returns: nil when the answer comes later.
    private func reply(_ head: HTTPRequestHead, _ route: RuntimeRoute, _ trailers: HTTPHeaders?) -> RuntimeReply? {
        switch route {
        case .next: conversation.ask(self)
        case .response(let id): response(id, head, trailers)
        case .error(let id): error(id, head)
        case .initError: conversation.failInit(FunctionFailure(Array(buffer: body), type: errorType(head.headers))) ?? .accepted
        case .registerExtension:
            head.headers.contains(name: "Lambda-Extension-Name") ? .registered(function: function) : .unnamedExtension
        // Neither an end nor an event that a function's own extension may hear of comes here.
        case .nextForExtension: nil
        case .unknown: .notFound
        }
    }

    private func response(_ id: Substring, _ head: HTTPRequestHead, _ trailers: HTTPHeaders?) -> RuntimeReply {
        let mode = responseMode(head)
        guard mode == nil || mode == "streaming" else {
            let failure = FunctionFailure(
                "Runtime.InvalidResponseModeHeader", "'\(mode ?? "")' is no response mode: the one there is is 'streaming'")
            return conversation.answer(id, RuntimeAnswer(failure)) ?? .invalidResponseMode
        }
        guard bodyBytes <= limit else {
            return conversation.answer(id, RuntimeAnswer(.responseTooLarge(bytes: bodyBytes, limit: limit))) ?? .tooLarge(limit: limit)
        }
        var answer = RuntimeAnswer(payload: body)
        if let trailers, let type = errorType(trailers) {
            // What was streamed before the error has reached the caller.
            let description = trailers.first(name: "Lambda-Runtime-Function-Error-Body").flatMap { Data(base64Encoded: $0) } ?? Data()
            answer.failure = FunctionFailure(Array(description), type: type)
        }
        return conversation.answer(id, answer) ?? .accepted
    }

    private func error(_ id: Substring, _ head: HTTPRequestHead) -> RuntimeReply {
        let failure = FunctionFailure(Array(buffer: body), type: errorType(head.headers))
        return conversation.answer(id, RuntimeAnswer(payload: body, failure: failure), "InvocationErrorResponse") ?? .accepted
    }

    private func errorType(_ headers: HTTPHeaders) -> String? { headers.first(name: "Lambda-Runtime-Function-Error-Type") }

    // MARK: Answers

    /// Answers the request for the next event.
    func deliver(_ invocation: RuntimeInvocation) {
        let milliseconds = invocation.timeout / .milliseconds(1)
        var headers: HTTPHeaders = [
            "Content-Type": "application/json",
            "Content-Length": "\(invocation.event.readableBytes)",
            "Lambda-Runtime-Aws-Request-Id": invocation.id,
            "Lambda-Runtime-Deadline-Ms": "\(Int(Date().timeIntervalSince1970 * 1000 + milliseconds))",
            "Lambda-Runtime-Invoked-Function-Arn": invocation.functionARN,
            "Lambda-Runtime-Trace-Id": invocation.traceID,
        ]
        if let clientContext = invocation.clientContext { headers.add(name: "Lambda-Runtime-Client-Context", value: clientContext) }
        write(.ok, headers, invocation.event)
    }

    private func write(_ reply: RuntimeReply) {
        var headers: HTTPHeaders = ["Content-Type": "application/json", "Content-Length": "\(reply.body.utf8.count)"]
        headers.add(contentsOf: reply.headers)
        write(reply.status, headers, ByteBuffer(string: reply.body))
    }

    private func write(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: ByteBuffer) {
        guard let context else { return }
        var headers = headers
        if !isKeptAlive { headers.add(name: "Connection", value: "close") }
        context.write(Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let end = context.writeAndFlush(Self.wrapOutboundOut(.end(nil)))
        if !isKeptAlive {
            let channel = context.channel
            end.whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
