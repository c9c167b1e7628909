import MIME
import Mail
import MailContract
import Testing

@Suite("Mailbox service: messages")
struct MailboxServiceMessagesTests {
    private let store: InMemoryMailboxStore
    private let rawMail = RawMailProbe()
    private let clock = ManualClock(Sample.now)
    private let service: MailboxService
    private let a: EmailAddress
    private let b: EmailAddress

    init() async throws {
        store = InMemoryMailboxStore()
        service = MailboxService(
            store: store, rawMail: rawMail, clock: clock, random: SystemRandom(), watch: PollingWatch(), domains: ["example.com"])
        a = try EmailAddress("a@example.com")
        b = try EmailAddress("b@example.com")
        for address in [a, b] {
            _ = await store.create(try Sample.mailbox(address.description), within: .local, reclaims: false, now: Sample.now)
        }
    }

    private func add(_ mail: String, to address: EmailAddress) async throws -> StoredMessage {
        try await rawMail.put(Array("raw \(mail)".utf8), key: mail)
        let commit = try await store.commit(try Sample.message(mail, to: address.description), within: .local, now: Sample.now)
        guard case .stored(let message) = commit else { throw FaultPlan.Injected(call: "\(commit)") }
        return message
    }

    @Test("Messages are listed and read while the mailbox is open")
    func reading() async throws {
        let first = try await add("m1", to: a)
        let second = try await add("m2", to: a)
        #expect(try await service.messages(in: a, limit: 10) == [second, first])
        #expect(try await service.messages(in: a, MessageRange(before: 2), limit: 10) == [first])
        #expect(try await service.message(first.id, in: a) == first)
        #expect(try await service.rawMail(of: first) == Array("raw m1".utf8))
        clock.advance(minutes: 60)
        #expect(try await service.messages(in: a, limit: 10) == [])
        #expect(try await service.message(first.id, in: a) == nil)
    }

    private static let parts = Array(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n--b--\r\n"
            .utf8)

    @Test("Of the raw mail a part is read, and nothing else of it")
    func part() async throws {
        var message = try await add("m1", to: a)
        try await rawMail.put(Self.parts, key: "m1")
        message.summary = MessageSummary(Message(Self.parts))
        #expect(try await service.part("1.2", of: message) == Array("hi".utf8))
        let range = Message(Self.parts).parts[2].bodyRange
        #expect(rawMail.fetched == ["m1 \(range)"])
        // One that is not in the table may still be in the mail.
        #expect(try await service.part("1.3", of: message) == nil)
        #expect(rawMail.fetched == ["m1 \(range)", "m1"])
    }

    @Test("A part is found without a table, and with one of another mail")
    func partWithoutTable() async throws {
        var message = try await add("m1", to: a)
        try await rawMail.put(Self.parts, key: "m1")
        message.summary = MessageSummary(Message(Self.parts))
        message.summary.parts = nil
        #expect(try await service.part("1.1", of: message) == Array("text".utf8))
        let longer = Array(String(repeating: "Subject: a\r\n", count: 40).utf8)
        message.summary.parts = PartTable(Message(longer + Self.parts))
        #expect(try await service.part("1.1", of: message) == Array("text".utf8))
        await #expect(throws: RawMailMissing(key: "m2")) {
            message.rawKey = "m2"
            return try await service.part("1.1", of: message)
        }
    }

    @Test("A deleted message takes its raw mail with it")
    func deleteMessage() async throws {
        let message = try await add("m1", to: a)
        #expect(try await service.deleteMessage(message.id, in: a))
        #expect(rawMail.deleted == ["m1"])
        #expect(try await service.message(message.id, in: a) == nil)
        await #expect(throws: RawMailMissing(key: "m1")) { try await service.rawMail(of: message) }
    }

    @Test("A raw mail stays until the last mailbox has no message of it")
    func sharedRawMail() async throws {
        let first = try await add("m1", to: a)
        let second = try await add("m1", to: b)
        #expect(try await service.deleteMessage(first.id, in: a))
        #expect(rawMail.deleted == [])
        #expect(try await service.rawMail(of: second) == Array("raw m1".utf8))
        #expect(try await service.deleteMessage(second.id, in: b))
        #expect(rawMail.deleted == ["m1"])
    }

    @Test("Deleting a message that is not there is false and deletes no raw mail")
    func deleteUnknownMessage() async throws {
        let message = try await add("m1", to: a)
        #expect(try await service.deleteMessage(message.id, in: b) == false)
        #expect(try await service.deleteMessage(MessageIdentifier(name: "unknown"), in: a) == false)
        #expect(rawMail.deleted == [])
    }

    @Test("A deleted mailbox takes the raw mails with it that no other mailbox has")
    func deleteMailbox() async throws {
        _ = try await add("m1", to: a)
        _ = try await add("m2", to: a)
        let kept = try await add("m2", to: b)
        try await service.delete(a)
        #expect(rawMail.deleted == ["m1"])
        #expect(try await service.mailbox(a) == nil)
        #expect(try await service.rawMail(of: kept) == Array("raw m2".utf8))
        try await service.delete(a)
        try await service.delete(try EmailAddress("nobody@example.com"))
        #expect(rawMail.deleted == ["m1"])
    }

    @Test("A raw mail that could not be deleted is an error")
    func deletionFails() async throws {
        _ = try await add("m1", to: a)
        let failing = RawMailProbe(rawMail, failing: FaultPlan("delete"))
        let service = MailboxService(
            store: store, rawMail: failing, clock: clock, random: SystemRandom(), watch: PollingWatch(), domains: ["example.com"])
        await #expect(throws: FaultPlan.Injected.self) { try await service.delete(a) }
    }

    @Test("A message that was read stays read, and is written once")
    func markRead() async throws {
        let writes = FaultPlan(nil)
        let probe = StoreProbe(store, before: writes)
        let service = MailboxService(
            store: probe, rawMail: rawMail, clock: clock, random: SystemRandom(), watch: PollingWatch(), domains: ["example.com"])
        let message = try await add("m1", to: a)
        _ = try await service.mark(message, isRead: true)
        let read = try #require(try await service.message(message.id, in: a))
        #expect(read.isRead)
        _ = try await service.mark(read, isRead: true)
        #expect(writes.calls.count { $0.hasPrefix("mark") } == 1)
    }

    @Test("Marking a message that was deleted in the meantime is no error")
    func markDeleted() async throws {
        let message = try await add("m1", to: a)
        _ = try await service.deleteMessage(message.id, in: a)
        _ = try await service.mark(message, isRead: true)
        #expect(try await service.message(message.id, in: a) == nil)
    }
}
