import MIME
import Mail

/// Changes the header of a mail that an alias's owner writes, so that it comes from the alias and says nothing of the owner's address.
struct ReplySurgery {
    /// The header, with all changes.
    private(set) var header: HeaderMending
    private let way: ReplyWay
    private let traces: AddressTraces

    /// Fields that tell of the owner, of the owner's mailbox, or of the way that the mail came; in lower case. Message-ID is SES's to give.
    private static let removed: Set<String> = [
        "autocrypt", "bcc", "bounces-to", "delivered-to", "disposition-notification-options", "disposition-notification-to",
        "dkim-signature",
        "domainkey-signature", "errors-to", "authentication-results", "feedback-id", "message-id", "reply-to", "return-path",
        "return-receipt-to", "sender", "x-apparently-to", "x-authenticated-sender", "x-authenticated-user", "x-client-ip",
        "x-confirm-reading-to", "x-envelope-from", "x-envelope-to", "x-forwarded-for", "x-forwarded-to", "x-originating-ip", "x-received",
        "x-sender",
    ]
    private static let removedPrefixes = [
        "arc-", "list-", "received", "resent-", "x-forefront", "x-gm-", "x-google-", "x-ms-", "x-original-", "x-ses-",
    ]
    /// Fields without which the body cannot be read.
    private static let needed: Set<String> = ["content-type", "content-transfer-encoding", "mime-version"]

    /// Prepares a reply.
    /// - Throws: ``ReplyShowsOwner``; ``FieldError`` where the alias or the correspondent cannot stand in a header.
    init(_ message: Message, _ way: ReplyWay, _ loops: LoopGuard?) throws {
        self.way = way
        traces = AddressTraces(way.people)
        header = try HeaderMending(message)
        remove()
        try header.removeDuplicates()
        try setRecipients()
        try header.set("From", FieldValue(addresses: [Address(name: "", address: way.alias.description)]))
        try setSubject()
        try header.mendOthers()
        try removeTraces()
        if let mark = try loops?.mark(for: way.alias) { header.editor.insert(mark) }
    }

    private mutating func remove() {
        for name in header.names where Self.removed.contains(name) || Self.removedPrefixes.contains(where: name.hasPrefix) {
            header.editor.removeAll(name)
        }
    }

    // MARK: Recipients

    /// Reply addresses become whom they stand for, the owner's addresses go.
    private mutating func setRecipients() throws {
        let all = ["To", "Cc"].map { name in (name, header.fields(name.lowercased()).flatMap(\.addressGroups).map(changed)) }
        let count = all.reduce(0) { $0 + $1.1.reduce(0) { $0 + $1.addresses.count } }
        let isTooMany = count > SESRules.headerRecipients
        if isTooMany { header.mended.append(SESFinding(.tooManyRecipients, "\(count) in To and Cc")) }
        var isNamed = false
        for (name, groups) in all {
            if !isTooMany, let value = AddressFieldEdit.valid(groups) {
                try header.set(name, value)
                isNamed = true
            } else {
                header.editor.removeAll(name)
            }
        }
        if !isNamed { try header.set("To", FieldValue(addresses: [Address(name: "", address: way.correspondent.description)])) }
    }

    private func changed(_ group: AddressGroup) -> AddressGroup {
        AddressGroup(
            name: group.name.flatMap { traces.isIn($0) ? nil : $0 },
            addresses: group.addresses.compactMap { address in
                guard !traces.has(address.address), !traces.isWritten(in: address.address) else { return nil }
                var address = address
                if traces.isIn(address.name) { address.name = "" }
                if let key = (try? EmailAddress(address.address)).map({ AliasKey($0) }), let correspondent = way.correspondents[key] {
                    address.address = correspondent.description
                }
                return address
            })
    }

    // MARK: Traces

    /// What a mail is about is not lost because an address stands in it.
    private mutating func setSubject() throws {
        guard let subject = header.root.header("subject"), traces.isIn(subject) else { return }
        let text = traces.replacing(in: subject.value, with: way.alias)
        guard !traces.isIn(text) else { return header.editor.removeAll("Subject") }
        try header.set("Subject", FieldValue(text: text))
    }

    /// Any other field that has one of the addresses goes.
    private mutating func removeTraces() throws {
        // From the last on: what is removed is not counted any more.
        for (field, name, occurrence) in header.untouched.reversed() where traces.isIn(field) || parametersHaveTraces(name) {
            guard !Self.needed.contains(name) else { throw ReplyShowsOwner(fields: [field.name]) }
            try header.editor.remove(name, occurrence: occurrence)
        }
    }

    /// Parameters can be written in pieces (RFC 2231), so that no text of the field shows what they say.
    private func parametersHaveTraces(_ name: String) -> Bool {
        let texts =
            switch name {
            case "content-type": ["name", "boundary", "charset", "start"].map { header.root.contentType.parameter($0) }
            case "content-disposition": [header.root.contentDisposition?.filename]
            default: [String?]()
            }
        return texts.contains { $0.map(traces.isIn) ?? false }
    }

    /// Looks at the header as it will be sent once more.
    /// - Throws: ``ReplyShowsOwner``.
    func check(_ bytes: [UInt8]) throws {
        let fields = Message(bytes).root.headers.filter { traces.isWritten(in: $0) }
        guard fields.isEmpty else { throw ReplyShowsOwner(fields: fields.map { $0.name }) }
    }
}
