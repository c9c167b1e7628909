import MailboxAPI
import Testing

@Suite("Pages of other sites")
struct CrossOriginTests {
    private func api(_ origins: [String]) throws -> MailboxAPI {
        var host = Host()
        host.options.crossOrigin = try CrossOrigin(origins)
        return host.api
    }

    private func ask(_ api: MailboxAPI, _ method: String, origin: String, path: String = "/health") async -> APIResponse {
        await api.respond(
            to: APIRequest(method: method, path: path, headers: ["origin": origin, "access-control-request-method": "PATCH"]))
    }

    @Test("a page that is named may read answers; others get none of the fields")
    func reading() async throws {
        let api = try api(["https://app.example.com", "http://localhost:3000"])
        let own = await ask(api, "GET", origin: "https://app.example.com")
        #expect(own.header("Access-Control-Allow-Origin") == "https://app.example.com" && own.header("Vary") == "Origin")
        for origin in [
            "https://app.example.com:444", "http://app.example.com", "https://evil.example", "null", "*",
            "https://app.example.com.evil.example",
        ] {
            let foreign = await ask(api, "GET", origin: origin)
            #expect(foreign.header("Access-Control-Allow-Origin") == nil && foreign.header("Vary") == "Origin", "\(origin)")
        }
        #expect(await ask(try self.api([]), "GET", origin: "https://app.example.com").header("Access-Control-Allow-Origin") == nil)
    }

    @Test("a page that asks first is told the methods of the path")
    func asking() async throws {
        let api = try api(["https://app.example.com"])
        let answer = await ask(api, "OPTIONS", origin: "https://app.example.com", path: "/api/v1/mailboxes/a@postroom.test")
        #expect(answer.status == 204 && answer.header("Access-Control-Allow-Methods") == "GET, PATCH, DELETE, HEAD")
        #expect(answer.header("Access-Control-Allow-Headers")?.contains("Idempotency-Key") == true)
        #expect(await ask(api, "OPTIONS", origin: "https://evil.example").status == 405)
    }

    @Test(
        "a wildcard and what is no origin are refused",
        arguments: ["*", "app.example.com", "https://", "https://a/b", "https://*.example.com", "null"])
    func invalid(_ text: String) {
        #expect(throws: CrossOrigin.Invalid.self) { try CrossOrigin([text]) }
    }
}
