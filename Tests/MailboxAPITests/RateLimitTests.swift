import Mail
import MailboxAPI
import Testing

@Suite("Limits of requests")
struct RateLimitTests {
    private let host = Host()

    private func ask(_ api: MailboxAPI, from address: String?, path: String = "/api/v1/plan", token: String? = nil) async -> APIResponse {
        await api.respond(
            to: APIRequest(
                method: "GET", path: path, headers: token.map { ["authorization": "Bearer \($0)"] } ?? [:], clientAddress: address))
    }

    private func limit(_ requests: Int) async throws {
        var plan = Plan.anonymous
        plan.requestsPerMinute = requests
        try await host.store.save(plan)
    }

    @Test("what is left is said; when nothing is, the answer is 429 with a time to try again, for that address alone")
    func limit() async throws {
        try await limit(3)
        let api = host.api
        for left in [2, 1, 0] {
            let response = await ask(api, from: "192.0.2.1")
            #expect(response.status == 200 && response.header("RateLimit-Policy") == "\"minute\";q=3;w=60")
            #expect(response.header("RateLimit")?.hasPrefix("\"minute\";r=\(left);t=") == true)
        }
        let refused = await ask(api, from: "192.0.2.1")
        try expectProblem(refused, 429, "rate_limit")
        #expect(refused.header("Retry-After") != nil && refused.header("RateLimit")?.hasPrefix("\"minute\";r=0") == true)
        #expect(await ask(api, from: "192.0.2.2").status == 200)
    }

    @Test("who guesses tokens is counted by address, whatever the token")
    func guessing() async throws {
        try await limit(2)
        let api = host.api
        let statuses = [
            await ask(api, from: "192.0.2.1", path: "/api/v1/mailboxes/a@postroom.test", token: "a").status,
            await ask(api, from: "192.0.2.1", path: "/api/v1/mailboxes/a@postroom.test", token: "pr_b").status,
            await ask(api, from: "192.0.2.1", path: "/api/v1/mailboxes/a@postroom.test", token: "c").status,
        ]
        #expect(statuses == [404, 401, 429])
    }

    @Test("what tells whether the server is well is never refused, nor are strangers where they are not counted")
    func open() async throws {
        try await limit(0)
        #expect(await ask(host.api, from: nil, path: "/health").status == 200)
        #expect(await ask(host.api, from: nil).status == 429)
        var laptop = host
        laptop.options.limitsStrangers = false
        #expect(await ask(laptop.api, from: nil).status == 200)
    }
}
