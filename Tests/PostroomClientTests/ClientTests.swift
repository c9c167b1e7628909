import PostroomClient
import Testing

@Suite struct ClientTests {
    private static let mailbox = """
        {"address":"happy-tiger-42@postroom.test","created_at":"2026-11-21T08:30:00.250Z","expires_at":"2026-11-21T09:30:00.250Z",\
        "plan":"anonymous","message_count":0,"label":null,"metadata":{},"cursor":"m7","limits":{"max_messages":null,"max_message_bytes":1},\
        "session_token":"secret"}
        """

    private func problem(_ status: Int, _ fields: [String: String] = [:]) -> ScriptedServer.Answer {
        .json(
            #"{"status":\#(status),"title":"T","code":"c","detail":"D.","hint":"H.","errors":[{"field":"f","detail":"d","hint":"h"}]}"#,
            status: status, fields)
    }

    private func message(_ seq: Int, otp: String? = nil) -> String {
        let code = otp.map { "\"\($0)\"" } ?? "null"
        return """
            {"id":"id\(seq)","seq":\(seq),"cursor":"m\(seq)","received_at":"2026-11-21T08:30:00Z","size":10,"is_read":false,"envelope_from":null,\
            "subject":"S\(seq)","from":[{"name":"","address":"a@b.example"}],"to":[],"date":null,"snippet":"","attachment_count":0,\
            "verdicts":{},"extract":{"otp":\(code),"confidence":null,"link":null}}
            """
    }

    private func wait(_ messages: [String], cursor: Int, timedOut: Bool, misses: String = "", otp: String = "null", waited: Int = 1000)
        -> ScriptedServer.Answer
    {
        .json(
            """
            {"message":\(messages.last ?? "null"),"messages":[\(messages.joined(separator: ","))],"otp":\(otp),"link":null,"cursor":"m\(cursor)",\
            "waited_ms":\(waited),"timed_out":\(timedOut),"seen":0,"near_misses":[\(misses)]}
            """)
    }

    private func header(_ name: String, in request: String) -> String? {
        request.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }.map {
            String($0.dropFirst(name.count + 2))
        }
    }

    @Test func aMailboxIsMadeOnceThoughTheServerIsBusy() async throws {
        let server = try ScriptedServer([problem(429, ["Retry-After": "0"]), problem(503), .hangUp, .json(Self.mailbox, status: 201)])
        let inbox = try await InboxClient(server: server.url + "/", key: "pr_x").create(ttlMinutes: 5, metadata: ["run": "17"])
        #expect(inbox.address == "happy-tiger-42@postroom.test")
        #expect(inbox.token == "secret")
        #expect(inbox.cursor.description == "m7")
        #expect(server.requests.count == 4)
        let keys = Set(server.requests.map { header("Idempotency-Key", in: $0) })
        #expect(keys.count == 1)
        #expect(try #require(keys.first ?? nil).utf8.count >= 32)
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /api/v1/mailboxes HTTP/1.1\r\n"))
        #expect(header("Authorization", in: request) == "Bearer pr_x")
        #expect(request.contains(#""ttl_minutes":5"#))
        #expect(!request.contains("local_part"))
    }

    @Test func theServersProblemIsTheError() async throws {
        let server = try ScriptedServer([problem(422)])
        let error = await #expect(throws: InboxError.self) { try await InboxClient(server: server.url).create() }
        guard case .refused(let problem) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(problem.status == 422)
        #expect(problem.code == "c")
        #expect(problem.faults.map(\.field) == ["f"])
        #expect("\(InboxError.refused(problem))" == "D. H.")
        #expect(server.requests.count == 1)
    }

    @Test func whatStandsBeforeTheServerIsUnderstood() async throws {
        let server = try ScriptedServer([.json(#"{"message":"Service Unavailable"}"#, status: 504)])
        var client = InboxClient(server: server.url)
        client.attempts = 1
        let inbox = client.inbox("a@b.test", token: "t")
        let error = await #expect(throws: InboxError.self) { try await inbox.show() }
        guard case .refused(let problem) = error else { return #expect(Bool(false)) }
        #expect(problem.code == "http_504")
    }

    @Test func nobodyWaitsAMinuteForALimit() async throws {
        let server = try ScriptedServer([problem(429, ["Retry-After": "60"]), .json(Self.mailbox, status: 201)])
        await #expect(throws: InboxError.self) { try await InboxClient(server: server.url).create() }
        #expect(server.requests.count == 1)
    }

    @Test func aWaitGoesOnWhereTheServerEndsIt() async throws {
        let miss = #"{"message":\#(message(8)),"unmet":["require"]}"#
        let server = try ScriptedServer([
            wait([], cursor: 8, timedOut: true, misses: miss),
            wait([message(9, otp: "123456")], cursor: 9, timedOut: false, otp: "\"123456\""),
            wait([message(10)], cursor: 10, timedOut: false),
        ])
        let inbox = InboxClient(server: server.url).inbox("a+b@x.test", token: "t", cursor: Inbox.Cursor("m7"))
        let found = try await inbox.wait(for: .init(subject: "ä &", requirement: .otp), timeout: .seconds(50))
        #expect(found.otp == "123456")
        #expect(found.message.id == "id9")
        #expect(inbox.cursor.description == "m9")
        _ = try await inbox.wait(timeout: .seconds(50))
        let targets = server.requests.map { $0.prefix { $0 != "\r\n" } }
        #expect(targets[0].hasPrefix("GET /api/v1/mailboxes/a%2Bb%40x.test/wait?timeout=50&after=m7&subject=%C3%A4%20%26&require=otp "))
        #expect(targets[1].contains("after=m8&"))
        #expect(targets[2].contains("after=m9 "))
    }

    @Test func severalMessagesAreCollected() async throws {
        let server = try ScriptedServer([
            wait([message(1)], cursor: 1, timedOut: true), wait([message(2), message(3)], cursor: 3, timedOut: false),
        ])
        let inbox = InboxClient(server: server.url).inbox("a@x.test", token: "t")
        let found = try await inbox.wait(for: .init(count: 3), timeout: .seconds(50))
        #expect(found.messages.map(\.id) == ["id1", "id2", "id3"])
        #expect(server.requests[0].contains("count=3"))
        #expect(server.requests[1].contains("count=2"))
    }

    @Test func aTimeoutTellsWhatCameAndForgetsNothing() async throws {
        let miss = #"{"message":\#(message(8)),"unmet":["subject","require"]}"#
        let server = try ScriptedServer([wait([], cursor: 8, timedOut: true, misses: miss)])
        let inbox = InboxClient(server: server.url).inbox("a@x.test", token: "t", cursor: Inbox.Cursor("m7"))
        let error = await #expect(throws: InboxError.self) { try await inbox.wait(timeout: .zero) }
        guard case .timedOut(let timeout) = error else { return #expect(Bool(false)) }
        #expect(timeout.cursor.description == "m8")
        #expect("\(timeout)".hasPrefix("no message like that came in "))
        #expect("\(timeout)".hasSuffix(" s; others did: 'S8' does not meet subject, require"))
        // Another wait may want what this one did not.
        #expect(inbox.cursor.description == "m7")
    }

    @Test func nothingIsWhatWasWaitedFor() async throws {
        let server = try ScriptedServer([wait([], cursor: 7, timedOut: false), wait([message(8)], cursor: 8, timedOut: false)])
        let inbox = InboxClient(server: server.url).inbox("a@x.test", token: "t")
        #expect(try await inbox.unexpected(within: .zero) == nil)
        #expect(try await inbox.unexpected(within: .zero)?.id == "id8")
        #expect(server.requests.allSatisfy { $0.contains("absent=true") })
    }

    @Test func aMessageOfABlindKeyIsRead() async throws {
        let blind = """
            {"id":"i","seq":1,"cursor":"m1","received_at":"2026-11-21T08:30:00.250Z","from_domain":"shop.example","is_authenticated":true,\
            "verdicts":{"dmarc":"PASS"},"extract":{"otp":"1234","confidence":0.9,"link":"verify"}}
            """
        let server = try ScriptedServer([wait([blind], cursor: 1, timedOut: false, otp: "\"1234\"")])
        let found = try await InboxClient(server: server.url, key: "pr_x").inbox("a@x.test").wait()
        #expect(found.message.fromDomain == "shop.example")
        #expect(found.message.subject == nil)
        #expect(found.message.extract.link == "verify")
    }

    @Test func aDeletionThatWasDoneIsDone() async throws {
        let server = try ScriptedServer([.hangUp, problem(404), problem(404)])
        let inbox = InboxClient(server: server.url).inbox("a@x.test", token: "t")
        try await inbox.delete()
        await #expect(throws: InboxError.self) { try await inbox.delete() }
    }

    @Test func purgingGoesOn() async throws {
        let server = try ScriptedServer([.json(#"{"deleted":1000,"has_more":true}"#), .json(#"{"deleted":3,"has_more":false}"#)])
        #expect(try await InboxClient(server: server.url).inbox("a@x.test", token: "t").purge() == 1003)
        #expect(server.requests.allSatisfy { $0.hasPrefix("DELETE /api/v1/mailboxes/a%40x.test/messages?all=true ") })
    }

    @Test func whatIsElsewhereIsFetchedWithoutTheToken() async throws {
        let elsewhere = try ScriptedServer([.json("raw mail")])
        let server = try ScriptedServer([.init(status: 302, fields: ["Location": elsewhere.url + "/signed?x=1"])])
        let raw = try await InboxClient(server: server.url).inbox("a@x.test", token: "t").raw("i")
        #expect(String(decoding: raw, as: UTF8.self) == "raw mail")
        #expect(elsewhere.requests[0].hasPrefix("GET /signed?x=1 "))
        #expect(header("Authorization", in: elsewhere.requests[0]) == nil)
    }

    @Test func mailboxesOfAllPagesAreListed() async throws {
        let server = try ScriptedServer([
            .json(#"{"mailboxes":[\#(Self.mailbox)],"next":"happy-tiger-42@postroom.test"}"#),
            .json(#"{"mailboxes":[\#(Self.mailbox)],"next":null}"#),
        ])
        #expect(try await InboxClient(server: server.url, key: "pr_x").mailboxes(label: "ci").count == 2)
        #expect(server.requests[1].contains("label=ci&cursor=happy-tiger-42%40postroom.test&"))
    }

    @Test func whereNobodyAnswersTheServerIsNamed() async throws {
        let error = await #expect(throws: InboxError.self) { try await InboxClient(server: "http://127.0.0.1:1").create() }
        #expect("\(try #require(error))".hasPrefix("no Postroom answers at http://127.0.0.1:1: "))
        await #expect(throws: InboxError.self) { try await InboxClient(server: "localhost:8025").create() }
        #expect(await !InboxClient(server: "http://127.0.0.1:1").isReachable())
    }

    @Test func anEmptyVariableIsNone() {
        #expect(InboxClient(environment: ["POSTROOM_URL": ""]).server == InboxClient.localServer)
        #expect(InboxClient(environment: ["POSTROOM_URL": "https://x.example/"]).server == "https://x.example")
    }

    @Test(arguments: ["", "7", "m", "m-1", "mx", "M7"])
    func whatIsNoCursorIsNone(text: String) {
        #expect(Inbox.Cursor(text) == nil)
    }

    @Test func cursorsAreInOrder() throws {
        #expect(try #require(Inbox.Cursor("m9")) < #require(Inbox.Cursor("m10")))
    }
}
