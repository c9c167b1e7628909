import Mail

/// What the function answers: what happened, by mail and recipient.
public struct SESInboundResult: Sendable, Encodable {
    /// One mail of the event.
    public struct Mail: Sendable, Encodable {
        /// SES's identifier.
        public var messageID: String
        /// One entry for each distinct envelope recipient.
        public var recipients: [Recipient]

        enum CodingKeys: String, CodingKey {
            case recipients
            case messageID = "ses_message_id"
        }
    }

    /// What happened for one recipient.
    public struct Recipient: Sendable, Encodable {
        /// As the envelope has it.
        public var recipient: String
        /// `stored`, `duplicate`, `refused` or `notMine`.
        public var outcome: String
        /// Why it was refused, as ``Refusal`` names it.
        public var reason: String?
        /// The stored message.
        public var id: String?
        /// Its place in the mailbox's commit order.
        public var seq: Int?
    }

    /// The mails of the event.
    public var mails: [Mail]

    /// Whether every recipient's copy is stored, now or before, or belongs to somebody else.
    public var isComplete: Bool { mails.allSatisfy { $0.recipients.allSatisfy { $0.outcome != "refused" } } }
}

extension SESInboundResult.Recipient {
    init(_ outcome: RecipientOutcome) {
        recipient = outcome.recipient
        switch outcome.result {
        case .stored(let id, let seq):
            self.outcome = "stored"
            self.id = id.description
            self.seq = seq
        case .duplicate(let id):
            self.outcome = "duplicate"
            self.id = id.description
        case .refused(let refusal):
            self.outcome = "refused"
            reason = refusal.rawValue
        case .notMine:
            self.outcome = "notMine"
        }
    }
}
