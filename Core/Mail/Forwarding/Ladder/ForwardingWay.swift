import MIME
import Mail

/// From which alias a mail goes to which target, and what is said in its header of it.
struct ForwardingWay {
    let target: EmailAddress
    /// The address that the mail came to. Neither has a U-label, which could not stand in a header.
    let alias: EmailAddress
    let settings: Alias
    /// Marks what is sent; nil where there is no secret to do it with.
    let loops: LoopGuard?
    /// Where answers go by way of the alias; nil where there is no secret, or nobody to answer to.
    let replyAddress: EmailAddress?
    /// What is said of its verdict.
    let marks: Set<MailMark>

    init(
        target: EmailAddress, alias: EmailAddress, settings: Alias, loops: LoopGuard?, replyAddress: EmailAddress?, marks: Set<MailMark>
    ) {
        self.target = DomainName.inHeader(target)
        self.alias = DomainName.inHeader(alias)
        self.settings = settings
        self.loops = loops
        self.replyAddress = replyAddress
        self.marks = marks
    }

    /// Where answers go if the alias wants to pass them on.
    var answersBy: Address? {
        settings.replyTo == .alias ? replyAddress.map { Address(name: "", address: $0.description) } : nil
    }

    /// The fields that go in front of all others.
    func marking(_ loopMarks: [HeaderLine]) throws(FieldError) -> [HeaderLine] {
        guard !marks.isEmpty else { return loopMarks }
        return loopMarks + [try HeaderLine(MailMark.field, text: marks.map(\.rawValue).sorted().joined(separator: ", "))]
    }
}
