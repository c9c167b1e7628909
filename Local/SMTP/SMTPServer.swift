import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// Listens for SMTP clients.
final class SMTPServer: Sendable {
    private let socket: Socket
    private let pool: any AsyncSocketPool
    private let reception: MailReception
    private let limits: SMTPLimits
    private let open = Atomic<Int>(0)

    /// The port that it listens on.
    let port: UInt16

    /// Opens the port; 0 picks a free one.
    /// - Throws: ``ListenError`` naming the port and the option that changes it.
    init(host: String, port: UInt16, reception: MailReception, limits: SMTPLimits = SMTPLimits()) throws {
        socket = try ListeningSocket.open(host: host, port: port, option: "--smtp-port")
        self.port = try ListeningSocket.port(of: socket)
        pool = HTTPServer.defaultPool()
        self.reception = reception
        self.limits = limits
    }

    /// Serves clients until the task is cancelled; those in the middle of a mail are asked to come again.
    func run() async throws {
        try await pool.prepare()
        let listener = try AsyncSocket(socket: socket, pool: pool)
        // The pool has to outlive the connections, which say good-bye when they are cancelled.
        let polling = Task { [pool] in try await pool.run() }
        defer {
            polling.cancel()
            try? socket.close()
        }
        try await withThrowingDiscardingTaskGroup { group in
            do {
                while !Task.isCancelled {
                    let client = try await listener.accept()
                    group.addTask { await self.serve(client) }
                }
            } catch {
                group.cancelAll()
                if !Task.isCancelled { throw error }
            }
        }
    }

    private func serve(_ client: AsyncSocket) async {
        defer { open.subtract(1, ordering: .relaxed) }
        guard open.add(1, ordering: .relaxed).newValue <= limits.connections else {
            try? await client.write(Data(SMTPReply.tooManyConnections.bytes))
            try? client.close()
            return
        }
        await SMTPConnection(socket: client, reception: reception, limits: limits).run()
    }
}

/// A port cannot be listened on.
public struct ListenError: Error, CustomStringConvertible {
    /// Which one, why, and what to do.
    public let description: String
}

enum ListeningSocket {
    /// Binds and listens; `host` is a numeric address.
    static func open(host: String, port: UInt16, option: String) throws -> Socket {
        do {
            if host.contains(":") { return try listen(.inet6(ip6: host, port: port)) }
            return try listen(.inet(ip4: host, port: port))
        } catch SocketError.failed(_, EADDRINUSE, _) {
            throw ListenError(description: "port \(port) is in use. Choose another one with \(option); 0 picks a free one.")
        } catch SocketError.failed(_, EACCES, _) {
            throw ListenError(description: "port \(port) needs more rights than this user has. Choose one above 1023 with \(option).")
        } catch {
            throw ListenError(description: "cannot listen on \(host) port \(port): \(error.localizedDescription)")
        }
    }

    private static func listen(_ address: some SocketAddress) throws -> Socket {
        let socket = try Socket(domain: Int32(type(of: address).family))
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: address)
            try socket.listen()
            return socket
        } catch {
            try? socket.close()
            throw error
        }
    }

    static func port(of socket: Socket) throws -> UInt16 {
        switch try socket.sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix: 0
        }
    }
}
