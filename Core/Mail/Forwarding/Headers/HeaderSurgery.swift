import MIME
import Mail

/// Changes the header of a mail that is forwarded, line by line: what is not named here stays byte for byte and in its place.
struct HeaderSurgery {
    /// What SES would have refused and was mended.
    private(set) var mended: [SESFinding] = []
    /// The editor of the mail's own header, with all changes.
    private(set) var editor: HeaderEditor
    /// Fields that have a new value, in lower case.
    private var written: Set<String> = []
    private let root: Part
    private let way: ForwardingWay

    /// Fields that are not passed on: signatures that would fail, addresses that SES does not let us send from, and what SES takes for orders.
    private static let removed = [
        "DKIM-Signature", "DomainKey-Signature", "Return-Path", "Sender", "Feedback-ID", "Delivered-To", MailMark.field,
    ]

    /// Prepares a mail for a target.
    /// - Throws: ``FieldError`` where the alias or the target cannot stand in a header, ``EditError`` never.
    init(_ message: Message, _ way: ForwardingWay) throws {
        root = message.root
        self.way = way
        editor = try HeaderEditor(root)
        let originals = try originalFields()
        remove()
        try removeDuplicates()
        try setRecipients(way.settings.recipients)
        try setReplyTo()
        try setFrom(way.settings.from)
        try addReference()
        try mendOthers()
        for line in originals.reversed() { editor.insert(line) }
        for line in try way.marking([try way.loops?.mark(for: way.alias)].compactMap(\.self)).reversed() { editor.insert(line) }
    }

    // MARK: What is kept of what changes

    /// X-Original-From, X-Original-To, X-Original-Message-ID.
    private func originalFields() throws -> [HeaderLine] {
        var lines: [HeaderLine] = []
        if let from = root.header("from") { lines.append(try HeaderLine("X-Original-From", Self.copy(from))) }
        lines.append(try HeaderLine("X-Original-To", text: way.alias.description))
        if let id = root.header("message-id") { lines.append(try HeaderLine("X-Original-Message-ID", Self.copy(id))) }
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
        for name in Self.removed { editor.removeAll(name) }
        for name in Set(root.headers.map { $0.name.lowercased() }) where name.hasPrefix("x-ses-") { editor.removeAll(name) }
    }

    /// Of fields that SES takes once the first counts. Recipients are all kept.
    private mutating func removeDuplicates() throws {
        for name in Set(root.headers.map { $0.name.lowercased() }).sorted() where SESRules.onceOnly.contains(name) {
            guard editor.count(of: name) > 1 else { continue }
            mended.append(SESFinding(.duplicateField, name))
            if SESLint.recipientFields.contains(name) || name == "reply-to" {
                if let all = AddressFieldEdit.valid(fields(name).flatMap(\.addressGroups)) { try editor.replace(name, with: all) }
            }
            editor.removeRepeated(name)
        }
    }

    // MARK: Addresses

    private func fields(_ name: String) -> [HeaderField] { root.headers.filter { $0.name.lowercased() == name } }

    private mutating func setRecipients(_ recipients: Alias.Recipients) throws {
        let groups = ["to", "cc"].map { name in fields(name).flatMap(\.addressGroups) }
        let bcc = fields("bcc").flatMap(\.addresses).count
        let count = groups.joined().reduce(bcc) { $0 + $1.addresses.count }
        if count > SESRules.headerRecipients {
            mended.append(SESFinding(.tooManyRecipients, "\(count) in To, Cc and Bcc; they stand in X-Original-Recipients"))
            return try setOnlyRecipient()
        }
        if recipients == .keep {
            // SES needs a recipient in no field, but readers do.
            if editor.count(of: "To") + editor.count(of: "Cc") == 0 { try setOnlyRecipient() }
            return
        }
        var isNamed = false
        for name in ["To", "Cc"] {
            let all = fields(name.lowercased())
            guard let first = all.first else { continue }
            // Several were made one before: it has no place of its own in the mail.
            let field =
                all.count == 1
                ? first
                : AddressFieldEdit.valid(all.flatMap(\.addressGroups)).map {
                    HeaderField(name: name, rawValue: Array($0.unfolded.utf8))
                }
            if let field, let value = AddressFieldEdit.replacing(way.alias, with: way.target, in: field) {
                try editor.replace(name, with: value)
                isNamed = true
            }
        }
        if !isNamed { try setOnlyRecipient() }
    }

    /// To becomes the target: the mail came by Bcc, or by a list. What stood there stays readable.
    private mutating func setOnlyRecipient() throws {
        for (index, name) in ["To", "Cc", "Bcc"].enumerated() where editor.count(of: name) > 0 {
            for occurrence in 0..<editor.count(of: name) { try keep(fields(name.lowercased()), occurrence, of: name) }
            if index > 0 { editor.removeAll(name) }
        }
        try set("To", FieldValue(addresses: [Address(name: "", address: way.target.description)]))
    }

    /// Keeps what a field of recipients said under another name, which answers do not look at.
    private mutating func keep(_ fields: [HeaderField], _ occurrence: Int, of name: String) throws {
        guard occurrence < fields.count else { return }
        let value = Self.copy(fields[occurrence])
        guard !value.unfolded.isEmpty else { return }
        editor.insert(try HeaderLine("X-Original-Recipients", try FieldValue(raw: Array("\(name): \(value.unfolded)".utf8))))
    }

    /// Answers go to whom the sender wanted them, or there by way of the alias.
    private mutating func setReplyTo() throws {
        if let address = way.answersBy { return try set("Reply-To", FieldValue(addresses: [address])) }
        if editor.count(of: "Reply-To") > 0 {
            let groups = fields("reply-to").flatMap(\.addressGroups)
            guard fields("reply-to").contains(where: { !AddressFieldEdit.isTaken($0) }) else { return }
            mended.append(SESFinding(.invalidAddress, "Reply-To"))
            if let valid = AddressFieldEdit.valid(groups) { return try editor.replace("Reply-To", with: valid) }
            editor.removeAll("Reply-To")
        }
        guard let authors = root.header("from").map({ AddressFieldEdit.valid($0.addressGroups) }) ?? nil else { return }
        try set("Reply-To", authors)
    }

    private mutating func setFrom(_ format: Alias.FromFormat) throws {
        let author = root.header("from")?.addresses.first
        try set("From", FieldValue(addresses: [Address(name: ForwardedFrom.name(of: author, format), address: way.alias.description)]))
    }

    /// SES gives the mail another Message-ID: answers to the old one find it by References.
    private mutating func addReference() throws {
        guard let id = root.header("message-id")?.messageIDs.first else { return }
        var ids = root.header("references")?.messageIDs ?? root.header("in-reply-to")?.messageIDs ?? []
        guard ids.last != id, ids.allSatisfy({ (try? FieldValue(messageIDs: [$0])) != nil }), (try? FieldValue(messageIDs: [id])) != nil
        else {
            return
        }
        ids.removeAll { $0 == id }
        // The first one and the last ones are what threads need (RFC 5322 section 3.6.4), and a header has an end.
        if ids.count > 40 { ids = [ids[0]] + ids.suffix(39) }
        try set("References", FieldValue(messageIDs: ids + [id]))
    }

    private mutating func set(_ name: String, _ value: FieldValue) throws {
        written.insert(name.lowercased())
        editor.set(try HeaderLine(name, value))
    }

    // MARK: What else SES would refuse

    /// Fields that nobody has changed so far, with other than ASCII, with lines that are too long, or with addresses that SES does not take.
    private mutating func mendOthers() throws {
        var occurrences: [String: Int] = [:]
        for field in root.headers where !field.name.isEmpty {
            let name = field.name.lowercased()
            let occurrence = occurrences[name, default: 0]
            occurrences[name] = occurrence + 1
            guard !written.contains(name), occurrence < editor.count(of: name) else { continue }
            let raw = field.rawValue
            if SESLint.recipientFields.contains(name) || name == "reply-to" {
                try mendRecipients(field, name)
                continue
            }
            if raw.contains(where: { $0 >= 0x80 }), !name.hasPrefix("content-") {
                mended.append(SESFinding(.rawEightBit, field.name))
                try editor.replace(name, occurrence: occurrence, with: FieldValue(text: field.value))
            } else if Message(raw).firstLine(longerThan: SESRules.lineBytes - field.name.utf8.count - 2, in: 0..<raw.count) != nil,
                let folded = try? FieldValue(raw: AddressFieldEdit.unfolded(raw))
            {
                mended.append(SESFinding(.longHeaderLine, field.name))
                try editor.replace(name, occurrence: occurrence, with: folded)
            }
        }
    }

    /// To, Cc and Bcc with addresses that SES does not take: those that it takes stay.
    private mutating func mendRecipients(_ field: HeaderField, _ name: String) throws {
        let isValid = AddressFieldEdit.isTaken(field)
        let isWritable =
            field.rawValue.allSatisfy { $0 < 0x80 }
            && Message(field.rawValue).firstLine(longerThan: SESRules.lineBytes - 5, in: 0..<field.rawValue.count) == nil
        guard !isValid || !isWritable else { return }
        mended.append(SESFinding(isValid ? .rawEightBit : .invalidAddress, field.name))
        // Answers to the alias are not the target's business, nor is the target that of whoever answers.
        let replaces = name != "reply-to" && way.settings.recipients == .replace
        let groups = field.addressGroups
        if let valid = replaces ? AddressFieldEdit.valid(groups, replacing: way.alias, with: way.target) : AddressFieldEdit.valid(groups) {
            try editor.replace(name, with: valid)
        } else {
            try keep([field], 0, of: field.name)
            if name == "to" {
                try editor.replace(name, with: FieldValue(addresses: [Address(name: "", address: way.target.description)]))
            } else {
                editor.removeAll(name)
            }
        }
    }
}
