/// What a delivery status notification says (RFC 3464, RFC 6533): what became of a message on its way to each recipient.
public struct DeliveryStatus: Sendable {
    /// What was done with the message for one recipient (RFC 3464 section 2.3.3).
    public enum Action: Sendable, Equatable {
        /// It could not be delivered.
        case failed
        /// It could not be delivered yet.
        case delayed
        /// It was delivered.
        case delivered
        /// It went to a system that sends no such notifications.
        case relayed
        /// It was delivered and passed on to several more.
        case expanded
        /// A word that RFC 3464 does not have, in lower case.
        case other(String)

        init(_ word: String) {
            self =
                switch word {
                case "failed": .failed
                case "delayed": .delayed
                case "delivered": .delivered
                case "relayed": .relayed
                case "expanded": .expanded
                default: .other(word)
                }
        }
    }

    /// What became of the message for one recipient (RFC 3464 section 2.3).
    public struct Recipient: Sendable {
        /// All fields of the recipient, in order.
        public let fields: [HeaderField]

        /// The recipient as the sender gave it.
        public var originalRecipient: TypedValue? { fields.typed("original-recipient") }
        /// The recipient that the report is about.
        public var finalRecipient: TypedValue? { fields.typed("final-recipient") }
        /// What was done.
        public var action: Action? { fields.text("action").map { Action(FieldWords.first($0).utf8.loweredString) } }
        /// The status code of RFC 3463, such as `5.1.1`; nil where there is none.
        public var status: String? { fields.text("status").flatMap { FieldWords.statusCode($0) } }
        /// The system that reported the status.
        public var remoteMTA: TypedValue? { fields.typed("remote-mta") }
        /// What the remote system said, such as an SMTP reply.
        public var diagnosticCode: TypedValue? { fields.typed("diagnostic-code") }
        /// When the last attempt was made.
        public var lastAttempt: DateTime? { fields.first(named: "last-attempt-date")?.date }
        /// When a delayed message will be given up.
        public var willRetryUntil: DateTime? { fields.first(named: "will-retry-until")?.date }
    }

    /// The fields about the message as a whole, in order.
    public let fields: [HeaderField]
    /// One entry for each recipient that the report is about.
    public let recipients: [Recipient]

    /// The system that made the report.
    public var reportingMTA: TypedValue? { fields.typed("reporting-mta") }
    /// The system that the message came from.
    public var receivedFromMTA: TypedValue? { fields.typed("received-from-mta") }
    /// ENVID of the message (RFC 3461 section 4.4).
    public var originalEnvelopeID: String? { fields.text("original-envelope-id") }
    /// When the message came to the reporting system.
    public var arrival: DateTime? { fields.first(named: "arrival-date")?.date }

    /// Reads the body of a message/delivery-status. The fields of a recipient that follow those of the message without an empty line belong to
    /// both.
    init(_ bytes: [UInt8]) {
        let groups = FieldGroups.parse(bytes)
        let isAboutRecipient = { (group: [HeaderField]) in
            group.first(named: "final-recipient") != nil || group.first(named: "original-recipient") != nil
                || group.first(named: "action") != nil
        }
        fields = groups.first ?? []
        recipients = groups.filter(isAboutRecipient).map(Recipient.init)
    }

    static func isNamed(_ type: ContentType) -> Bool {
        type.type == "message" && (type.subtype == "delivery-status" || type.subtype == "global-delivery-status")
    }
}

/// Words at the beginning of report fields, which may have comments.
enum FieldWords {
    /// The first word, or an empty string.
    static func first(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var tokens = HeaderTokens()
        var log = DefectLog()
        tokens.skipCFWS(bytes.span, &log)
        return bytes.span.string(tokens.prefix(bytes.span) { $0.isTokenCharacter })
    }

    /// The three numbers of a status code (RFC 3463 section 2).
    static func statusCode(_ text: String) -> String? {
        let word = first(text)
        let numbers = word.utf8.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return numbers.count == 3 && numbers.allSatisfy { !$0.isEmpty && $0.count <= 3 && $0.allSatisfy(\.isDigit) } ? word : nil
    }
}

extension Part {
    /// What the part reports if it is a message/delivery-status (RFC 3464); nil for every other type.
    public var deliveryStatus: DeliveryStatus? { DeliveryStatus.isNamed(contentType) ? DeliveryStatus(decodedBody) : nil }
}
