import Mail
import MailContract
import Testing

@Suite("Reparse")
struct ReparseTests {
    private let store = InMemoryMailboxStore()
    private let rawMail = RawMailProbe()

    /// Messages whose stored summary says "old" where `old` says so, with raw mails that say "new".
    private func fill(_ count: Int, old: (Int) -> Bool) async throws {
        for box in 0..<2 {
            _ = await store.create(try Sample.mailbox("box\(box)@example.com"), within: .local, reclaims: false, now: Sample.now)
        }
        for number in 0..<count {
            var message = try Sample.message("m\(number)", to: "box\(number % 2)@example.com")
            message.summary = Sample.summary("Subject: \(old(number) ? "old" : "new")\r\n\r\n")
            _ = try await store.commit(message, within: .local, now: Sample.now)
            try await rawMail.put(Array("Subject: new\r\n\r\n".utf8), key: "m\(number)")
        }
    }

    private func report(seen: Int, changed: Int, missing: Int) -> Reparse.Report {
        var report = Reparse.Report()
        report.seen = seen
        report.changed = changed
        report.missing = missing
        return report
    }

    @Test("An empty store has nothing to read again")
    func empty() async throws {
        #expect(try await Reparse(store: store, rawMail: rawMail).run() == Reparse.Report())
    }

    @Test("Summaries that come out different are replaced, on every page and in every mailbox", arguments: [1, 99, 100, 101, 250])
    func changes(_ count: Int) async throws {
        try await fill(count) { $0 % 3 == 0 }
        let old = (count + 2) / 3
        #expect(try await Reparse(store: store, rawMail: rawMail).run() == report(seen: count, changed: old, missing: 0))
        #expect(await store.page(after: nil, limit: 1000).allSatisfy { $0.summary.subject == "new" })
        #expect(try await Reparse(store: store, rawMail: rawMail).run() == report(seen: count, changed: 0, missing: 0))
    }

    @Test("A summary of an older version is replaced although its fields are the same")
    func version() async throws {
        try await fill(1) { _ in false }
        var message = try #require(await store.page(after: nil, limit: 1).first)
        message.summary.version = 0
        _ = await store.update(message.summary, of: message.id, in: message.mailbox)
        #expect(try await Reparse(store: store, rawMail: rawMail).run() == report(seen: 1, changed: 1, missing: 0))
        #expect(await store.page(after: nil, limit: 1).first?.summary.version == MessageSummary.currentVersion)
    }

    @Test("Raw mails that are gone are counted, and their messages stay as they were")
    func missing() async throws {
        try await fill(10) { _ in true }
        for number in [0, 5, 9] { try await rawMail.delete("m\(number)") }
        #expect(try await Reparse(store: store, rawMail: rawMail).run() == report(seen: 10, changed: 7, missing: 3))
        #expect(await store.page(after: nil, limit: 100).count { $0.summary.subject == "old" } == 3)
    }

    @Test("A message that was deleted since the page was read is not counted as changed")
    func deletedMeanwhile() async throws {
        try await fill(1) { _ in true }
        let message = try #require(await store.page(after: nil, limit: 1).first)
        let store = store
        let reaper = Reaper(base: rawMail) { _ = await store.delete(message.id, in: message.mailbox) }
        #expect(try await Reparse(store: store, rawMail: reaper).run() == report(seen: 1, changed: 0, missing: 0))
        #expect(await store.page(after: nil, limit: 1) == [])
    }

    @Test("Another error of the storage ends the run")
    func otherError() async throws {
        try await fill(3) { _ in true }
        let failing = RawMailProbe(rawMail, failing: FaultPlan("get m1"))
        await #expect(throws: FaultPlan.Injected(call: "get m1")) { try await Reparse(store: store, rawMail: failing).run() }
    }

    @Test("Several pages of messages are all seen")
    func pages() async throws {
        try await fill(250) { _ in true }
        #expect(try await Reparse(store: store, rawMail: rawMail).run().seen == 250)
    }
}

/// A ``RawMailStore`` beside which something happens whenever a mail is fetched.
private struct Reaper: RawMailStore {
    let base: any RawMailStore
    let meanwhile: @Sendable () async -> Void

    func put(_ bytes: [UInt8], key: String) async throws { try await base.put(bytes, key: key) }

    func get(_ key: String) async throws -> [UInt8] {
        await meanwhile()
        return try await base.get(key)
    }

    func get(_ key: String, _ range: Range<Int>) async throws -> [UInt8] { try await base.get(key, range) }
    func delete(_ key: String) async throws { try await base.delete(key) }
}
