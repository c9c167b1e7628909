import NIOCore

/// One client: moves bytes between its channel and an ``SMTPSession``.
struct SMTPConnection {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let channel: Channel
    let reception: MailReception
    let limits: SMTPLimits

    /// Talks until the client leaves, says nothing for too long, or the task is cancelled; the channel is closed then.
    func run() async {
        // Errors of the channel mean that the client is gone; what it had not finished was never promised.
        try? await channel.executeThenClose { inbound, outbound in
            let watch = IdleWatch(seconds: limits.idleSeconds)
            let goodBye: SMTPReply? = await withTaskGroup(of: SMTPReply?.self) { group in
                group.addTask {
                    try? await converse(inbound, outbound, watch)
                    return Task.isCancelled ? .shuttingDown : nil
                }
                group.addTask { (try? await watch.untilIdle()) == nil ? .shuttingDown : .idle }
                let first = await group.next() ?? nil
                group.cancelAll()
                return first
            }
            // A cancelled task cannot wait for the client any more: the bytes are sent without.
            if let goodBye { channel.channel.writeAndFlush(ByteBuffer(bytes: goodBye.bytes), promise: nil) }
        }
    }

    private func converse(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ watch: IdleWatch
    ) async throws {
        var input = inbound.makeAsyncIterator()
        var session = SMTPSession(hostname: reception.hostname, limits: limits)
        var draft: MailReception.Draft?
        // Replies to pipelined commands leave together (RFC 2920).
        var output = session.greeting.bytes
        let peer = channel.channel.remoteAddress?.ipAddress ?? "unknown"
        while true {
            switch session.next() {
            case .needInput:
                try await flush(&output, outbound)
                guard let bytes = try await input.next() else { return }
                session.receive(Array(bytes.readableBytesView))
                watch.touch()
            case .reply(let reply):
                output += reply.bytes
            case .close(let reply):
                output += reply.bytes
                return try await flush(&output, outbound)
            case .checkRecipient(let address):
                output += session.recipientChecked(await reception.refusal(of: address)).bytes
            case .beginData(let envelope):
                do {
                    draft = try await reception.begin(envelope, peer: peer)
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
                watch.pause()
                output += session.dataFinished(await finish(draft.take(), envelope)).bytes
                watch.touch()
            }
        }
    }

    private func finish(_ draft: consuming MailReception.Draft?, _ envelope: SMTPSession.Envelope) async -> SMTPReply {
        guard let draft else { return .tryAgain }
        return await reception.finish(draft, envelope)
    }

    private func flush(_ output: inout [UInt8], _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws {
        guard !output.isEmpty else { return }
        try await outbound.write(ByteBuffer(bytes: output))
        output.removeAll(keepingCapacity: true)
    }
}
