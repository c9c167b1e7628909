import NIOCore

/// Listens for SMTP clients.
final class SMTPServer: Sendable {
    private let listener: NIOAsyncChannel<SMTPConnection.Channel, Never>
    private let reception: MailReception
    private let limits: SMTPLimits

    /// The port that it listens on.
    let port: Int

    /// Opens the port; 0 picks a free one.
    /// - Throws: ``ListenError`` naming the port and the option that changes it.
    init(host: String, port: UInt16, reception: MailReception, limits: SMTPLimits = SMTPLimits()) async throws {
        self.reception = reception
        self.limits = limits
        listener = try await ListeningPort(host: host, port: port, option: "smtp-port").listen { channel in
            try SMTPConnection.Channel(wrappingChannelSynchronously: channel)
        }
        self.port = listener.channel.localAddress?.port ?? 0
    }

    /// Serves clients until the task is cancelled; those in the middle of a mail are asked to come again.
    func run() async throws {
        try await listener.serveConnections(limit: limits.connections) { await self.serve($0, isWelcome: $1) }
    }

    private func serve(_ client: SMTPConnection.Channel, isWelcome: Bool) async {
        guard isWelcome else {
            try? await client.executeThenClose { _, outbound in
                try await outbound.write(ByteBuffer(bytes: SMTPReply.tooManyConnections.bytes))
            }
            return
        }
        await SMTPConnection(channel: client, reception: reception, limits: limits).run()
    }
}
