import Mail
import Testing
import Tracking

@Suite("The life of a mail")
struct MailTraceTests {
    private static let start = Timestamp(millisecondsSince1970: 1_795_249_800_000)

    private func entry(
        _ status: MailLogEntry.Status, _ second: Int64, _ id: String, to: String, from: String? = nil, next: String? = nil,
        origin: String? = nil, messageID: String? = nil, function: String = "f"
    ) -> MailLogEntry {
        var entry = MailLogEntry(status, time: Self.start.adding(.seconds(second)), function: function, sesID: id, to: to)
        entry.from = from
        entry.next = next
        entry.origin = origin
        entry.messageID = messageID
        return entry
    }

    /// A mail that is sent on and bounces, one to a mailbox, one of Postroom's own; not in order.
    private func log() throws -> InMemoryMailLog {
        let log = InMemoryMailLog()
        try log.write([
            entry(.bounced, 9, "out", to: "jane@target.test", from: "hello@alias.test", origin: "in"),
            entry(.forwarded, 2, "in", to: "jane@target.test", next: "out"),
            entry(.received, 1, "in", to: "hello@alias.test", from: "bob@shop.test", messageID: "b.1@shop.test"),
            entry(.sent, 3, "out", to: "jane@target.test", from: "hello@alias.test", origin: "in"),
            entry(.stored, 5, "box", to: "happy@postroom.test", from: "bob@shop.test"),
            entry(.sent, 7, "own", to: "new@user.test", from: "hello@example.test"),
            entry(.sent, 8, "own2", to: "news@user.test", from: "hello@example.test"),
        ])
        return log
    }

    private func trace(_ text: String, _ log: InMemoryMailLog, since: Timestamp = start) async throws -> [String] {
        try await MailTrace(log).lines(.init(text), since: since).map { "\($0.sesID ?? "-") \($0.status)" }
    }

    private let forwarded = ["in received", "in forwarded", "out sent", "out bounced"]

    @Test(
        "is found by any address of it, any id and its Message-ID, in order",
        arguments: [
            "hello@alias.test", "Jane@Target.test", "<b.1@shop.test>", "b.1@shop.test", "in", "out",
            "<out@eu-west-1.amazonses.com>", "out@email.amazonses.com",
        ])
    func forwardedMail(_ query: String) async throws { #expect(try await trace(query, try log()) == forwarded) }

    @Test("all mails of a sender, and of nobody else")
    func several() async throws {
        #expect(try await trace("bob@shop.test", try log()) == ["in received", "in forwarded", "out sent", "box stored", "out bounced"])
        #expect(try await trace("new@user.test", try log()) == ["own sent"])
        #expect(try await trace("user.test", try log()).isEmpty)
        #expect(try await trace("nobody@x.test", try log()).isEmpty)
        #expect(try await trace("own", try log(), since: Self.start.adding(.seconds(60))).isEmpty)
    }

    @Test("has what was written twice once")
    func repetitions() async throws {
        let log = try log()
        try log.write(log.entries)
        try log.write([entry(.received, 30, "in", to: "hello@alias.test", from: "bob@shop.test", messageID: "b.1@shop.test")])
        #expect(try await trace("in", log) == forwarded)
        try log.write([entry(.delayed, 4, "out", to: "jane@target.test"), entry(.delayed, 6, "out", to: "jane@target.test")])
        #expect(try await trace("in", log) == ["in received", "in forwarded", "out sent", "out delayed", "out delayed", "out bounced"])
    }

    @Test("begins before it goes on, although that is written down later")
    func order() async throws {
        let log = InMemoryMailLog()
        try log.write([
            entry(.received, 1, "in", to: "hello@alias.test"), entry(.sent, 2, "out", to: "jane@target.test", origin: "in"),
            entry(.forwarded, 3, "in", to: "jane@target.test", next: "out"), entry(.delivered, 4, "out", to: "jane@target.test"),
        ])
        #expect(try await trace("in", log) == ["in received", "in forwarded", "out sent", "out delivered"])
    }

    @Test("is found by an address that the log does not show")
    func hashed() async throws {
        let addresses = LoggedAddresses.hashed(key: Array("a key of sixteen bytes".utf8))
        let log = InMemoryMailLog()
        try await ShownMailLog(log, addresses: addresses).write(try self.log().entries)
        #expect(log.entries.allSatisfy { !$0.json.contains("jane") })
        for query in ["jane@target.test", "b.1@shop.test", "<b.1@shop.test>", addresses.shown("jane@target.test")] {
            let found = try await MailTrace(log).lines(.init(query, addresses: addresses), since: Self.start)
            #expect(found.map { "\($0.sesID ?? "") \($0.status)" } == forwarded, "\(query)")
        }
        #expect(try await MailTrace(log).lines(.init("jane@target.test"), since: Self.start).isEmpty)
    }
}
