import MIME
import Mail

/// Makes of a mail what SES takes, with as little done to it as can be.
public struct ForwardingLadder: Sendable {
    /// No rung makes a mail of it that SES takes.
    public struct Unforwardable: Error, CustomStringConvertible {
        /// What SES would refuse.
        public let findings: [SESFinding]

        /// For people.
        public var description: String {
            "SES would refuse it in any form: \(findings.map(\.description).joined(separator: "; "))"
        }
    }

    private let now: Timestamp
    private let loops: LoopGuard?

    /// A ladder; notes are dated now.
    /// - Parameters:
    ///   - now: the time.
    ///   - loops: marks what is sent; nil for no marks.
    public init(now: Timestamp, loops: LoopGuard? = nil) {
        self.now = now
        self.loops = loops
    }

    /// The mail for a target.
    /// - Parameters:
    ///   - message: the mail, as it came.
    ///   - target: where it goes.
    ///   - alias: the address that it came to, which From becomes.
    ///   - settings: what the alias says of the header.
    ///   - replyAddress: where answers go if the alias passes them on; nil for where the sender wanted them.
    ///   - marks: what the header says of the verdict.
    /// - Throws: ``Unforwardable``.
    public func mail(
        _ message: Message, to target: EmailAddress, from alias: EmailAddress, _ settings: Alias, replyAddress: EmailAddress? = nil,
        marks: Set<MailMark> = []
    ) throws -> ForwardedMail {
        let way = ForwardingWay(
            target: target, alias: alias, settings: settings, loops: loops, replyAddress: replyAddress, marks: marks)
        var findings: [SESFinding] = []
        if let surgery = try? HeaderSurgery(message, way) {
            let attempt = Self.edited(message, surgery.header)
            if let mail = attempt.mail { return mail }
            findings = attempt.findings
        } else {
            findings = [Self.cannotBeEdited]
        }
        return try attached(message, way, findings)
    }

    /// The mail attached to a note, whatever the rungs below would make of it: for what SES has refused in spite of all.
    /// - Parameters: as for ``mail(_:to:from:_:replyAddress:marks:)``.
    /// - Throws: ``Unforwardable``.
    public func attached(
        _ message: Message, to target: EmailAddress, from alias: EmailAddress, _ settings: Alias, refusal: String,
        replyAddress: EmailAddress? = nil, marks: Set<MailMark> = []
    ) throws -> ForwardedMail {
        let way = ForwardingWay(
            target: target, alias: alias, settings: settings, loops: loops, replyAddress: replyAddress, marks: marks)
        return try attached(message, way, [SESFinding(.refused, refusal)])
    }

    private func attached(_ message: Message, _ way: ForwardingWay, _ findings: [SESFinding]) throws -> ForwardedMail {
        let note = AttachedOriginal(TargetNote(message: message, way: way, reasons: findings, now: now))
        guard let content = try note.content() else {
            let tooLarge = SESFinding(.tooLarge, "attached to a note, over \(SESRules.messageBytes) bytes")
            throw Unforwardable(findings: findings + [tooLarge])
        }
        return ForwardedMail(rung: .attached, mended: findings, content: content, of: message)
    }

    /// The note for a target in place of a mail that SES takes in no form; the mail is kept.
    /// - Parameters:
    ///   - message: the mail, as it came.
    ///   - target: who gets the note.
    ///   - alias: the address that the mail came to, which From becomes.
    ///   - settings: what the alias says of the header.
    ///   - held: the link to the mail.
    ///   - reasons: what SES would refuse, of ``Unforwardable``.
    ///   - refusal: what SES said, where it refused a lower rung.
    ///   - replyAddress: as for ``mail(_:to:from:_:replyAddress:marks:)``.
    ///   - marks: what the header says of the verdict.
    public func note(
        _ message: Message, to target: EmailAddress, from alias: EmailAddress, _ settings: Alias, held: HeldMail,
        because reasons: [SESFinding], refusal: String? = nil, replyAddress: EmailAddress? = nil, marks: Set<MailMark> = []
    ) throws -> ForwardedMail {
        let way = ForwardingWay(
            target: target, alias: alias, settings: settings, loops: loops, replyAddress: replyAddress, marks: marks)
        let note = try HeldNote(TargetNote(message: message, way: way, reasons: reasons, now: now), held, refusal: refusal).composed()
        return ForwardedMail(rung: .held, mended: reasons, content: .composed(note), of: message)
    }

    /// The mail that a correspondent gets as the alias's. It is only sent with its header changed, or with leaves encoded anew: what is attached
    /// would show who wrote it.
    /// - Parameters:
    ///   - message: the mail of the owner, as it came.
    ///   - way: from which alias it goes to whom, and who must not be seen.
    /// - Throws: ``Unforwardable``, ``ReplyShowsOwner``.
    public func reply(_ message: Message, _ way: ReplyWay) throws -> ForwardedMail {
        let surgery: ReplySurgery
        do {
            surgery = try ReplySurgery(message, way, loops)
        } catch let error as FieldError {
            throw Unforwardable(findings: [SESFinding(.invalidAddress, "\(error)")])
        }
        let attempt = Self.edited(message, surgery.header)
        guard let mail = attempt.mail, case .edit(let edit, _) = mail.content else { throw Unforwardable(findings: attempt.findings) }
        guard let header = Self.headerBytes(of: edit, message) else { throw Unforwardable(findings: [Self.cannotBeEdited]) }
        try surgery.check(header)
        return mail
    }

    // MARK: The lower rungs

    /// The mail with a new header, and leaves encoded anew where that is needed and helps; else what SES would refuse.
    private static func edited(
        _ message: Message, _ header: HeaderMending
    ) -> (mail: ForwardedMail?, findings: [SESFinding]) {
        let findings = SESLint.separator(message) + SESLint.body(message)
        let rung: ForwardedMail.Rung = findings.isEmpty ? .header : .reassembled
        var content: (edit: MessageEdit, encoded: [Range<Int>])?
        if rung == .header {
            content = (try? MessageEdit([header.editor], bodies: envelopeLine(message), of: message)).map { ($0, []) }
        } else if findings.allSatisfy({ $0.kind == .longBodyLine }) {
            content = Reassembly.edit(message, header.editor)
        }
        guard let (edit, encoded) = content else { return (nil, findings) }
        let mail = ForwardedMail(rung: rung, mended: header.mended + findings, content: .edit(edit, encoded: encoded), of: message)
        let left = Self.header(of: edit, message) + SESLint.size(mail.count)
        guard left.isEmpty else { return (nil, findings + left) }
        return (mail, [])
    }

    /// The line before the header that files of type mbox have goes: to SES it is no field.
    private static func envelopeLine(_ message: Message) -> [Splice] {
        let start = message.bytes(0..<1000)
        guard start.starts(with: "From ".utf8) || start.starts(with: ">From ".utf8), let feed = start.firstIndex(of: 0x0A) else {
            return []
        }
        return [Splice(0..<(feed + 1), [])]
    }

    private static let cannotBeEdited = SESFinding(.invalidLine, "the header cannot be edited")

    /// What SES would refuse in the header of an edited mail.
    private static func header(of edit: MessageEdit, _ message: Message) -> [SESFinding] {
        headerBytes(of: edit, message).map(SESLint.header) ?? [cannotBeEdited]
    }

    /// The header of an edited mail. The body is not copied for it.
    private static func headerBytes(of edit: MessageEdit, _ message: Message) -> [UInt8]? {
        let end = message.root.bodyRange.lowerBound
        let splices = edit.splices.filter { $0.range.upperBound <= end }
        return (try? MessageEdit(splices, of: message.bytes(0..<end)))?.apply()
    }
}
