import Foundation
import MailboxAPI
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Listens for HTTP clients (HTTP/1.1, RFC 9112) and hands their requests to the front door.
final class HTTPServer: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// What a client may send and how long it may take.
    struct Limits: Sendable {
        /// Bytes of a header field, and of the request line.
        var fieldBytes = 16_384
        /// Bytes of all header fields together.
        var headerBytes = 65_536
        /// Header fields.
        var fields = 100
        /// Bytes of a body.
        var bodyBytes = APIRequest.maximumBody
        /// Seconds in which nothing is read or written.
        var idleSeconds: Int64 = 60
        /// Connections at a time.
        var connections = 1000
    }

    private let listener: NIOAsyncChannel<Connection, Never>
    private let frontDoor: HTTPFrontDoor
    private let limits: Limits
    private let running = Atomic<Int>(0)

    /// The port that it listens on.
    let port: Int

    /// Opens the port; 0 picks a free one.
    /// - Throws: ``ListenError`` naming the port and the option that changes it.
    init(host: String, port: UInt16, frontDoor: HTTPFrontDoor, limits: Limits = Limits()) async throws {
        self.frontDoor = frontDoor
        self.limits = limits
        listener = try await ListeningPort(host: host, port: port, option: "http-port").listen { channel in
            var decoderLimits = NIOHTTPDecoderLimitConfiguration()
            decoderLimits.maxHeaderFieldSize = limits.fieldBytes
            decoderLimits.maxHeaderListSize = limits.headerBytes
            decoderLimits.maxHeaderFieldCount = limits.fields
            let decoder = HTTPRequestDecoder(limitConfiguration: decoderLimits)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(IdleStateHandler(allTimeout: .seconds(limits.idleSeconds)))
            try pipeline.addHandler(HTTPResponseEncoder())
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(HTTPServerPipelineHandler())
            try pipeline.addHandler(CloseOnIdle())
            try pipeline.addHandler(RefuseBadRequest())
            return try Connection(wrappingChannelSynchronously: channel)
        }
        self.port = listener.channel.localAddress?.port ?? 0
    }

    /// Serves clients until the task is cancelled.
    func run() async throws {
        try await listener.serveConnections(limit: limits.connections) { await self.serve($0, isWelcome: $1) }
    }

    /// Returns when no request is being answered, or after `seconds`.
    func untilIdle(seconds: Double) async {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while running.load(ordering: .relaxed) > 0, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    // MARK: A connection

    private func serve(_ connection: Connection, isWelcome: Bool) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                guard isWelcome else { return }
                try await converse(inbound, Output(writer: outbound, channel: connection.channel))
            }
        } catch {
            // The client is gone, or sent what is no HTTP and has been told so.
        }
    }

    private struct Output {
        var writer: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
        var channel: any Channel
    }

    private func converse(
        _ inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>, _ outbound: Output
    ) async throws {
        let client = outbound.channel.remoteAddress?.ipAddress
        var head: HTTPRequestHead?
        var body = ByteBuffer()
        var bodyBytes = 0
        /// The answer went out before the end of a body that is too large.
        var isRefused = false
        for try await part in inbound {
            switch part {
            case .head(let received):
                head = received
                bodyBytes = 0
                body.clear()
                if let length = received.headers.first(name: "content-length").flatMap({ Int($0) }), length > limits.bodyBytes {
                    isRefused = true
                    try await send(Problem.bodyTooLarge.response, isLast: true, outbound)
                    continue
                }
                if received.headers.first(name: "expect")?.lowercased() == "100-continue" {
                    try await outbound.writer.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
                }
            case .body(let bytes):
                bodyBytes += bytes.readableBytes
                guard head != nil else { continue }
                guard bodyBytes > limits.bodyBytes else {
                    body.writeImmutableBuffer(bytes)
                    continue
                }
                guard !isRefused else {
                    if bodyBytes > Self.drainedBytes { return }
                    continue
                }
                isRefused = true
                try await send(Problem.bodyTooLarge.response, isLast: true, outbound)
            case .end:
                guard let request = head else { continue }
                guard !isRefused else { return }
                running.add(1, ordering: .relaxed)
                defer { running.subtract(1, ordering: .relaxed) }
                let answer = await frontDoor.answer(request, body: Array(body.readableBytesView), client: client)
                try await send(answer, isLast: !request.isKeepAlive, outbound)
                guard request.isKeepAlive else { return }
            }
        }
    }

    /// Bytes of a refused body that are read and forgotten, so that the client gets to read the refusal.
    private static let drainedBytes = 1 << 26

    private func send(
        _ answer: APIResponse, isLast: Bool, _ outbound: Output
    ) async throws {
        try await outbound.writer.write(.head(HTTPResponseHead(answer, isLast: isLast)))
        if !answer.body.isEmpty { try await outbound.writer.write(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))) }
        if isLast {
            // The connection is closed next, and that must not cut the answer short: the future tells that all of it has left.
            try await outbound.channel.writeAndFlush(HTTPServerResponsePart.end(nil)).get()
        } else {
            try await outbound.writer.write(.end(nil))
        }
    }
}

extension HTTPResponseHead {
    /// The head of an answer.
    /// - Parameter isLast: whether the connection ends with it.
    init(_ answer: APIResponse, isLast: Bool) {
        var headers = HTTPHeaders(answer.headers)
        // RFC 9110 section 8.6: none with 204; with HEAD, what GET would have.
        if answer.status != 204, !headers.contains(name: "Content-Length") {
            headers.add(name: "Content-Length", value: "\(answer.body.count)")
        }
        if isLast { headers.add(name: "Connection", value: "close") }
        self.init(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    }
}
