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
        if let entry { options.tags = Self.tags(entry) }
        return try await failing { [options] in
            try await ses.send(
                raw: OutgoingMailBody(mail), from: Self.envelope(from), to: SES.Destination([Self.envelope(target)]), options: options)
        }
    }

    /// See ``MailSender/bounce(_:for:_:)``.
    public func bounce(_ sesMessageID: String, for recipient: EmailAddress, _ kind: Forwarding.BounceKind) async throws {
        let kind: SES.BounceKind =
            switch kind {
            case .unknownAddress: .doesNotExist
            case .content: .contentRejected
            }
        let sender = "mailer-daemon@\(Self.domain(recipient))"
        _ = try await failing {
            try await ses.sendBounce(originalMessageID: sesMessageID, sender: sender, recipients: [(Self.envelope(recipient), kind)])
        }
    }

    /// Says of what goes wrong whether the mail was sent.
    private func failing(_ send: () async throws -> String) async throws -> String {
        guard !Task.isCancelled else { throw SendFailure(.unavailable, "it was cancelled before it was sent") }
        do {
            return try await send()
        } catch let error as AWSError {
            throw SendFailure(error)
        } catch is CancellationError {
            // Of a mail on its way.
            throw SendFailure(.unknown, "it was cancelled while it was sent")
        } catch {
            // Credentials, or the file: both come before the first byte.
            throw SendFailure(.unavailable, "\(error)")
        }
    }

    /// An envelope is ASCII, as DNS is. A local part that is not, SES refuses.
    private static func envelope(_ address: EmailAddress) -> String { "\(address.localPart)@\(domain(address))" }

    private static func domain(_ address: EmailAddress) -> String { DomainName.ascii(address.domain) ?? address.domain }

    /// A value that SES does not take would have the whole mail refused; events name the mail by its id besides.
    private static func tags(_ entry: LedgerKey) -> [(name: String, value: String)] {
        [(LedgerKey.mailTag, entry.mail), (LedgerKey.entryTag, entry.entry)].filter { isTagValue($0.value) }
    }

    /// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
    private static func isTagValue(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
