/// What a message disposition notification says (RFC 8098): what a recipient, or the recipient's mail program, did with a message.
public struct DispositionNotification: Sendable {
    /// The Disposition field (RFC 8098 section 3.2.6): `manual-action/MDN-sent-manually; displayed`. Words are in lower case.
    public struct Disposition: Sendable, Equatable {
        /// `manual-action` or `automatic-action`.
        public let actionMode: String
        /// `mdn-sent-manually` or `mdn-sent-automatically`.
        public let sendingMode: String
        /// `displayed`, `deleted`, `dispatched` or `processed`.
        public let type: String
        /// What is said about the type, such as `error`.
        public let modifiers: [String]

        /// Reads a field value; words that are missing are empty.
        init(_ text: String) {
            let bytes = text.utf8.filter { !$0.isFWS }.map(\.lowered)
            let halves = bytes.split(separator: ASCII.semicolon, maxSplits: 1, omittingEmptySubsequences: false)
            let modes = halves[0].split(separator: ASCII.slash, maxSplits: 1, omittingEmptySubsequences: false)
            let type = (halves.count > 1 ? halves[1] : []).split(separator: ASCII.slash, maxSplits: 1, omittingEmptySubsequences: false)
            actionMode = modes[0].loweredString
            sendingMode = modes.count > 1 ? modes[1].loweredString : ""
            self.type = type[0].loweredString
            modifiers = (type.count > 1 ? type[1] : []).split(separator: ASCII.comma).map { $0.loweredString }
        }
    }

    /// All fields, in order.
    public let fields: [HeaderField]

    /// The mail program that made the notification.
    public var reportingUserAgent: String? { fields.text("reporting-ua") }
    /// The recipient as the sender gave it.
    public var originalRecipient: TypedValue? { fields.typed("original-recipient") }
    /// The recipient that the notification is about.
    public var finalRecipient: TypedValue? { fields.typed("final-recipient") }
    /// Message-ID of the message without its angle brackets.
    public var originalMessageID: String? {
        var log = DefectLog()
        return fields.first(named: "original-message-id").flatMap { MessageID.parse($0.rawValue, &log) }
    }
    /// What was done with the message.
    public var disposition: Disposition? { fields.text("disposition").map(Disposition.init) }
    /// What went wrong (RFC 8098 section 3.2.7).
    public var errors: [String] { fields.filter { $0.name.utf8.equalsIgnoringCase("error") }.map(\.value) }

    init(_ bytes: [UInt8]) {
        fields = FieldGroups.parse(bytes).flatMap { $0 }
    }

    static func isNamed(_ type: ContentType) -> Bool {
        type.type == "message" && (type.subtype == "disposition-notification" || type.subtype == "global-disposition-notification")
    }
}

extension Part {
    /// What the part reports if it is a message/disposition-notification (RFC 8098); nil for every other type.
    public var dispositionNotification: DispositionNotification? {
        DispositionNotification.isNamed(contentType) ? DispositionNotification(decodedBody) : nil
    }
}
