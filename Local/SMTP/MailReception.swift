import Crypto
import Foundation
import LambdaEvents
import Logging
import MIME
import Mail
import SESInbound

/// What happens to mail that comes in by SMTP: the raw mail is made durable as SES's S3 action would do it, then an SES event goes through the
/// same handler as on AWS.
struct MailReception: Sendable {
    /// How recipients are answered.
    struct Policy: Sendable {
        /// The domains that are ours, in lower case; the first one is the server's name.
        var domains: [String]
        /// Any address of any domain is taken.
        var isCatchAll: Bool
        /// The truth is told at RCPT: 550 for unknown mailboxes, 452 for full ones.
        var isStrict: Bool
    }

    let policy: Policy
    let store: SQLiteMailboxStore
    let rawMail: RawMailFiles
    let delivery: Delivery
    let handler: SESInboundHandler
    let clock: any WallClock
    let logger: Logger
    /// Shows a line to the person at the terminal.
    let show: @Sendable (String) -> Void

    var hostname: String { policy.domains.first ?? "localhost" }

    // MARK: RCPT

    /// Why mail for a recipient is refused; nil when it is taken.
    func refusal(of recipient: EmailAddress) async -> SMTPReply? {
        if policy.isCatchAll { return nil }
        guard policy.domains.contains(recipient.domain) else {
            return SMTPReply(550, "5.7.1", "Not our domain: this server takes mail for \(policy.domains.joined(separator: ", "))")
        }
        // Every server takes mail for its postmaster (RFC 5321 section 4.5.1), if only to show that it came.
        guard policy.isStrict, recipient.localPart.lowercased() != "postmaster" else { return nil }
        do {
            return try await delivery.refusal(of: recipient).map(Self.reply)
        } catch {
            logger.error("mailbox cannot be looked up", metadata: ["reason": "\(error)"])
            return .tryAgain
        }
    }

    private static func reply(to refusal: Refusal) -> SMTPReply {
        refusal == .overQuota ? SMTPReply(452, "4.2.2", "Mailbox full") : SMTPReply(550, "5.1.1", "No such mailbox")
    }

    // MARK: DATA

    /// A mail on its way to the disk.
    struct Draft: ~Copyable {
        let id: String
        let receivedAt: Timestamp
        fileprivate var file: DurableFile

        mutating func append(_ bytes: [UInt8]) throws { try file.append(bytes[...]) }

        fileprivate consuming func finish(in rawMail: RawMailFiles) async throws {
            let id = id
            let file = Handover(file)
            try await BlockingIO.run {
                if let file = file.take() { try rawMail.finish(file, key: id) }
            }
        }
    }

    /// Begins a mail.
    func begin(_ envelope: SMTPSession.Envelope, peer: String) async throws -> Draft {
        // The shape of SES's message ids.
        let id = try SecureRandom.bytes(20).hexadecimal
        let now = clock.now()
        let file = try await BlockingIO.run { [rawMail] in Handover(try rawMail.begin()) }
        guard let file = file.take() else { throw CancellationError() }
        var draft = Draft(id: id, receivedAt: now, file: file)
        try draft.append(TraceHeader.bytes(envelope: envelope, peer: peer, hostname: hostname, id: id, time: now))
        return draft
    }

    /// Makes a mail durable and delivers it.
    /// - Returns: the reply; 250 only when every mailbox that takes the mail has it on disk.
    func finish(_ draft: consuming Draft, _ envelope: SMTPSession.Envelope) async -> SMTPReply {
        let id = draft.id
        let receivedAt = draft.receivedAt
        rawMail.hold(id)
        let (reply, isStored) = await deliver(draft, id, receivedAt, envelope)
        if rawMail.release(id) || !isStored { await removeIfUnused(id) }
        return reply
    }

    private func deliver(
        _ draft: consuming Draft, _ id: String, _ receivedAt: Timestamp, _ envelope: SMTPSession.Envelope
    ) async -> (reply: SMTPReply, isStored: Bool) {
        do {
            try await draft.finish(in: rawMail)
            let event = await event(id, receivedAt, envelope)
            // A server that is being stopped finishes what it has begun: a task of its own is not cancelled with the connection.
            let result = try await Task { try await handle(event) }.value
            let recipients = result.mails.flatMap(\.recipients)
            for recipient in recipients { show(line(recipient)) }
            let isStored = recipients.contains { $0.outcome == "stored" || $0.outcome == "duplicate" }
            if policy.isStrict, !isStored { return (refusal(recipients), false) }
            return (SMTPReply(250, "2.0.0", "Ok \(id)"), isStored)
        } catch {
            logger.error("mail cannot be stored", metadata: ["reason": "\(error)"])
            show("not stored: \(error)")
            return (.tryAgain, false)
        }
    }

    /// Calls the handler as Lambda would: again, when it failed. Recipients that were served are not served twice, which a new attempt of the
    /// client could not promise.
    private func handle(_ event: SESEvent) async throws -> SESInboundResult {
        for pause in [50, 250] {
            do { return try await handler.handle(event, logger: logger) } catch { try await Task.sleep(for: .milliseconds(pause)) }
        }
        return try await handler.handle(event, logger: logger)
    }

    /// Removes the raw mail if no message refers to it: nobody took the mail, or whoever did has deleted it already.
    private func removeIfUnused(_ id: String) async {
        do {
            if try await !store.refers(to: id) { try await rawMail.delete(id) }
        } catch {
            // What stays is removed at the next start.
            logger.warning("raw mail without messages cannot be removed", metadata: ["reason": "\(error)"])
        }
    }

    /// As much of a mail as is looked through for its Message-ID.
    private static let headerLimit = 65_536

    private func event(_ id: String, _ receivedAt: Timestamp, _ envelope: SMTPSession.Envelope) async -> SESEvent {
        let recipients = envelope.recipients.map(\.description)
        // For the mail log alone: the mail does not wait for it to be readable.
        let start = try? await rawMail.get(id, 0..<Self.headerLimit)
        var mail = SESEvent.Mail(
            messageID: id, source: envelope.sender?.description, timestamp: receivedAt.rfc3339, destination: recipients)
        mail.commonHeaders = SESEvent.CommonHeaders(messageID: start.flatMap { Message($0).messageID })
        let receipt = SESEvent.Receipt(recipients: recipients, timestamp: receivedAt.rfc3339)
        return SESEvent(records: [SESEvent.Record(ses: SESEvent.Content(mail: mail, receipt: receipt))])
    }

    private func line(_ recipient: SESInboundResult.Recipient) -> String {
        let address = PrintableText.line(recipient.recipient)
        switch (recipient.outcome, recipient.reason) {
        case ("refused", let reason): return "discarded: mail for \(address) (\(reason ?? "refused"))"
        case ("notMine", _): return "discarded: mail for \(address) (not our domain)"
        default: return "\(recipient.outcome): mail for \(address)"
        }
    }

    /// The answer when, between RCPT and the end of the mail, every mailbox was filled or ended.
    private func refusal(_ recipients: [SESInboundResult.Recipient]) -> SMTPReply {
        let isFull = recipients.contains { $0.reason == Refusal.overQuota.rawValue }
        return Self.reply(to: isFull ? .overQuota : .unknownMailbox)
    }
}
