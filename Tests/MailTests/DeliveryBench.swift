import Mail
import MailContract

/// A delivery with everything around it, on a clock that stands still.
struct DeliveryBench {
    let store = InMemoryMailboxStore()
    let rawMail = RawMailProbe()
    let clock = ManualClock(Sample.now)

    /// A bench with open mailboxes on the plan `sample`, and the raw mail `raw/1`.
    init(mailboxes: [String] = [], quota: Int = -1) async throws {
        await store.save(Sample.plan(messages: quota))
        try await rawMail.put(Array("Subject: Hello\r\nMessage-ID: <1@example.org>\r\n\r\nbody\r\n".utf8), key: "raw/1")
        for mailbox in mailboxes { try await add(mailbox) }
    }

    func add(_ address: String, minutes: Int = 60) async throws {
        _ = await store.create(try Sample.mailbox(address, minutes: minutes), within: Sample.plan(), reclaims: false, now: Sample.now)
    }

    /// The mail `raw/1` to some recipients.
    func mail(_ id: String = "ses-1", to recipients: [String], verdicts: Verdicts = Verdicts()) -> IncomingMail {
        IncomingMail(
            sesMessageID: id, rawKey: "raw/1", envelopeSender: "jane@example.org", recipients: recipients, receivedAt: Sample.now,
            verdicts: verdicts)
    }

    /// The delivery under test, with one of its neighbours replaced where given.
    func delivery(
        _ policy: DeliveryPolicy = DeliveryPolicy(domains: .only(["example.com"])), store: (any MailboxStore)? = nil,
        rawMail: (any RawMailStore)? = nil, publisher: any EventPublisher = RecordedEvents()
    ) -> Delivery {
        Delivery(
            store: store ?? self.store, rawMail: rawMail ?? self.rawMail, publisher: publisher, clock: clock, random: SystemRandom(),
            policy: policy)
    }

    /// The identifier that a recipient's copy has.
    func id(_ recipient: String, of mail: String = "ses-1") throws -> MessageIdentifier {
        MessageIdentifier(sesMessageID: mail, recipient: try EmailAddress(recipient))
    }

    /// What a mailbox shows now.
    func messages(_ address: String) async throws -> [StoredMessage] {
        try await store.messages(in: try EmailAddress(address), before: nil, limit: 100, now: clock.now())
    }
}

extension RecipientOutcome {
    /// Shorter to write in expectations.
    init(_ recipient: String, _ result: Result) {
        self.init(recipient: recipient, result: result)
    }
}
