import Forwarding
import Mail

/// What the function answers: what happened, by mail, recipient and target.
public struct AliasForwardResult: Sendable, Encodable {
    /// One mail of the event.
    public struct Mail: Sendable, Encodable {
        /// SES's identifier.
        public var messageID: String
        /// One entry for each target, or for a recipient that has none.
        public var targets: [Target]

        enum CodingKeys: String, CodingKey {
            case targets
            case messageID = "ses_message_id"
        }

        init(_ messageID: String, _ outcomes: [ForwardingOutcome]) {
            self.messageID = messageID
            targets = outcomes.map { Target($0) }
        }
    }

    /// What happened for one target.
    public struct Target: Sendable, Encodable {
        /// The alias, as the envelope has it.
        public var recipient: String
        /// Where the mail goes.
        public var target: String?
        /// `sent`, `quarantined`, `refused`, `failed`, `deferred`, `settledBefore` or `notMine`.
        public var outcome: String
        /// Why, in a word, with details behind a colon. What was settled before says how.
        public var reason: String?
        /// SES's id of what was sent.
        public var sesID: String?
        /// The rung of the ladder on which it was sent.
        public var rung: Int?
        /// When it is tried again.
        public var until: String?

        enum CodingKeys: String, CodingKey {
            case recipient, target, outcome, reason, rung, until
            case sesID = "ses_id"
        }

        init(_ outcome: ForwardingOutcome) {
            recipient = outcome.recipient
            target = outcome.target?.description
            switch outcome.result {
            case .sent(let id, let rung):
                self.outcome = "sent"
                sesID = id
                self.rung = rung
            case .settledBefore(let state, let reason):
                self.outcome = "settledBefore"
                self.reason = reason.map { "\(state.rawValue): \($0)" } ?? state.rawValue
            case .quarantined(let reason):
                self.outcome = "quarantined"
                self.reason = reason
            case .refused(let reason):
                self.outcome = "refused"
                self.reason = reason
            case .failed(let reason):
                self.outcome = "failed"
                self.reason = reason
            case .deferred(let until, let reason):
                self.outcome = "deferred"
                self.reason = reason
                self.until = until.rfc3339
            case .notMine: self.outcome = "notMine"
            }
        }
    }

    /// The mails of the event.
    public var mails: [Mail]

    /// How many targets have each outcome.
    public var counts: [String: Int] {
        mails.flatMap(\.targets).reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
    }
}
