import Mail
import MailboxAPI
import Testing

@Suite("API keys")
struct KeyTests {
    private let host = Host()

    /// A key of an account, as an operator makes it.
    private func key(_ scopes: Set<Scope> = Set(Scope.allCases), owner: String = "jane", expires: Int? = nil) async throws -> String {
        _ = try await host.accounts.add(Account(name: owner, createdAt: host.clock.now()))
        let secret = try APIKey.Secret(SystemRandom())
        let key = APIKey(
            secret, owner: owner, name: "test", scopes: scopes, createdAt: host.clock.now(),
            expiresAt: expires.map { host.clock.now().adding(minutes: $0) })
        #expect(try await host.accounts.add(key, limit: 100) == .added)
        return secret.value
    }

    @Test("a key makes mailboxes of its account and opens those, and no others")
    func owner() async throws {
        let jane = try await key(), john = try await key(owner: "john")
        let own = try await host.create(token: jane), foreign = try await host.create(token: john), anonymous = try await host.create()
        #expect(await host.send("GET", own.path, token: jane).status == 200)
        for mailbox in [foreign, anonymous] {
            try expectProblem(await host.send("GET", mailbox.path, token: jane), 404, "mailbox_not_found")
        }
        let list = try await host.send("GET", "/api/v1/mailboxes", token: jane).json
        #expect(list["mailboxes"]?.elements.map { $0["address"]?.text } == [own.address])
    }

    @Test("a key that is unknown, revoked or expired opens nothing")
    func invalid() async throws {
        let expired = try await key(expires: 10), revoked = try await key()
        let id = APIKey.id(hash: SessionToken.hash(revoked))
        #expect(await host.send("DELETE", "/api/v1/keys/\(id)", token: revoked).status == 204)
        host.clock.advance(minutes: 10)
        for token in [expired, revoked, "pr_\(String(repeating: "0", count: 64))", "pr_"] {
            try expectProblem(await host.send("GET", "/api/v1/mailboxes", token: token), 401, "unauthorized")
        }
    }

    @Test("keys are made, listed without their secret, and revoked; each hands on no more than it has")
    func routes() async throws {
        let master = try await key([.keys, .codes])
        let made = await host.send("POST", "/api/v1/keys?name=ci&scopes=codes&expires_in_days=1", token: master)
        #expect(made.status == 201)
        let secret = try #require(try made.json["key"]?.text)
        #expect(secret.wholeMatch(of: /pr_[0-9a-f]{64}/) != nil)
        #expect(try made.json["prefix"]?.text == String(secret.prefix(12)))
        try expectProblem(await host.send("POST", "/api/v1/keys?scopes=messages", token: master), 403, "insufficient_scope")
        try expectProblem(await host.send("GET", "/api/v1/keys", token: secret), 403, "insufficient_scope")
        let list = try await host.send("GET", "/api/v1/keys", token: master).json
        #expect(list["keys"]?.elements.count == 2 && list["keys"]?.elements.allSatisfy { $0["key"] == nil } == true)
        try expectProblem(await host.send("DELETE", "/api/v1/keys/key_0000000000000000", token: master), 404, "key_not_found")
        let problem = await host.send("POST", "/api/v1/keys?scopes=all&expires_in_days=0", token: master)
        #expect(problem.status == 422)
        #expect(try problem.json["errors"]?.elements.map { $0["field"]?.text } == ["expires_in_days", "scopes"])
    }

    @Test("that a key was used is noted every few minutes")
    func lastUse() async throws {
        let token = try await key()
        let hash = SessionToken.hash(token)
        var uses: [Timestamp?] = []
        for _ in 0..<3 {
            _ = await host.send("GET", "/api/v1/plan", token: token)
            uses.append(try await host.accounts.key(hash: hash)?.lastUsedAt)
            host.clock.advance(minutes: 4)
        }
        #expect(uses == [Host.start, Host.start, Host.start.adding(minutes: 8)])
    }

    @Test("the plan is that of the subscription in force, whenever it is looked at")
    func subscription() async throws {
        let token = try await key()
        func plan() async throws -> String? { try await host.send("GET", "/api/v1/plan", token: token).json["name"]?.text }
        #expect(try await plan() == "free")
        try await host.store.save(Plan(name: "team", maxMailboxes: 1, maxMessagesPerMailbox: 1, defaultTTLMinutes: 5, maxTTLMinutes: 10))
        let until = Host.start.adding(minutes: 60)
        _ = try await host.accounts.subscribe("jane", to: Subscription(plan: "team", since: Host.start, until: until))
        #expect(try await plan() == "team")
        let mailbox = try await host.create("ttl_minutes=600", token: token)
        #expect(try await host.send("GET", mailbox.path, token: token).json["expires_at"]?.text == Host.start.adding(minutes: 10).rfc3339)
        let refused = await host.send("POST", "/api/v1/mailboxes", token: token)
        try expectProblem(refused, 429, "mailbox_limit")
        #expect(refused.header("Retry-After") != nil)
        try await host.deliver(to: mailbox)
        await #expect(throws: Host.NotDelivered.self) { try await host.deliver(to: mailbox, id: "m2") }
        let usage = try await host.send("GET", "/api/v1/usage", token: token).json
        #expect(usage["mailboxes"]?["used"]?.number == 1 && usage["mailboxes"]?["limit"]?.number == 1)
        host.clock.set(until)
        #expect(try await plan() == "free")
    }

    @Test("the blind scope sees the code, the sender's domain and whether it is proven, and nothing that a sender wrote")
    func blind() async throws {
        let master = try await key(), blind = try await key([.codes])
        let mailbox = try await host.create(token: master)
        let id = try await host.deliver(SampleMail.code, to: mailbox)
        let words = ["Pear", "Secret", "verify you", "482913 is"]
        for path in [
            "/messages", "/messages/latest", "/messages/\(id)", "/wait?timeout=0", "/events", "/messages/\(id)/extract",
            "/messages/\(id)/auth",
        ] {
            let response = await host.send("GET", mailbox.path + path, token: blind)
            #expect(response.status == 200, "\(path)")
            let text = String(decoding: response.body, as: UTF8.self)
            for word in words { #expect(!text.contains(word), "\(path) has '\(word)'") }
            if !path.hasSuffix("/auth") { #expect(text.contains("482913"), "\(path)") }
        }
        for path in ["raw", "headers", "text", "html", "parts", "parts/1", "attachments", "attachments/1"] {
            try expectProblem(await host.send("GET", "\(mailbox.path)/messages/\(id)/\(path)", token: blind), 403, "insufficient_scope")
        }
        // What cannot be read cannot be asked for word by word either.
        for query in ["q=body:secret", "subject=a", "from=p", "to=a"] {
            try expectProblem(await host.send("GET", "\(mailbox.path)/wait?timeout=0&\(query)", token: blind), 403, "insufficient_scope")
        }
        for method in ["DELETE", "PATCH"] {
            try expectProblem(
                await host.send(method, "\(mailbox.path)/messages/\(id)?is_read=true", token: blind), 403, "insufficient_scope")
        }
        // Reading blindly leaves no mark.
        #expect(
            try await host.send("GET", "\(mailbox.path)/messages", token: master).json["messages"]?.elements[0]["is_read"] == .truth(false))
    }
}
