import NIOCore
import Synchronization

/// Listens for SMTP clients.
final class SMTPServer: Sendable {
    private let listener: NIOAsyncChannel<SMTPConnection.Channel, Never>
    private let reception: MailReception
    private let limits: SMTPLimits
    private let open = Atomic<Int>(0)

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
        try await listener.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                for try await client in clients {
                    group.addTask { await self.serve(client) }
                }
                group.cancelAll()
            }
        }
    }

    private func serve(_ client: SMTPConnection.Channel) async {
        defer { open.subtract(1, ordering: .relaxed) }
        guard open.add(1, ordering: .relaxed).newValue <= limits.connections else {
            try? await client.executeThenClose { _, outbound in
                try await outbound.write(ByteBuffer(bytes: SMTPReply.tooManyConnections.bytes))
            }
            return
        }
        await SMTPConnection(channel: client, reception: reception, limits: limits).run()
    }
}
