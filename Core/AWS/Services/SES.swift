import FoundationEssentials
import HTTP
import Mail

/// Sending mail, and what the account may send.
///
/// https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html, and for bounces the API of version 1
public struct SES: Sendable {
    /// The most bytes of a message, after base64.
    public static let messageLimit = 40 << 20
    /// The most recipients of a message.
    public static let recipientLimit = 50

    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    // MARK: - Sending

    /// Who gets a message. Never taken from its header.
    public struct Destination: Encodable, Sendable, Equatable {
        var ToAddresses: [String]

        /// Envelope recipients.
        public init(_ addresses: [String]) { ToAddresses = addresses }
    }

    /// What goes with a message.
    public struct Options: Sendable {
        /// The configuration set, whose event destinations get to know of the message.
        public var configurationSet: String?
        /// Tags that its events carry.
        public var tags: [(name: String, value: String)] = []

        /// No options.
        public init() {}
    }

    private struct Tag: Encodable {
        var Name: String
        var Value: String
    }
    private struct Sent: Decodable {
        var MessageId: String
    }

    /// Sends a message as it is; returns the id that its events will carry.
    ///
    /// The body is encoded while it is sent, and never in memory whole. `from` is the envelope's sender. Never sent twice: what is unsure is
    /// ``AWSError/Outcome/unknown``.
    public func send(raw message: any HTTPBodyReader, from: String, to destination: Destination, options: Options = Options()) async throws
        -> String
    {
        struct Head: Encodable {
            var FromEmailAddress: String
            var Destination: Destination
            var ConfigurationSetName: String?
            var EmailTags: [Tag]?
        }
        let head = Head(
            FromEmailAddress: from, Destination: destination, ConfigurationSetName: options.configurationSet, EmailTags: Self.tags(options))
        var start = try AWSClient.encode(head)
        start.removeLast()
        start += Array(#","Content":{"Raw":{"Data":""#.utf8)
        let body = Base64Body(start: start, content: message, end: Array(#""}}}"#.utf8))
        return try await send(.reader(body))
    }

    /// A message that SES composes.
    public struct Simple: Sendable {
        /// The subject.
        public var subject: String
        /// The plain text.
        public var text: String?
        /// The HTML.
        public var html: String?

        /// Describes a message.
        public init(subject: String, text: String? = nil, html: String? = nil) {
            self.subject = subject
            self.text = text
            self.html = html
        }
    }

    /// Sends a message that SES composes; returns its id.
    public func send(_ message: Simple, from: String, to destination: Destination, options: Options = Options()) async throws -> String {
        struct Text: Encodable {
            var Data: String
            var Charset = "UTF-8"
        }
        struct Body: Encodable {
            var Text: Text?
            var Html: Text?
        }
        struct Message: Encodable {
            var Subject: Text
            var Body: Body
        }
        struct Content: Encodable {
            var Simple: Message
        }
        struct Request: Encodable {
            var FromEmailAddress: String
            var Destination: Destination
            var Content: Content
            var ConfigurationSetName: String?
            var EmailTags: [Tag]?
        }
        let body = Body(Text: message.text.map { Text(Data: $0) }, Html: message.html.map { Text(Data: $0) })
        let request = Request(
            FromEmailAddress: from, Destination: destination,
            Content: Content(Simple: Message(Subject: Text(Data: message.subject), Body: body)),
            ConfigurationSetName: options.configurationSet, EmailTags: Self.tags(options))
        return try await send(.bytes(try AWSClient.encode(request)))
    }

    private func send(_ body: HTTPRequestBody) async throws -> String {
        let sent: Sent = try await call("SendEmail", .post, "/v2/email/outbound-emails", body: body, isIdempotent: false)
        return sent.MessageId
    }

    private static func tags(_ options: Options) -> [Tag]? {
        options.tags.isEmpty ? nil : options.tags.map { Tag(Name: $0.name, Value: $0.value) }
    }

    // MARK: - The account

    /// What the account may send.
    public struct Account: Decodable, Sendable {
        /// Whether it is out of the sandbox.
        public var isInProduction: Bool
        /// Whether it may send at all.
        public var isSendingEnabled: Bool
        /// `HEALTHY`, `PROBATION` or `SHUTDOWN`.
        public var enforcement: String?
        /// How much it may send.
        public var quota: Quota?

        /// Messages in 24 hours, and in a second.
        public struct Quota: Decodable, Sendable {
            /// The most in 24 hours; -1 for any number.
            public var perDay: Double
            /// The most in a second.
            public var perSecond: Double
            /// Sent in the last 24 hours.
            public var sent: Double

            private enum CodingKeys: String, CodingKey {
                case perDay = "Max24HourSend"
                case perSecond = "MaxSendRate"
                case sent = "SentLast24Hours"
            }
        }

        private enum CodingKeys: String, CodingKey {
            case isInProduction = "ProductionAccessEnabled"
            case isSendingEnabled = "SendingEnabled"
            case enforcement = "EnforcementStatus"
            case quota = "SendQuota"
        }
    }

    /// What the account may send.
    public func account() async throws -> Account { try await call("GetAccount", .get, "/v2/email/account") }

    // MARK: - The suppression list

    /// An address that SES does not send to.
    public struct Suppressed: Sendable, Equatable {
        /// The address.
        public var address: String
        /// `BOUNCE` or `COMPLAINT`.
        public var reason: String
    }

    private struct Listed: Decodable {
        struct Summary: Decodable {
            var EmailAddress: String
            var Reason: String
        }
        var SuppressedDestinationSummaries: [Summary]?
        var NextToken: String?
    }

    /// The addresses on the list, a page; `next` is where the following one begins.
    public func suppressed(after token: String? = nil, limit: Int = 100) async throws -> (entries: [Suppressed], next: String?) {
        var query = [(name: "PageSize", value: String(limit))]
        if let token { query.append(("NextToken", token)) }
        let found: Listed = try await call("ListSuppressedDestinations", .get, Self.suppression, query: query)
        return (
            found.SuppressedDestinationSummaries?.map { Suppressed(address: $0.EmailAddress, reason: $0.Reason) } ?? [], found.NextToken
        )
    }

    /// Whether an address is on the list; nil when it is not.
    public func suppression(of address: String) async throws -> Suppressed? {
        struct Found: Decodable {
            var SuppressedDestination: Listed.Summary
        }
        do {
            let found: Found = try await call("GetSuppressedDestination", .get, "\(Self.suppression)/\(PercentEncoding.encode(address))")
            return Suppressed(address: found.SuppressedDestination.EmailAddress, reason: found.SuppressedDestination.Reason)
        } catch let error as AWSError where error.code == "NotFoundException" {
            return nil
        }
    }

    /// Puts an address on the list; `reason` is `BOUNCE` or `COMPLAINT`.
    public func suppress(_ address: String, reason: String) async throws {
        struct Request: Encodable {
            var EmailAddress: String
            var Reason: String
        }
        let body = try AWSClient.encode(Request(EmailAddress: address, Reason: reason))
        let _: NoContent = try await call("PutSuppressedDestination", .put, Self.suppression, body: .bytes(body))
    }

    /// Takes an address off the list; false when it was not on it.
    public func unsuppress(_ address: String) async throws -> Bool {
        do {
            let _: NoContent = try await call(
                "DeleteSuppressedDestination", .delete, "\(Self.suppression)/\(PercentEncoding.encode(address))")
            return true
        } catch let error as AWSError where error.code == "NotFoundException" {
            return false
        }
    }

    private static let suppression = "/v2/email/suppression/addresses"

    // MARK: - Bounces

    /// Why a received mail is refused.
    public enum BounceKind: String, Sendable {
        /// There is no such mailbox.
        case doesNotExist = "DoesNotExist"
        /// It is too large.
        case messageTooLarge = "MessageTooLarge"
        /// The mailbox is full.
        case exceededQuota = "ExceededQuota"
        /// Its content is not wanted.
        case contentRejected = "ContentRejected"
        /// Anything else for good.
        case undefined = "Undefined"
        /// It may be accepted later.
        case temporaryFailure = "TemporaryFailure"
    }

    /// Sends the sender of a received mail a bounce, within 24 hours; returns its id. Never sent twice.
    public func sendBounce(
        originalMessageID: String, sender: String, recipients: [(address: String, kind: BounceKind)], explanation: String? = nil
    ) async throws -> String {
        var input = [(name: "OriginalMessageId", value: originalMessageID), (name: "BounceSender", value: sender)]
        if let explanation { input.append(("Explanation", explanation)) }
        for (index, recipient) in recipients.enumerated() {
            input.append(("BouncedRecipientInfoList.member.\(index + 1).Recipient", recipient.address))
            input.append(("BouncedRecipientInfoList.member.\(index + 1).BounceType", recipient.kind.rawValue))
        }
        let result = try await client.query(.ses, version: "2010-12-01", "SendBounce", isIdempotent: false, input)
        guard let id = result.text("MessageId") else {
            throw AWSError(
                service: "SES", operation: "SendBounce", code: "UnreadableAnswer", message: "the answer has no MessageId",
                isRetryable: false,
                outcome: .unknown)
        }
        return id
    }

    private func call<Answer: Decodable>(
        _ operation: String, _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [],
        body: HTTPRequestBody = .none,
        isIdempotent: Bool = true
    ) async throws -> Answer {
        var call = AWSCall(
            service: .sesV2, operation: operation, method: method, endpoint: client.configuration.endpoint(.sesV2), path: path,
            query: query,
            body: body, isIdempotent: isIdempotent)
        if case .none = body {} else { call.fields = ["Content-Type": "application/json"] }
        // SES answers a large message when it has looked through all of it.
        call.idle = .seconds(60)
        return try await client.send(call) { try AWSClient.decode($0.body) }
    }
}
