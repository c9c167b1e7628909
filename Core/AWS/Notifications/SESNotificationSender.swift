import AWS
import HTTP
import Mail
import Notifications

/// Sends notifications through SES.
public struct SESNotificationSender: NotificationSender {
    private let ses: SES
    private let configurationSet: String?

    /// Sends with a configuration set, whose event destination tells what becomes of the mails.
    public init(_ ses: SES, configurationSet: String? = nil) {
        self.ses = ses
        self.configurationSet = configurationSet
    }

    /// See ``NotificationSender/send(_:from:to:for:)``.
    public func send(_ mail: [UInt8], from: EmailAddress, to recipient: EmailAddress, for key: NotificationKey) async throws -> String {
        var options = SES.Options()
        options.configurationSet = configurationSet
        options.tags = SES.tags([(NotificationKey.noticeTag, key.notice), (NotificationKey.recipientTag, key.recipient)])
        return try await SES.sending { [options] in
            try await ses.send(
                raw: HTTPBytesReader(mail), from: SES.envelope(from), to: SES.Destination([SES.envelope(recipient)]), options: options)
        }
    }
}

/// The suppression list of the account in SES.
public struct SESSuppressionList: SuppressionList {
    private let ses: SES

    /// The list of an account.
    public init(_ ses: SES) { self.ses = ses }

    /// See ``SuppressionList/reason(for:)``.
    public func reason(for address: EmailAddress) async throws -> String? { try await ses.suppression(of: SES.envelope(address))?.reason }

    /// See ``SuppressionList/suppress(_:reason:)``.
    public func suppress(_ address: EmailAddress, reason: String) async throws {
        try await ses.suppress(SES.envelope(address), reason: reason)
    }
}
