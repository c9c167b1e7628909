import MIME
import Mail

/// Changes the header of a mail that is forwarded, line by line: what is not named here stays byte for byte and in its place.
struct HeaderSurgery {
    /// The header, with all changes.
    private(set) var header: HeaderMending
    private let way: ForwardingWay

    /// Fields that are not passed on: signatures that would fail, addresses that SES does not let us send from, and what SES takes for orders.
    private static let removed = [
        "DKIM-Signature", "DomainKey-Signature", "Return-Path", "Sender", "Feedback-ID", "Delivered-To", MailMark.field,
    ]

    /// Prepares a mail for a target.
    /// - Throws: ``FieldError`` where the alias or the target cannot stand in a header, ``EditError`` never.
    init(_ message: Message, _ way: ForwardingWay) throws {
        self.way = way
        header = try HeaderMending(message)
        let originals = try originalFields()
        remove()
        try header.removeDuplicates()
        try setRecipients(way.settings.recipients)
        try setReplyTo()
        try setFrom(way.settings.from)
        try addReference()
        try header.mendOthers()
        try mendRecipients()
        for line in originals.reversed() { header.editor.insert(line) }
        let marks = try way.marking([try way.loops?.mark(for: way.alias)].compactMap(\.self))
        for line in marks.reversed() { header.editor.insert(line) }
    }

    // MARK: What is kept of what changes

    /// X-Original-From, X-Original-To, X-Original-Message-ID.
    private func originalFields() throws -> [HeaderLine] {
        var lines: [HeaderLine] = []
        if let from = header.root.header("from") { lines.append(try HeaderLine("X-Original-From", Self.copy(from))) }
        lines.append(try HeaderLine("X-Original-To", text: way.alias.description))
        if let id = header.root.header("message-id") { lines.append(try HeaderLine("X-Original-Message-ID", Self.copy(id))) }
        return lines
    }

    /// The value of a field on one line, as it is where that can be written.
    private static func copy(_ field: HeaderField) -> FieldValue {
        let value = AddressFieldEdit.unfolded(field.rawValue)
        guard value.allSatisfy({ $0 < 0x80 && $0 != 0 }), let copy = try? FieldValue(raw: value) else {
            return FieldValue(text: field.value)
        }
        return copy
    }

    // MARK: Fields that go

    private mutating func remove() {
        for name in Self.removed { header.editor.removeAll(name) }
        for name in header.names where name.hasPrefix("x-ses-") { header.editor.removeAll(name) }
    }

    // MARK: Addresses

    private mutating func setRecipients(_ recipients: Alias.Recipients) throws {
        let groups = ["to", "cc"].map { name in header.fields(name).flatMap(\.addressGroups) }
        let bcc = header.fields("bcc").flatMap(\.addresses).count
        let count = groups.joined().reduce(bcc) { $0 + $1.addresses.count }
        if count > SESRules.headerRecipients {
            header.mended.append(SESFinding(.tooManyRecipients, "\(count) in To, Cc and Bcc; they stand in X-Original-Recipients"))
            return try setOnlyRecipient()
        }
        if recipients == .keep {
            // SES needs a recipient in no field, but readers do.
            if header.editor.count(of: "To") + header.editor.count(of: "Cc") == 0 { try setOnlyRecipient() }
            return
        }
        var isNamed = false
        for name in ["To", "Cc"] {
            let all = header.fields(name.lowercased())
            guard let first = all.first else { continue }
            // Several were made one before: it has no place of its own in the mail.
            let field =
                all.count == 1
                ? first
                : AddressFieldEdit.valid(all.flatMap(\.addressGroups)).map {
                    HeaderField(name: name, rawValue: Array($0.unfolded.utf8))
                }
            if let field, let value = AddressFieldEdit.replacing(way.alias, with: way.target, in: field) {
                try header.editor.replace(name, with: value)
                isNamed = true
            }
        }
        if !isNamed { try setOnlyRecipient() }
    }

    /// To becomes the target: the mail came by Bcc, or by a list. What stood there stays readable.
    private mutating func setOnlyRecipient() throws {
        for (index, name) in ["To", "Cc", "Bcc"].enumerated() where header.editor.count(of: name) > 0 {
            for occurrence in 0..<header.editor.count(of: name) { try keep(header.fields(name.lowercased()), occurrence, of: name) }
            if index > 0 { header.editor.removeAll(name) }
        }
        try header.set("To", FieldValue(addresses: [Address(name: "", address: way.target.description)]))
    }

    /// Keeps what a field of recipients said under another name, which answers do not look at.
    private mutating func keep(_ fields: [HeaderField], _ occurrence: Int, of name: String) throws {
        guard occurrence < fields.count else { return }
        let value = Self.copy(fields[occurrence])
        guard !value.unfolded.isEmpty else { return }
        header.editor.insert(try HeaderLine("X-Original-Recipients", try FieldValue(raw: Array("\(name): \(value.unfolded)".utf8))))
    }

    /// Answers go to whom the sender wanted them, or there by way of the alias.
    private mutating func setReplyTo() throws {
        if let address = way.answersBy { return try header.set("Reply-To", FieldValue(addresses: [address])) }
        if header.editor.count(of: "Reply-To") > 0 {
            let groups = header.fields("reply-to").flatMap(\.addressGroups)
            guard header.fields("reply-to").contains(where: { !AddressFieldEdit.isTaken($0) }) else { return }
            header.mended.append(SESFinding(.invalidAddress, "Reply-To"))
            if let valid = AddressFieldEdit.valid(groups) { return try header.editor.replace("Reply-To", with: valid) }
            header.editor.removeAll("Reply-To")
        }
        guard let authors = header.root.header("from").map({ AddressFieldEdit.valid($0.addressGroups) }) ?? nil else { return }
        try header.set("Reply-To", authors)
    }

    private mutating func setFrom(_ format: Alias.FromFormat) throws {
        let author = header.root.header("from")?.addresses.first
        try header.set(
            "From", FieldValue(addresses: [Address(name: ForwardedFrom.name(of: author, format), address: way.alias.description)]))
    }

    /// SES gives the mail another Message-ID: answers to the old one find it by References.
    private mutating func addReference() throws {
        guard let id = header.root.header("message-id")?.messageIDs.first else { return }
        var ids = header.root.header("references")?.messageIDs ?? header.root.header("in-reply-to")?.messageIDs ?? []
        guard ids.last != id, ids.allSatisfy({ (try? FieldValue(messageIDs: [$0])) != nil }), (try? FieldValue(messageIDs: [id])) != nil
        else {
            return
        }
        ids.removeAll { $0 == id }
        // The first one and the last ones are what threads need (RFC 5322 section 3.6.4), and a header has an end.
        if ids.count > 40 { ids = [ids[0]] + ids.suffix(39) }
        try header.set("References", FieldValue(messageIDs: ids + [id]))
    }

    // MARK: What else SES would refuse

    /// Fields of recipients that nobody has changed so far.
    private mutating func mendRecipients() throws {
        for (field, name, _) in header.untouched where HeaderMending.isOfRecipients(name) { try mendRecipients(field, name) }
    }

    /// To, Cc and Bcc with addresses that SES does not take: those that it takes stay.
    private mutating func mendRecipients(_ field: HeaderField, _ name: String) throws {
        let isValid = AddressFieldEdit.isTaken(field)
        let isWritable =
            field.rawValue.allSatisfy { $0 < 0x80 }
            && Message(field.rawValue).firstLine(longerThan: SESRules.lineBytes - 5, in: 0..<field.rawValue.count) == nil
        guard !isValid || !isWritable else { return }
        header.mended.append(SESFinding(isValid ? .rawEightBit : .invalidAddress, field.name))
        // Answers to the alias are not the target's business, nor is the target that of whoever answers.
        let replaces = name != "reply-to" && way.settings.recipients == .replace
        let groups = field.addressGroups
        if let valid = replaces ? AddressFieldEdit.valid(groups, replacing: way.alias, with: way.target) : AddressFieldEdit.valid(groups) {
            try header.editor.replace(name, with: valid)
        } else {
            try keep([field], 0, of: field.name)
            if name == "to" {
                try header.editor.replace(name, with: FieldValue(addresses: [Address(name: "", address: way.target.description)]))
            } else {
                header.editor.removeAll(name)
            }
        }
    }
}
