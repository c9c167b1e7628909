extension SESSendingEvent {
    /// What is said of one recipient.
    public struct Recipient: Sendable, Decodable {
        /// The address; perhaps as a report of the other side has it, and perhaps with a name.
        public var address: String?
        /// The enhanced status code, such as `5.1.1`.
        public var status: String?
        /// What the other server said, such as `smtp; 550 5.1.1 user unknown`.
        public var diagnosis: String?

        enum CodingKeys: String, CodingKey {
            case address = "emailAddress"
            case diagnosis = "diagnosticCode"
            case status
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            address = container.lenientText(.address)
            status = container.lenientText(.status)
            diagnosis = container.lenientText(.diagnosis)
        }
    }

    /// How it was delivered.
    public struct Delivery: Sendable, Decodable {
        /// When, as SES writes it.
        public var timestamp: String?
        /// Milliseconds from taking it to delivering it.
        public var processingTime: Int64?
        /// To whom.
        public var recipients: [String]
        /// What the other server answered.
        public var answer: String?
        /// SES's own host.
        public var reportingHost: String?
        /// The address of the other server.
        public var remoteIP: String?

        enum CodingKeys: String, CodingKey {
            case timestamp, recipients
            case processingTime = "processingTimeMillis"
            case answer = "smtpResponse"
            case reportingHost = "reportingMTA"
            case remoteIP = "remoteMtaIp"
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            timestamp = container.lenientText(.timestamp)
            processingTime = container.lenientText(.processingTime).flatMap { Int64($0) }
            recipients = container.lenientTexts(.recipients)
            answer = container.lenientText(.answer)
            reportingHost = container.lenientText(.reportingHost)
            remoteIP = container.lenientText(.remoteIP)
        }
    }

    /// Why it came back.
    public struct Bounce: Sendable, Decodable {
        /// `Permanent`, `Transient` or `Undetermined`.
        public var type: String?
        /// `General`, `NoEmail`, `Suppressed`, `OnAccountSuppressionList`, `MailboxFull` …
        public var subtype: String?
        /// When, as SES writes it.
        public var timestamp: String?
        /// To whom it could not be delivered.
        public var recipients: [Recipient]
        /// Who says so, such as `dns; mx.example.com`.
        public var reportingHost: String?
        /// The address of the other server.
        public var remoteIP: String?

        /// What the target's server said, for the first recipient.
        public var diagnosis: String? { recipients.first.flatMap { $0.diagnosis ?? $0.status } }

        enum CodingKeys: String, CodingKey {
            case type = "bounceType"
            case subtype = "bounceSubType"
            case recipients = "bouncedRecipients"
            case reportingHost = "reportingMTA"
            case remoteIP = "remoteMtaIp"
            case timestamp
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = container.lenientText(.type)
            subtype = container.lenientText(.subtype)
            timestamp = container.lenientText(.timestamp)
            recipients = (try? container.decode([Lenient<Recipient>].self, forKey: .recipients))?.compactMap(\.value) ?? []
            reportingHost = container.lenientText(.reportingHost)
            remoteIP = container.lenientText(.remoteIP)
        }
    }

    /// Who complained.
    public struct Complaint: Sendable, Decodable {
        /// When, as SES writes it.
        public var timestamp: String?
        /// Who may have: all recipients at the provider that passed it on.
        public var recipients: [Recipient]
        /// `abuse`, `not-spam` …, as a report says (RFC 5965, RFC 6430).
        public var feedback: String?
        /// `OnAccountSuppressionList`: SES did not send it.
        public var subtype: String?

        enum CodingKeys: String, CodingKey {
            case timestamp
            case recipients = "complainedRecipients"
            case feedback = "complaintFeedbackType"
            case subtype = "complaintSubType"
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            timestamp = container.lenientText(.timestamp)
            recipients = (try? container.decode([Lenient<Recipient>].self, forKey: .recipients))?.compactMap(\.value) ?? []
            feedback = container.lenientText(.feedback)
            subtype = container.lenientText(.subtype)
        }
    }

    /// Why it was not sent, or not delivered yet.
    public struct Reason: Sendable, Decodable {
        /// Of a rejection: `Bad content`.
        public var reason: String?
        /// Of a delay: `MailboxFull`, `TransientCommunicationFailure` …
        public var delayType: String?
        /// When, as SES writes it.
        public var timestamp: String?
        /// Whose mail is delayed.
        public var recipients: [Recipient]
        /// Of a template: what is wrong with it.
        public var errorMessage: String?

        enum CodingKeys: String, CodingKey {
            case reason, delayType, timestamp, errorMessage
            case recipients = "delayedRecipients"
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            reason = container.lenientText(.reason)
            delayType = container.lenientText(.delayType)
            timestamp = container.lenientText(.timestamp)
            recipients = (try? container.decode([Lenient<Recipient>].self, forKey: .recipients))?.compactMap(\.value) ?? []
            errorMessage = container.lenientText(.errorMessage)
        }
    }

    /// That somebody has opened it, or followed a link.
    public struct Visit: Sendable, Decodable {
        /// When, as SES writes it.
        public var timestamp: String?
        /// The link.
        public var link: String?

        enum CodingKeys: CodingKey {
            case timestamp, link
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            timestamp = container.lenientText(.timestamp)
            link = container.lenientText(.link)
        }
    }
}
