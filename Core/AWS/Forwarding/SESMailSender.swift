import AWS
import Forwarding
import Mail

/// Sends through SES, from a file to the network: a mail is in memory at no time.
public struct SESMailSender: MailSender {
    private let ses: SES
    private let configurationSet: String?

    /// Sends with a configuration set, whose event destination tells what becomes of the mails.
    public init(_ ses: SES, configurationSet: String? = nil) {
        self.ses = ses
        self.configurationSet = configurationSet
    }

    /// See ``MailSender/send(_:from:to:for:)``.
    public func send(_ mail: OutgoingMail, from: EmailAddress, to target: EmailAddress, for entry: LedgerKey?) async throws -> String {
        var options = SES.Options()
        options.configurationSet = configurationSet
        if let entry { options.tags = SES.tags([(LedgerKey.mailTag, entry.mail), (LedgerKey.entryTag, entry.entry)]) }
        return try await SES.sending { [options] in
            try await ses.send(
                raw: OutgoingMailBody(mail), from: SES.envelope(from), to: SES.Destination([SES.envelope(target)]), options: options)
        }
    }

    /// See ``MailSender/bounce(_:for:_:)``.
    public func bounce(_ sesMessageID: String, for recipient: EmailAddress, _ kind: Forwarding.BounceKind) async throws {
        let kind: SES.BounceKind =
            switch kind {
            case .unknownAddress: .doesNotExist
            case .content: .contentRejected
            }
        let sender = "mailer-daemon@\(SES.domain(recipient))"
        _ = try await SES.sending {
            try await ses.sendBounce(originalMessageID: sesMessageID, sender: sender, recipients: [(SES.envelope(recipient), kind)])
        }
    }
}
