import Mail
import MailboxAPI
import Testing

@Suite("Idempotency-Key")
struct IdempotencyTests {
    private let host = Host()
    private let key = "0f5bd4f2-7f0c-4a7c-9a55-3f6f0f8a3e11"

    private func create(_ query: String = "", key: String, token: String? = nil) async -> APIResponse {
        var headers = ["idempotency-key": key]
        if let token { headers["authorization"] = "Bearer \(token)" }
        return await host.api.respond(to: APIRequest(method: "POST", path: "/api/v1/mailboxes", query: query, headers: headers))
    }

    @Test("the same request makes one mailbox, and is answered the same")
    func repeated() async throws {
        let first = await create("ttl_minutes=5&label=a", key: key)
        host.clock.advance(minutes: 1)
        let second = await create("ttl_minutes=5&label=a", key: key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.body == second.body)
        try expectProblem(await create("ttl_minutes=6&label=a", key: key), 422, "idempotency_mismatch")
        host.clock.advance(minutes: 5)
        try expectProblem(await create("ttl_minutes=5&label=a", key: key), 409, "idempotency_over")
    }

    @Test("equal keys of different callers have nothing to do with each other")
    func callers() async throws {
        let own = await create(key: key, token: Host.adminToken), other = await create(key: key)
        #expect(try own.json["address"] != other.json["address"])
        #expect(try own.json["session_token"] != other.json["session_token"])
    }

    @Test("where the first address is taken by somebody, a repeated request finds the second one")
    func collision() async throws {
        let address = try #require(try await create(key: key).json["address"]?.text)
        let other = Host()
        _ = try await other.open(address)
        func createThere() async -> APIResponse {
            await other.api.respond(to: APIRequest(method: "POST", path: "/api/v1/mailboxes", headers: ["idempotency-key": key]))
        }
        let first = await createThere(), second = await createThere()
        #expect(first.status == 201 && first.body == second.body)
        #expect(try first.json["address"]?.text != address)
    }

    @Test(
        "without an API key a short one is refused: it is all that keeps others out",
        arguments: ["1", "test-run-17", "ü\(String(repeating: "a", count: 40))"])
    func short(_ key: String) async throws {
        let problem = await create(key: key)
        #expect(problem.status == 422)
        #expect(try problem.json["errors"]?.elements[0]["field"]?.text == "Idempotency-Key")
    }
}
