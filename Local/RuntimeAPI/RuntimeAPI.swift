import NIOCore
import NIOHTTP1
import NIOPosix

/// How many bytes an event and an answer may have, as on Lambda.
public enum PayloadLimit {
    /// An event: 6 MiB.
    public static let event = 6_291_456
    /// An answer in one piece: 6 MiB and 100 bytes.
    static let buffered = 6_291_556
    /// A streamed answer: 200 MiB.
    static let streamed = 209_715_200
}

/// A Lambda Runtime API on this machine, for one bootstrap process (HTTP/1.1 on a free port of 127.0.0.1).
///
/// Everything happens on one event loop: no hop between threads is part of the time between an event and its answer.
final class RuntimeAPI: Sendable {
    private let loop: any EventLoop
    private let listener: any Channel
    private let conversation: NIOLoopBound<RuntimeConversation>

    /// `127.0.0.1:port`, for `AWS_LAMBDA_RUNTIME_API`.
    let address: String

    /// Opens a free port.
    /// - Parameters:
    ///   - function: the name that an extension is told.
    ///   - tell: hears what the bootstrap does, on the event loop.
    /// - Throws: ``ListenError`` when it cannot listen.
    init(function: String, tell: @escaping @Sendable (RuntimeEvent) -> Void) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let conversation = try await loop.submit { NIOLoopBound(RuntimeConversation(loop: loop, tell: tell), eventLoop: loop) }.get()
        do {
            listener = try await ServerBootstrap(group: loop)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.configureHTTPServerPipeline()
                        try pipeline.addHandler(RuntimeConnection(conversation: conversation.value, function: function))
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
        } catch {
            throw ListenError(description: "cannot open a port for the Runtime API on 127.0.0.1: \(error)")
        }
        self.loop = loop
        self.conversation = conversation
        address = "127.0.0.1:\(listener.localAddress?.port ?? 0)"
    }

    /// Hands an event over as soon as the bootstrap asks for one.
    func invoke(_ invocation: RuntimeInvocation) {
        loop.execute { self.conversation.value.invoke(invocation) }
    }

    /// Tells ``RuntimeEvent/drained(isDelivered:)`` once all connections are closed, or after a quarter of a second: what a process sent before it ended is
    /// heard before that.
    func drain() {
        loop.execute { self.conversation.value.drain(milliseconds: 250) }
    }

    /// Closes the port and all connections.
    func stop() async {
        try? await listener.close().get()
        try? await loop.submit { self.conversation.value.stop() }.get()
    }
}
