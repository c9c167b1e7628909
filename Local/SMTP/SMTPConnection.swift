import FlyingSocks
import Foundation

/// One client: moves bytes between its socket and an ``SMTPSession``.
struct SMTPConnection {
    let socket: AsyncSocket
    let reception: MailReception
    let limits: SMTPLimits

    /// Talks until the client leaves, says nothing for too long, or the task is cancelled; the socket is closed then.
    func run() async {
        defer { try? socket.close() }
        let watch = IdleWatch(seconds: limits.idleSeconds)
        let goodBye: SMTPReply? = await withTaskGroup(of: SMTPReply?.self) { group in
            group.addTask {
                do {
                    try await converse(watch)
                    return nil
                } catch is CancellationError {
                    return .shuttingDown
                } catch {
                    // The client is gone; what it had not finished was never promised.
                    return nil
                }
            }
            group.addTask { (try? await watch.untilIdle()) == nil ? .shuttingDown : .idle }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        // Cancelled tasks cannot wait for the socket: one attempt to say good-bye is enough.
        if let goodBye { _ = try? socket.socket.write(Data(goodBye.bytes)) }
    }

    private func converse(_ watch: IdleWatch) async throws {
        var session = SMTPSession(hostname: reception.hostname, limits: limits)
        var draft: MailReception.Draft?
        // Replies to pipelined commands leave together (RFC 2920).
        var output = session.greeting.bytes
        let peer = peerName()
        while true {
            switch session.next() {
            case .needInput:
                try await flush(&output)
                session.receive(try await socket.read(atMost: Self.chunk))
                watch.touch()
            case .reply(let reply):
                output += reply.bytes
            case .close(let reply):
                output += reply.bytes
                return try await flush(&output)
            case .checkRecipient(let address):
                output += session.recipientChecked(await reception.refusal(of: address)).bytes
            case .beginData(let envelope):
                do {
                    draft = try reception.begin(envelope, peer: peer)
                    output += session.dataChecked(nil).bytes
                } catch {
                    reception.show("not stored: \(error)")
                    output += session.dataChecked(.tryAgain).bytes
                }
            case .data(let bytes):
                // A full disk is told at the end of the mail: the draft is dropped and the client asked to come again.
                do { try draft?.append(bytes) } catch {
                    reception.show("not stored: \(error)")
                    draft = nil
                }
            case .abandonData:
                draft = nil
            case .endData(let envelope):
                output += session.dataFinished(await finish(draft.take(), envelope)).bytes
            }
        }
    }

    private func finish(_ draft: consuming MailReception.Draft?, _ envelope: SMTPSession.Envelope) async -> SMTPReply {
        guard let draft else { return .tryAgain }
        return await reception.finish(draft, envelope)
    }

    // MARK: Socket

    private static let chunk = 65_536

    private func flush(_ output: inout [UInt8]) async throws {
        guard !output.isEmpty else { return }
        try await socket.write(Data(output))
        output.removeAll(keepingCapacity: true)
    }

    private func peerName() -> String {
        switch try? socket.socket.remotePeer() {
        case .ip4(let address, _): address
        case .ip6(let address, _): "IPv6:\(address)"
        case .unix, nil: "unknown"
        }
    }
}
