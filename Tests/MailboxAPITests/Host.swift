import Extraction
import InMemoryLogging
import Logging
import Mail
import MailboxAPI
import Testing

/// The API with everything around it in memory.
struct Host {
    static let adminToken = "the-operators-token"
    /// 2026-11-21T08:30:00.250Z
    static let start = Timestamp(millisecondsSince1970: 1_795_249_800_250)

    /// A mailbox and what opens it.
    struct Opened {
        var address: String
        var token: String
        var path: String { "/api/v1/mailboxes/\(address)" }
    }

    let clock = ManualClock(Host.start)
    let logs = InMemoryLogHandler()
    let accounts: any AccountStore
    var store: any MailboxStore
    var rawMail: any RawMailStore
    var random: any RandomSource
    var adminToken: String?

    var options = MailboxAPI.Options(longestWait: .seconds(1))
    var downloads: any DownloadLinks = NoDownloadLinks()

    init(
        store: (any MailboxStore)? = nil, rawMail: any RawMailStore = InMemoryRawMail(), random: any RandomSource = SystemRandom(),
        adminToken: String? = Host.adminToken
    ) {
        let memory = InMemoryMailboxStore()
        accounts = memory
        self.store = store ?? memory
        self.rawMail = rawMail
        self.random = random
        self.adminToken = adminToken
    }

    var api: MailboxAPI {
        MailboxAPI(
            service: MailboxService(
                store: store, rawMail: rawMail, clock: clock, random: random, watch: PollingWatch(),
                domains: ["postroom.test", "mail.test"]),
            accounts: accounts, downloads: downloads, credentials: Credentials(adminToken: adminToken, accounts: accounts, clock: clock),
            options: options, logger: Logger(label: "test") { _ in logs })
    }

    /// Sends a request; the target is a path, and a query behind a question mark.
    func send(_ method: String, _ target: String, token: String? = nil) async -> APIResponse {
        await send(method, target, authorization: token.map { "Bearer \($0)" })
    }

    func send(_ method: String, _ target: String, authorization: String?) async -> APIResponse {
        let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let query = pieces.count > 1 ? pieces[1] : ""
        return await api.respond(
            to: APIRequest(method: method, path: pieces[0], query: query, headers: authorization.map { ["authorization": $0] } ?? [:]))
    }

    /// Makes a mailbox as a client does.
    func create(_ query: String = "", token: String? = nil) async throws -> Opened {
        let body = try await send("POST", "/api/v1/mailboxes?\(query)", token: token).json
        return Opened(address: try #require(body["address"]?.text), token: try #require(body["session_token"]?.text))
    }

    /// Makes a mailbox of a certain address.
    func open(_ address: String, minutes: Int = 60) async throws -> Opened {
        let token = try SessionToken(SystemRandom())
        let mailbox = Mailbox(
            address: try EmailAddress(address), owner: nil, plan: "anonymous", createdAt: clock.now(),
            expiresAt: clock.now().adding(minutes: minutes), tokenHash: token.hash)
        _ = try await store.create(mailbox, within: .anonymous, reclaims: false, now: clock.now())
        return Opened(address: address, token: token.value)
    }

    /// Delivers a mail to a mailbox.
    /// - Returns: the message's id.
    @discardableResult
    func deliver(_ mail: [UInt8] = SampleMail.plain, to mailbox: Opened, id: String = "m1", from sender: String? = "shop@shop.example")
        async throws -> String
    {
        try await rawMail.put(mail, key: "raw/\(id)")
        let delivery = Delivery(
            store: store, rawMail: rawMail, publisher: RecordedEvents(), clock: clock, random: SystemRandom(),
            policy: DeliveryPolicy(domains: .any), extract: SummaryExtract.reader)
        let incoming = IncomingMail(
            sesMessageID: id, rawKey: "raw/\(id)", envelopeSender: sender, recipients: [mailbox.address], receivedAt: clock.now(),
            verdicts: Verdicts(spam: "PASS", dkim: "GRAY"))
        let outcome = try #require(try await delivery.deliver(incoming).first)
        guard case .stored(let id, _) = outcome.result else { throw NotDelivered(outcome: outcome) }
        return id.description
    }

    struct NotDelivered: Error {
        var outcome: RecipientOutcome
    }
}

extension APIResponse {
    var json: JSONBody { get throws { try JSONBody(parsing: body) } }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// Everything that goes over the wire, to compare answers to the byte; but what is left to the caller, which is the caller's own.
    var wire: [UInt8] {
        let fields = headers.filter { !$0.name.hasPrefix("RateLimit") }
        return Array("\(status)\n\(fields.map { "\($0.name): \($0.value)" })\n".utf8) + body
    }
}
