import Mail
import MailContract
import Testing

@Suite("Waiting for mail")
struct WaitTests {
    private let store = InMemoryMailboxStore()
    private let rawMail = InMemoryRawMail()
    private let clock = ManualClock(Sample.now)

    private var service: MailboxService {
        MailboxService(
            store: store, rawMail: rawMail, clock: clock, random: SystemRandom(),
            watch: PollingWatch(from: .milliseconds(5), to: .milliseconds(5)),
            domains: ["example.com"])
    }

    private func mailbox() async throws -> Mailbox {
        _ = await store.create(try Sample.mailbox("a@example.com"), within: Sample.plan(), reclaims: false, now: Sample.now)
        return try #require(await store.mailbox(try EmailAddress("a@example.com")))
    }

    @discardableResult
    private func commit(_ mail: String, otp: String? = nil) async throws -> StoredMessage {
        var message = try Sample.message(mail, to: "a@example.com")
        message.summary.extract = SummaryExtract(otp: otp)
        guard case .stored(let stored) = await store.commit(message, within: Sample.plan(), pendingUntil: nil, now: Sample.now) else {
            throw CancellationError()
        }
        return stored
    }

    @Test("what is there already is found at once, in commit order")
    func present() async throws {
        let mailbox = try await mailbox()
        let first = try await commit("first")
        try await commit("second")
        let outcome = try #require(try await service.wait(in: mailbox, for: WaitCriteria(), after: 0, atMost: .zero))
        #expect(outcome.messages == [first] && outcome.cursor == 1 && !outcome.hasTimedOut && outcome.seen == 1)
    }

    @Test("nothing behind the cursor is too old to be found, and nothing before it is found")
    func cursor() async throws {
        let mailbox = try await mailbox()
        try await commit("old")
        let second = try await commit("new")
        let outcome = try #require(try await service.wait(in: mailbox, for: WaitCriteria(), after: 1, atMost: .zero))
        #expect(outcome.messages == [second] && outcome.cursor == 2)
    }

    @Test("what comes while somebody waits is found")
    func coming() async throws {
        let mailbox = try await mailbox()
        async let waiting = service.wait(in: mailbox, for: WaitCriteria(subject: "WANTED", count: 2), after: 0, atMost: .seconds(30))
        for mail in ["other", "wanted 1", "other 2", "wanted 2"] {
            try await Task.sleep(for: .milliseconds(10))
            try await commit(mail)
        }
        let outcome = try #require(try await waiting)
        #expect(outcome.messages.map(\.summary.subject) == ["wanted 1", "wanted 2"] && outcome.cursor == 4 && outcome.seen == 4)
        #expect(
            outcome.nearMisses.map(\.message.summary.subject) == ["other", "other 2"]
                && outcome.nearMisses.allSatisfy { $0.unmet == ["subject"] })
    }

    @Test("when the time is up the cursor is behind all that was seen, and near misses say what they lack")
    func timeout() async throws {
        let mailbox = try await mailbox()
        try await commit("code", otp: "123456")
        let criteria = WaitCriteria(
            from: "nobody", subject: "code", query: try MessageQuery("is:read", now: Sample.now), requirement: .link)
        let outcome = try #require(try await service.wait(in: mailbox, for: criteria, after: 0, atMost: .milliseconds(20)))
        #expect(outcome.hasTimedOut && outcome.messages.isEmpty && outcome.cursor == 1 && outcome.seen == 1)
        #expect(outcome.nearMisses.map(\.unmet) == [["from", "q", "require"]])
    }

    @Test("more messages than a page holds are all looked at, and the last near misses are kept")
    func pages() async throws {
        let mailbox = try await mailbox()
        for number in 1...250 { try await commit("mail \(number)") }
        try await commit("the one", otp: "1")
        let outcome = try #require(
            try await service.wait(in: mailbox, for: WaitCriteria(requirement: .otp), after: 0, atMost: .zero))
        #expect(outcome.cursor == 251 && outcome.seen == 251)
        #expect(outcome.nearMisses.map(\.message.seq) == Array(241...250))
    }

    @Test("a mailbox that ends meanwhile ends the waiting")
    func ending() async throws {
        let mailbox = try await mailbox()
        async let waiting = service.wait(in: mailbox, for: WaitCriteria(), after: 0, atMost: .seconds(30))
        try await Task.sleep(for: .milliseconds(10))
        clock.set(Sample.now.adding(minutes: 61))
        let outcome = try await waiting
        #expect(outcome.map { _ in "something" } == nil)
    }
}
