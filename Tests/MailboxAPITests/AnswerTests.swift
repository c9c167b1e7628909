import Mail
import MailboxAPI
import Testing

/// Requests of all kinds, whose answers are held to what the document says of the operation.
@Suite("Answers and their schemas")
struct AnswerTests {
    private let host = Host()

    private struct Asked {
        var method: String
        /// As the document has it.
        var path: String
        var query = ""
        var token: String?
        var body: String?
        var headers: [String: String] = [:]
    }

    /// Sends a request and holds the answer to the document.
    private func check(_ asked: Asked, _ variables: [String: String], _ judge: inout SchemaJudge) async throws -> APIResponse {
        var path = asked.path
        for (name, value) in variables { path = path.replacing("{\(name)}", with: value) }
        var headers = asked.headers
        if let token = asked.token { headers["authorization"] = "Bearer \(token)" }
        if asked.body != nil { headers["content-type"] = headers["content-type"] ?? "application/json" }
        let response = await host.api.respond(
            to: APIRequest(method: asked.method, path: path, query: asked.query, headers: headers, body: Array((asked.body ?? "").utf8)))
        let name = "\(asked.method) \(asked.path)?\(asked.query): \(response.status)"
        let operation = judge.document["paths"]?[asked.path]?[asked.method.lowercased()]
        let described = try #require(operation?["responses"]?["\(response.status)"], "\(name) is not described")
        let answer = judge.resolved(described).value
        for header in answer["headers"]?.keys ?? [] {
            let isRequired = judge.resolved(answer["headers"]?[header] ?? .null).value["required"] == .truth(true)
            if isRequired { #expect(response.header(header) != nil, "\(name) lacks \(header)") }
        }
        guard !response.body.isEmpty else {
            #expect(answer["content"] == nil, "\(name) has no body")
            return response
        }
        let type = try #require(response.header("Content-Type"))
        let content = try #require(answer["content"]?[type], "\(name) is of type \(type)")
        if type.hasSuffix("json") {
            let faults = judge.faults(of: try response.json, by: content["schema"] ?? .null)
            #expect(faults == [], "\(name)")
        }
        return response
    }

    private func key(_ scopes: Set<Scope>) async throws -> String {
        _ = try await host.accounts.add(Account(name: "jane", createdAt: host.clock.now()))
        let secret = try APIKey.Secret(SystemRandom())
        _ = try await host.accounts.add(
            APIKey(secret, owner: "jane", name: "test", scopes: scopes, createdAt: host.clock.now()), limit: 100)
        return secret.value
    }

    @Test("every answer is as described, and every property that is described is in some answer")
    func all() async throws {
        var judge = SchemaJudge(try await host.send("GET", "/openapi.json").json)
        let key = try await key(Set(Scope.allCases)), blind = try await self.key([.codes])
        let made = try await check(
            Asked(method: "POST", path: "/api/v1/mailboxes", token: key, body: #"{"metadata":{"a":"b"}}"#), [:], &judge)
        let address = try #require(try made.json["address"]?.text)
        let mailbox = Host.Opened(address: address, token: try #require(try made.json["session_token"]?.text))
        var ids: [String] = []
        for (number, mail) in [SampleMail.plain, SampleMail.code, SampleMail.withAttachment, SampleMail.page].enumerated() {
            ids.append(try await host.deliver(mail, to: mailbox, id: "m\(number)"))
        }
        try await host.rawMail.delete("raw/m0")

        let prefix = "/api/v1/mailboxes/{address}"
        for token in [key, blind, mailbox.token, "wrong", nil] {
            let parts = [(ids[3], "1.2"), (ids[0], "1"), (ids[1], "1"), (ids[2], "1.2"), (ids[3], "9"), ("x", "1")]
            // Who gets nowhere is told so whatever is asked for.
            for (id, part) in token == key || token == blind ? parts[...] : parts[..<1] {
                let variables = ["address": address, "id": id, "path": part, "key": "key_0000000000000000"]
                for (method, path) in MailboxAPI.operations where method == "GET" && path != "/metrics" {
                    for query in Self.queries[path] ?? ["", "limit=0&safe=false&mark_read=x"] {
                        _ = try await check(Asked(method: method, path: path, query: query, token: token), variables, &judge)
                    }
                }
                for (method, path, body) in [
                    ("PATCH", prefix, #"{"ttl_minutes": 30, "label": "a"}"#), ("PATCH", prefix, "[]"), ("PATCH", prefix, "{}"),
                    ("PATCH", "\(prefix)/messages/{id}", #"{"is_read": true}"#), ("PATCH", "\(prefix)/messages/{id}", #"{"is_read": 1}"#),
                    ("POST", "\(prefix)/messages/batch", #"{"action": "unread", "ids": ["\#(id)"]}"#),
                    ("POST", "/api/v1/mailboxes", #"{"local_part": "jane", "domain": "nowhere"}"#),
                    ("POST", "/api/v1/keys", #"{"name": "ci"}"#),
                    ("POST", "/api/v1/keys", #"{"scopes": ["all"]}"#),
                ] {
                    _ = try await check(Asked(method: method, path: path, token: token, body: body), variables, &judge)
                }
                _ = try await check(Asked(method: "DELETE", path: "/api/v1/keys/{key}", token: token), variables, &judge)
            }
        }
        try await others(Asked(method: "POST", path: "/api/v1/mailboxes", token: key), &judge)
        for (path, query) in [("\(prefix)/messages/{id}", ""), ("\(prefix)/messages", "q=code"), (prefix, ""), (prefix, "")] {
            let variables = ["address": address, "id": ids[1]]
            _ = try await check(Asked(method: "DELETE", path: path, query: query, token: key), variables, &judge)
        }
        #expect(unmet(judge) == [])
    }

    /// Answers that take some doing.
    private func others(_ creation: Asked, _ judge: inout SchemaJudge) async throws {
        var asked = creation
        asked.body = #"{"local_part": "taken"}"#
        for status in [201, 409] { #expect(try await check(asked, [:], &judge).status == status || status == 409) }
        asked.headers = ["content-type": "text/plain"]
        #expect(try await check(asked, [:], &judge).status == 415)
        asked.headers = [:]
        asked.body = String(repeating: " ", count: APIRequest.maximumBody + 1)
        #expect(try await check(asked, [:], &judge).status == 413)
        asked.body = nil
        asked.query = "label=%"
        #expect(try await check(asked, [:], &judge).status == 400)
        asked.query = ""
        try await host.store.save(Plan(name: "free", maxMailboxes: 0, maxMessagesPerMailbox: 1, defaultTTLMinutes: 5, maxTTLMinutes: 10))
        let response = try await check(asked, [:], &judge)
        #expect(response.status == 429 && response.header("Retry-After") != nil)
    }

    private static let queries: [String: [String]] = {
        let prefix = "/api/v1/mailboxes/{address}"
        return [
            "\(prefix)/wait": [
                "timeout=0&require=otp", "timeout=0&after=m99", "timeout=0&subject=nothing", "timeout=0&absent=1&after=m99", "timeout=x",
                "timeout=0&after=m99&on_timeout=204", "timeout=0&after=m99&on_timeout=408", "timeout=0&count=2&require=attachment",
            ],
            "\(prefix)/messages": ["", "order=asc&limit=1", "q=is:unread", "q=is:odd"],
            "\(prefix)/messages/latest": ["", "q=nothing", "after=x", "mark_read=x"],
        ]
    }()

    /// Properties of answers that no value had.
    private func unmet(_ judge: SchemaJudge) -> [String] {
        let requests: Set<String> = ["MailboxWish", "MailboxChange", "MessageChange", "Batch", "KeyWish", "Metadata", "GatewayMessage"]
        // Tested where verdicts are read: SES has more than the mails here.
        let verdicts: Set<String> = ["Verdicts.virus", "Verdicts.spf", "Verdicts.dmarc"]
        var unmet: [String] = []
        guard case .object(let schemas)? = judge.document["components"]?["schemas"] else { return ["schemas"] }
        for (name, schema) in schemas where !requests.contains(name) {
            unmet += (schema["properties"]?.keys ?? []).map { "\(name).\($0)" }.filter { !judge.met.contains($0) && !verdicts.contains($0) }
        }
        return unmet.sorted()
    }
}
