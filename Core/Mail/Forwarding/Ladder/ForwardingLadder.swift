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

    /// A ladder; notes are dated now.
    public init(now: Timestamp) {
        self.now = now
    }

    /// The mail for a target.
    /// - Parameters:
    ///   - message: the mail, as it came.
    ///   - target: where it goes.
    ///   - alias: the address that it came to, which From becomes.
    ///   - settings: what the alias says of the header.
    /// - Throws: ``Unforwardable``.
    public func mail(_ message: Message, to target: EmailAddress, from alias: EmailAddress, _ settings: Alias) throws -> ForwardedMail {
        var findings: [SESFinding] = []
        if let surgery = try? HeaderSurgery(message, to: target, from: alias, settings) {
            findings = SESLint.separator(message) + SESLint.body(message)
            let rung: ForwardedMail.Rung = findings.isEmpty ? .header : .reassembled
            var edit: MessageEdit?
            if rung == .header {
                edit = try? MessageEdit([surgery.editor], bodies: Self.envelopeLine(message), of: message)
            } else if findings.allSatisfy({ $0.kind == .longBodyLine }) {
                edit = Reassembly.edit(message, surgery.editor)
            }
            if let edit {
                let left = Self.header(of: edit, message) + SESLint.size(edit.count)
                if left.isEmpty { return ForwardedMail(rung: rung, mended: surgery.mended + findings, content: .edit(edit)) }
                findings += left
            }
        } else {
            findings = [SESFinding(.invalidLine, "the header cannot be edited")]
        }
        let note = try AttachedOriginal(message, to: target, from: alias, settings, because: findings, now: now).composed()
        let tooLarge = SESLint.size(note.count)
        guard tooLarge.isEmpty else { throw Unforwardable(findings: findings + tooLarge) }
        return ForwardedMail(rung: .attached, mended: findings, content: .composed(note))
    }

    /// The line before the header that files of type mbox have goes: to SES it is no field.
    private static func envelopeLine(_ message: Message) -> [Splice] {
        let start = message.bytes(0..<1000)
        guard start.starts(with: "From ".utf8) || start.starts(with: ">From ".utf8), let feed = start.firstIndex(of: 0x0A) else {
            return []
        }
        return [Splice(0..<(feed + 1), [])]
    }

    /// What SES would refuse in the header of an edited mail. The body is not copied for it.
    private static func header(of edit: MessageEdit, _ message: Message) -> [SESFinding] {
        let end = message.root.bodyRange.lowerBound
        let splices = edit.splices.filter { $0.range.upperBound <= end }
        let original = message.bytes(0..<end)
        guard let header = try? MessageEdit(splices, of: original) else { return [SESFinding(.invalidLine, "the header cannot be edited")] }
        return SESLint.header(header.apply())
    }
}
