import InMemoryLogging
import LambdaEvents
import Logging
import Mail
import SESInbound

/// The function with everything around it in memory: mailboxes on `postroom.test`, and what it did.
struct Workbench {
    static let secretSubject = "Your secret subject"
    static let secretBody = "the code is 847291"
    static let start = Timestamp(millisecondsSince1970: 1_795_249_800_250)

    let store: any MailboxStore = InMemoryMailboxStore()
    let rawMail = InMemoryRawMail()
    let publisher = FlakyPublisher()
    let clock = ManualClock(Workbench.start)
    let logs = InMemoryLogHandler()
    var policy = DeliveryPolicy(domains: .only(["postroom.test"]))
    var rawKeyPrefix = ""

    var logger: Logger {
        var logger = Logger(label: "test") { _ in logs }
        logger.logLevel = .trace
        return logger
    }

    var handler: SESInboundHandler {
        SESInboundHandler(
            delivery: Delivery(
                store: store, rawMail: rawMail, publisher: publisher, clock: clock, random: SystemRandom(), policy: policy),
            clock: clock, rawKeyPrefix: rawKeyPrefix)
    }

    /// A workbench with open mailboxes at these addresses.
    static func with(_ addresses: String...) async throws -> Workbench {
        let workbench = Workbench()
        for address in addresses { try await workbench.open(address) }
        return workbench
    }

    func open(_ address: String, minutes: Int = 60, plan: Plan = .anonymous) async throws {
        let mailbox = Mailbox(
            address: try EmailAddress(address), owner: nil, plan: plan.name, createdAt: clock.now(),
            expiresAt: clock.now().adding(minutes: minutes),
            tokenHash: [])
        _ = try await store.create(mailbox, within: plan, reclaims: false, now: clock.now())
    }

    /// What the S3 action of the receipt rule does before the function is invoked.
    func putRawMail(of id: String, prefix: String = "") async throws {
        let mail = "From: Shop <jane.doe@shop.example>\r\nSubject: \(Self.secretSubject)\r\n\r\n\(Self.secretBody)\r\n"
        await rawMail.put(Array(mail.utf8), key: prefix + id)
    }

    func handle(_ event: SESEvent) async throws -> SESInboundResult { try await handler.handle(event, logger: logger) }

    func messages(_ address: String) async throws -> [StoredMessage] {
        try await store.messages(in: EmailAddress(address), before: nil, limit: 100, now: clock.now())
    }
}

extension SESEvent {
    /// An event of one mail.
    static func mail(_ id: String, from source: String? = "jane.doe@shop.example", to recipients: String...) -> SESEvent {
        SESEvent(records: [.mail(id, from: source, to: recipients)])
    }
}

extension SESEvent.Record {
    static func mail(_ id: String, from source: String? = "jane.doe@shop.example", to recipients: [String]) -> SESEvent.Record {
        SESEvent.Record(
            ses: SESEvent.Content(mail: SESEvent.Mail(messageID: id, source: source), receipt: SESEvent.Receipt(recipients: recipients)))
    }
}

/// An ``EventPublisher`` that fails for some mailboxes until it is mended.
actor FlakyPublisher: EventPublisher {
    struct Broken: Error {}

    private var broken: Set<EmailAddress> = []
    /// What was published, repetitions included.
    private(set) var events: [MailboxEvent] = []

    func breaks(for addresses: String...) throws { broken = Set(try addresses.map { try EmailAddress($0) }) }

    func publish(_ event: MailboxEvent) throws {
        guard !broken.contains(event.mailbox) else { throw Broken() }
        events.append(event)
    }
}
