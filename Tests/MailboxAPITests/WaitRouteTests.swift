import Mail
import MailboxAPI
import Testing

@Suite("GET …/wait")
struct WaitRouteTests {
    private let host = Host()

    @Test("the cursor of a new mailbox leads to its first mail, and each answer's to the next one")
    func cursors() async throws {
        let made = try await host.send("POST", "/api/v1/mailboxes").json
        let mailbox = Host.Opened(
            address: try #require(made["address"]?.text), token: try #require(made["session_token"]?.text))
        #expect(made["cursor"]?.text == "m0")
        let first = try await host.deliver(SampleMail.code, to: mailbox)
        let answer = try await host.send("GET", "\(mailbox.path)/wait?after=m0", token: mailbox.token).json
        #expect(answer["message"]?["id"]?.text == first && answer["otp"]?.text == "482913" && answer["timed_out"] == .truth(false))
        #expect(answer["cursor"]?.text == "m1")
        let nothing = try await host.send("GET", "\(mailbox.path)/wait?after=m1&timeout=0", token: mailbox.token).json
        #expect(nothing["timed_out"] == .truth(true) && nothing["message"] == .null && nothing["cursor"]?.text == "m1")
    }

    @Test("near misses say what was lacking")
    func nearMisses() async throws {
        let mailbox = try await host.create()
        try await host.deliver(to: mailbox)
        let answer = try await host.send("GET", "\(mailbox.path)/wait?timeout=0&require=link&from=nobody", token: mailbox.token).json
        let miss = try #require(answer["near_misses"]?.elements.first)
        #expect(miss["unmet"]?.elements.map(\.text) == ["from", "require"] && miss["message"]?["seq"]?.number == 1)
    }

    @Test("absent=1 is content when nothing comes, and shows what came")
    func absence() async throws {
        let mailbox = try await host.create()
        let path = "\(mailbox.path)/wait?timeout=0&absent=1"
        let quiet = try await host.send("GET", path, token: mailbox.token).json
        #expect(quiet["absent"] == .truth(true) && quiet["timed_out"] == .truth(false))
        try await host.deliver(to: mailbox)
        let loud = try await host.send("GET", path, token: mailbox.token).json
        #expect(loud["absent"] == .truth(false) && loud["message"] != .null)
    }

    @Test("on_timeout chooses the status", arguments: [("200", 200), ("204", 204), ("408", 408)])
    func status(_ wanted: String, _ status: Int) async throws {
        let mailbox = try await host.create()
        let response = await host.send("GET", "\(mailbox.path)/wait?timeout=0&on_timeout=\(wanted)", token: mailbox.token)
        #expect(response.status == status && (status != 204 || response.body.isEmpty))
    }

    @Test("every field that is wrong is named")
    func faults() async throws {
        let mailbox = try await host.create()
        let query = "timeout=x&after=yesterday&require=cake&count=0&q=is:odd&absent=perhaps&on_timeout=500"
        let problem = await host.send("GET", "\(mailbox.path)/wait?\(query)", token: mailbox.token)
        #expect(problem.status == 422)
        let fields = try problem.json["errors"]?.elements.compactMap { $0["field"]?.text }
        #expect(Set(fields ?? []) == ["timeout", "after", "require", "count", "q", "absent", "on_timeout"])
    }
}
