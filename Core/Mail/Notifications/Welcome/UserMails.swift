import Mail

/// Makes and sends the mails for events about users.
public struct UserMails: Sendable {
    /// What became of an event.
    public enum Outcome: Sendable, Equatable {
        /// There is no mail for events of this name.
        case ignored
        /// The address is none, or nothing is sent there: why.
        case notSent(reason: String)
        /// There is a mail.
        case mail(NotificationOutcome, to: EmailAddress)
    }

    private let templates: MailTemplates
    private let notifier: Notifier
    private let from: NotificationMail.Sender
    private let unsubscribe: String?

    /// Creates it.
    /// - Parameters:
    ///   - from: who sends.
    ///   - unsubscribe: where people unsubscribe; `{email}` in it stands for the address, percent-encoded.
    public init(templates: MailTemplates, notifier: Notifier, from: NotificationMail.Sender, unsubscribe: String? = nil) {
        self.templates = templates
        self.notifier = notifier
        self.from = from
        self.unsubscribe = unsubscribe
    }

    /// Sends the mail for a message.
    /// - Parameters:
    ///   - message: see ``UserEvent``.
    ///   - id: the same for every delivery of the message.
    /// - Throws: ``InvalidUserEvent``, what is wrong with a template, or what keeps the mail from being sent now.
    public func send(_ message: String, id: String, time: Duration) async throws -> Outcome {
        let event = try UserEvent(message)
        guard let template = try await templates.template(event.name, locale: event.locale) else { return .ignored }
        guard let email = event.email else { throw InvalidUserEvent(description: "the message has no 'email'") }
        guard let recipient = Self.address(email) else {
            return .notSent(reason: "'email' is no address that mail can be sent to")
        }
        let content = try template.render(event.values)
        var mail = NotificationMail(
            key: NotificationKey(function: "WelcomeEmail", source: id, recipient: recipient), from: from, to: recipient,
            name: event.displayName ?? "", subject: content.subject, text: content.text, html: content.html)
        mail.unsubscribe = unsubscribe?.replacing("{email}", with: PercentEncoding.encode(recipient.description))
        return .mail(try await notifier.send(mail, time: time), to: recipient)
    }

    private static func address(_ text: String) -> EmailAddress? {
        guard let address = try? EmailAddress(text), address.localPart.utf8.allSatisfy({ $0 < 0x80 }),
            DomainName.ascii(address.domain) != nil
        else { return nil }
        return address
    }
}
