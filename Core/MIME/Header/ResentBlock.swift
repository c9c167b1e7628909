/// One set of Resent-* fields: somebody sent the mail on as it was (RFC 5322 section 3.6.6).
public struct ResentBlock: Sendable, Equatable {
    /// Who sent it on (Resent-From).
    public var from: [Address] = []
    /// Who did so for them (Resent-Sender).
    public var sender: Address?
    /// To whom (Resent-To).
    public var to: [Address] = []
    /// To whom else (Resent-Cc).
    public var cc: [Address] = []
    /// To whom hidden from the others (Resent-Bcc).
    public var bcc: [Address] = []
    /// When (Resent-Date).
    public var date: DateTime?
    /// Resent-Message-ID without its angle brackets.
    public var messageID: String?

    /// Creates a set without fields.
    public init() {}

    /// The sets of a header, in order: the last hop is the first. A set ends at a field of another kind, or where a name comes again.
    static func blocks(in fields: [HeaderField]) -> [ResentBlock] {
        var blocks: [ResentBlock] = []
        var seen: Set<String> = []
        for field in fields {
            guard field.name.utf8.prefix(7).equalsIgnoringCase("resent-") else {
                seen = []
                continue
            }
            let name = field.name.utf8.loweredString
            if seen.isEmpty || seen.contains(name) {
                seen = []
                blocks.append(ResentBlock())
            }
            seen.insert(name)
            blocks[blocks.count - 1].set(name, field)
        }
        return blocks
    }

    private mutating func set(_ name: String, _ field: HeaderField) {
        switch name {
        case "resent-from": from = field.addresses
        case "resent-sender": sender = field.addresses.first
        case "resent-to": to = field.addresses
        case "resent-cc": cc = field.addresses
        case "resent-bcc": bcc = field.addresses
        case "resent-date": date = field.date
        case "resent-message-id": messageID = field.read { MessageID.parse($0, &$1) }
        default: break
        }
    }
}
