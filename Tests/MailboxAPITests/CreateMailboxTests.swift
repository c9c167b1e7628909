import Mail
import MailboxAPI
import Testing

@Suite("POST /api/v1/mailboxes")
struct CreateMailboxTests {
    @Test("makes a mailbox and answers its address, times and token")
    func created() async throws {
        let host = Host()
        let response = await host.send("POST", "/api/v1/mailboxes")
        #expect(response.status == 201)
        #expect(response.header("Content-Type") == "application/json")
        #expect(response.header("Cache-Control") == "no-store")
        let body = try response.json
        #expect(
            body.keys == [
                "address", "created_at", "expires_at", "plan", "message_count", "session_token", "cursor", "label", "limits", "metadata",
            ])
        let address = try #require(body["address"]?.text)
        #expect(address.wholeMatch(of: /[a-z]+-[a-z]+-[1-9][0-9]@postroom\.test/) != nil)
        #expect(body["created_at"]?.text == "2026-11-21T08:30:00.250Z")
        #expect(body["expires_at"]?.text == "2026-11-21T09:30:00.250Z")
        #expect(body["plan"]?.text == "anonymous")
        #expect(body["message_count"]?.number == 0)
        #expect(body["session_token"]?.text?.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        #expect(response.header("Location") == "/api/v1/mailboxes/\(address)")
    }

    @Test("the Location and the token open the mailbox")
    func location() async throws {
        let host = Host()
        let response = await host.send("POST", "/api/v1/mailboxes")
        let location = try #require(response.header("Location"))
        let shown = await host.send("GET", location, token: try #require(try response.json["session_token"]?.text))
        #expect(shown.status == 200)
        #expect(try shown.json["address"] == response.json["address"])
    }

    @Test("two mailboxes have different tokens, which are not stored")
    func tokens() async throws {
        let host = Host()
        let mailboxes = [try await host.create(), try await host.create()]
        #expect(mailboxes[0].token != mailboxes[1].token)
        let stored = try #require(try await host.store.mailbox(EmailAddress(mailboxes[0].address)))
        #expect(stored.tokenHash == SessionToken.hash(mailboxes[0].token))
        #expect(stored.owner == nil)
    }

    @Test(
        "ttl_minutes is taken, cut to what the plan allows, or the plan's default",
        arguments: [
            ("", 60), ("ttl_minutes=1", 1), ("ttl_minutes=60", 60), ("ttl_minutes=1440", 1440), ("ttl_minutes=1441", 1440),
            ("ttl_minutes=9223372036854775807", 1440), ("other=5", 60), ("ttl_minutes=7&ttl_minutes=8", 7), ("x=1&ttl%5Fminutes=9", 9),
            ("&&ttl_minutes=10&", 10),
        ])
    func timeToLive(query: String, minutes: Int) async throws {
        let host = Host()
        let body = try await host.send("POST", "/api/v1/mailboxes?\(query)").json
        #expect(body["expires_at"]?.text == Host.start.adding(minutes: minutes).rfc3339)
    }

    @Test(
        "a bad ttl_minutes is refused with what to do",
        arguments: [
            "ttl_minutes", "ttl_minutes=", "ttl_minutes=0", "ttl_minutes=-5", "ttl_minutes=1.5", "ttl_minutes=ten", "ttl_minutes=+5",
            "ttl_minutes=9223372036854775808", "ttl_minutes=%20", "ttl_minutes=5%00",
        ])
    func badTimeToLive(query: String) async throws {
        let body = try expectProblem(await Host().send("POST", "/api/v1/mailboxes?\(query)"), 422, "invalid_parameter")
        #expect(body["detail"]?.text?.contains("'ttl_minutes'") == true)
        #expect(body["hint"]?.text?.contains("from 1") == true || body["hint"]?.text?.contains("ttl_minutes=60") == true)
    }

    @Test("a value that is not well encoded is refused, never taken for none", arguments: ["%zz", "%4", "%", "%FF", "6%0"])
    func badEncoding(value: String) async throws {
        let body = try expectProblem(await Host().send("POST", "/api/v1/mailboxes?ttl_minutes=\(value)"), 400, "bad_query")
        #expect(body["detail"]?.text?.contains("'ttl_minutes'") == true)
    }

    @Test("the admin token makes a mailbox of the operator's account and plan")
    func admin() async throws {
        let host = Host()
        let response = await host.send("POST", "/api/v1/mailboxes", token: Host.adminToken)
        #expect(response.status == 201)
        let body = try response.json
        #expect(body["plan"]?.text == "local")
        #expect(body["expires_at"]?.text == Host.start.adding(minutes: 43_200).rfc3339)
        let address = try EmailAddress(try #require(body["address"]?.text))
        let stored = try #require(try await host.store.mailbox(address))
        #expect(stored.owner == Account.local.name)
        // Its own token opens it too.
        let path = try #require(response.header("Location"))
        #expect(await host.send("GET", path, token: try #require(body["session_token"]?.text)).status == 200)
    }

    @Test("any other token makes none, and is told so")
    func otherToken() async throws {
        let host = Host()
        let mailbox = try await host.create()
        for token in [mailbox.token, "wrong"] {
            let response = await host.send("POST", "/api/v1/mailboxes", token: token)
            let body = try expectProblem(response, 401, "unauthorized")
            #expect(body["detail"]?.text == "The path takes an API key; the token of a mailbox opens the mailbox alone.")
            #expect(response.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
        }
    }

    @Test("a plan that is used up answers 429 until a mailbox is deleted or expires")
    func planLimit() async throws {
        let host = Host()
        try await host.store.save(Plan(name: "local", maxMailboxes: 2, maxMessagesPerMailbox: -1, defaultTTLMinutes: 60, maxTTLMinutes: 90))
        let first = try await host.create("ttl_minutes=10", token: Host.adminToken)
        _ = try await host.create("ttl_minutes=90", token: Host.adminToken)
        let body = try expectProblem(await host.send("POST", "/api/v1/mailboxes", token: Host.adminToken), 429, "mailbox_limit")
        #expect(body["detail"]?.text?.contains("allows 2 open") == true)
        // Anonymous mailboxes are nobody's.
        #expect(await host.send("POST", "/api/v1/mailboxes").status == 201)

        #expect(await host.send("DELETE", first.path, token: Host.adminToken).status == 204)
        _ = try await host.create("ttl_minutes=10", token: Host.adminToken)
        try expectProblem(await host.send("POST", "/api/v1/mailboxes", token: Host.adminToken), 429, "mailbox_limit")
        host.clock.advance(minutes: 10)
        #expect(await host.send("POST", "/api/v1/mailboxes", token: Host.adminToken).status == 201)
    }

    @Test("five clashes of addresses answer 503 with a time to try again")
    func clashes() async throws {
        var host = Host()
        host.random = ScriptedRandom([])
        let first = try await host.create()
        let random = ScriptedRandom([])
        host.random = random
        let response = await host.send("POST", "/api/v1/mailboxes")
        let body = try expectProblem(response, 503, "no_free_address")
        #expect(body["detail"]?.text?.hasPrefix("5 addresses") == true)
        #expect(response.header("Retry-After") == "1")
        #expect(random.names == 5)
        #expect(!String(decoding: response.body, as: UTF8.self).contains(first.address))
    }

    @Test("four clashes and a free address are no failure")
    func lastTry() async throws {
        var host = Host()
        host.random = ScriptedRandom([])
        let first = try await host.create()
        host.random = ScriptedRandom([0, 0, 0, 0, 1])
        let second = try await host.create()
        #expect(first.address != second.address)
    }

    @Test("the address of an expired mailbox is not given to somebody else")
    func expired() async throws {
        var host = Host()
        host.random = ScriptedRandom([])
        _ = try await host.create("ttl_minutes=1")
        host.clock.advance(minutes: 2)
        try expectProblem(await host.send("POST", "/api/v1/mailboxes"), 503, "no_free_address")
    }
}
