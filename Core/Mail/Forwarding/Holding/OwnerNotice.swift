import Crypto
import MIME
import Mail

/// A mail to an alias's owner about what went wrong.
public struct OwnerNotice: Sendable {
    /// What went wrong.
    public enum Kind: Sendable, Equatable {
        /// A mail was not passed on but kept, because of a verdict such as `virus`.
        case quarantined(why: String)
        /// A mail could not be passed on.
        case failed(why: String)
        /// A mail went round, and was passed on no more.
        case loop
        /// So many mails to a target came back that nothing is sent there any more.
        case targetDisabled(EmailAddress, bounces: Int)
        /// SES sends nothing to a target, which is on its suppression list.
        case suppressed(EmailAddress)
    }

    private let kind: Kind
    private let mail: NoticedMail
    private let alias: EmailAddress
    private let owner: EmailAddress

    /// Describes a notice.
    /// - Parameters:
    ///   - kind: what went wrong.
    ///   - mail: the mail with which it went wrong.
    ///   - alias: what it is about, and comes from.
    ///   - owner: who gets it.
    public init(_ kind: Kind, _ mail: NoticedMail, alias: EmailAddress, to owner: EmailAddress) {
        self.kind = kind
        self.mail = mail
        self.alias = alias
        self.owner = owner
    }

    /// The mail. Two attempts make the same Message-ID.
    /// - Throws: ``FieldError`` where the alias or the owner cannot stand in a header.
    public func composed(date: Timestamp, loops: LoopGuard?) throws(FieldError) -> ComposedMessage {
        var composer = MessageComposer(
            from: [Address(name: "Postroom", address: alias.description)],
            date: DateTime(secondsSince1970: Int(date.millisecondsSince1970 / 1000), offsetMinutes: 0), messageID: messageID)
        composer.to = [Address(name: "", address: owner.description)]
        composer.subject = subject
        composer.text = text
        composer.fields = [try HeaderLine("Auto-Submitted", text: "auto-generated")]
        if let mark = try loops?.mark(for: alias) { composer.fields.insert(mark, at: 0) }
        return try composer.compose(boundarySeed: digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    // MARK: Text

    private var subject: String {
        switch kind {
        case .quarantined: "A mail for \(alias) is kept"
        case .failed: "A mail for \(alias) could not be passed on"
        case .loop: "A mail for \(alias) went round"
        case .targetDisabled(let target, _): "\(alias) sends nothing to \(target) any more"
        case .suppressed(let target): "Amazon SES sends nothing to \(target)"
        }
    }

    private var text: String {
        var paragraphs = [whatHappened]
        // An event about a target comes long after the mail, whose header nobody has then.
        if mail.author != nil || mail.subject != nil {
            let author = PrintableText.line(mail.author ?? "nobody", limit: 200)
            paragraphs.append("From: \(author)\nSubject: \(PrintableText.line(mail.subject ?? "", limit: 300))")
        }
        if let held = mail.held { paragraphs.append("The mail, as it came:\n\n\(held.lines)") }
        return (paragraphs + [whatToDo]).joined(separator: "\n\n") + "\n"
    }

    private var whatHappened: String {
        switch kind {
        case .quarantined(let why): "A mail for \(alias) was not passed on: \(PrintableText.line(why))."
        case .failed(let why): "A mail for \(alias) could not be passed on: \(PrintableText.line(why))."
        case .loop: "A mail for \(alias) came back after it had been passed on, and was not passed on again."
        case .targetDisabled(let target, let bounces):
            bounces == 1
                ? "A mail for \(alias) came back from \(target). Nothing is sent there any more."
                : "\(bounces) mails in a row came back from \(target), the last one for \(alias). Nothing is sent there any more."
        case .suppressed(let target):
            """
            A mail for \(alias) was not sent to \(target): Amazon SES has the address on its list of those that mail came back from, or whose \
            owners complained.
            """
        }
    }

    private var whatToDo: String {
        switch kind {
        case .quarantined:
            mail.held == nil ? "There is nothing that you have to do." : "Take care when you open it. If you do not want it, do nothing."
        case .failed:
            mail.held == nil
                ? "Ask the sender to send it again, or whoever runs this Postroom to look for it."
                : "Fetch it there; it is not tried again."
        case .loop: "Look whether a target of the alias forwards its mail to the alias, or to another alias that leads there."
        case .targetDisabled(let target, _):
            "When the address takes mail again: postroom aliases enable-target \(target)\nOtherwise give the alias another target."
        case .suppressed(let target):
            "When the address takes mail: aws sesv2 delete-suppressed-destination --email-address \(target)\nOtherwise give the alias another target."
        }
    }

    // MARK: Identity

    private var digest: [UInt8] {
        let what =
            switch kind {
            case .quarantined: "quarantined"
            case .failed: "failed"
            case .loop: "loop"
            case .targetDisabled(let target, _): "target-disabled \(AliasKey(target))"
            case .suppressed(let target): "suppressed \(AliasKey(target))"
            }
        return SHA256.hash(Array("notice\n\(what)\n\(mail.id)\n\(AliasKey(alias))\n\(AliasKey(owner))".utf8))
    }

    private var messageID: String { "\(Array(digest.prefix(12)).hexadecimal)@\(AliasKey(alias).domain)" }
}
