import Crypto
import MIME
import Mail

/// A mail of Postroom's own, before it is written: what it says, from whom, and to whom.
public struct NotificationMail: Sendable, Equatable {
    /// Who sends, as a person reads it and as the envelope has it.
    public struct Sender: Sendable, Equatable {
        /// The name; may be empty.
        public var name: String
        /// The address.
        public var address: EmailAddress

        /// Creates a sender.
        public init(name: String, address: EmailAddress) {
            self.name = name
            self.address = address
        }
    }

    /// Names it.
    public var key: NotificationKey
    /// Who sends.
    public var from: Sender
    /// Who gets it.
    public var recipient: EmailAddress
    /// The name of who gets it; may be empty. Any text.
    public var recipientName: String
    /// The subject; any text.
    public var subject: String
    /// The plain text.
    public var text: String
    /// The HTML.
    public var html: String?
    /// What mails of one thread have in common; nil where a mail stands alone.
    public var thread: String?
    /// Where people unsubscribe, an `https:` or `mailto:` address; nil where nobody can.
    public var unsubscribe: String?
    /// Whether it is more urgent than other mail.
    public var isUrgent = false

    /// Describes a mail.
    public init(
        key: NotificationKey, from: Sender, to recipient: EmailAddress, name: String = "", subject: String, text: String, html: String?
    ) {
        self.key = key
        self.from = from
        self.recipient = recipient
        recipientName = name
        self.subject = subject
        self.text = text
        self.html = html
    }

    /// The mail. Two attempts make the same Message-ID.
    /// - Throws: ``FieldError`` where an address cannot stand in a header.
    public func composed(date: Timestamp) throws(FieldError) -> ComposedMessage {
        let seconds = Int(date.millisecondsSince1970 / 1000)
        var composer = MessageComposer(
            from: [Address(name: Self.name(from.name), address: sender.description)],
            date: DateTime(secondsSince1970: seconds, offsetMinutes: 0), messageID: messageID)
        composer.to = [Address(name: Self.name(recipientName), address: DomainName.inHeader(recipient).description)]
        composer.subject = PrintableText.line(subject, limit: 250)
        // SES writes a Message-ID of its own and keeps References: the thread hangs on what all its mails name.
        if let thread { composer.references = [Self.identifier("thread\n\(thread)", sender.domain)] }
        composer.text = text
        composer.html = html
        composer.fields = [try HeaderLine("Auto-Submitted", text: "auto-generated")]
        if isUrgent { composer.fields.append(try HeaderLine("Importance", text: "high")) }
        if let unsubscribe {
            composer.fields.append(try HeaderLine("List-Unsubscribe", text: "<\(unsubscribe)>"))
            // RFC 8058: whoever answers a POST there unsubscribes at once.
            if unsubscribe.hasPrefix("https:") {
                composer.fields.append(try HeaderLine("List-Unsubscribe-Post", text: "List-Unsubscribe=One-Click"))
            }
        }
        return try composer.compose(boundarySeed: digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    private var sender: EmailAddress { DomainName.inHeader(from.address) }

    private var digest: [UInt8] { SHA256.hash(Array("notice\n\(key.notice)\n\(key.recipient)".utf8)) }

    private var messageID: String { "\(Array(digest.prefix(16)).hexadecimal)@\(sender.domain)" }

    private static func identifier(_ text: String, _ domain: String) -> String {
        "\(Array(SHA256.hash(Array(text.utf8)).prefix(16)).hexadecimal)@\(domain)"
    }

    /// A name is somebody else's text: no line ends, nothing that nobody sees, and not the length of a letter.
    private static func name(_ text: String) -> String { PrintableText.line(text, limit: 100) }
}
