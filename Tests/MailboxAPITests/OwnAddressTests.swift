import Mail
import MailboxAPI
import Testing

@Suite("Addresses, labels and ends that people choose")
struct OwnAddressTests {
    private let host = Host()

    private func create(_ json: String, token: String? = nil) async -> APIResponse {
        var headers = ["content-type": "application/json"]
        if let token { headers["authorization"] = "Bearer \(token)" }
        return await host.api.respond(to: APIRequest(method: "POST", path: "/api/v1/mailboxes", headers: headers, body: Array(json.utf8)))
    }

    @Test("local part, domain, label and metadata are taken from the body")
    func body() async throws {
        let made = await create(
            #"{"local_part": "Build.17", "domain": "mail.test", "label": "ci", "metadata": {"run": "17"}, "ttl_minutes": 5}"#)
        #expect(made.status == 201)
        let body = try made.json
        #expect(body["address"]?.text == "Build.17@mail.test" && body["label"]?.text == "ci" && body["metadata"]?["run"]?.text == "17")
        #expect(body["limits"]?["max_messages"]?.number == 1000)
        try expectProblem(await create(#"{"local_part": "build.17", "domain": "mail.test"}"#), 409, "address_taken")
    }

    @Test("an address that has ended comes back to its account, and to nobody else")
    func former() async throws {
        let wish = #"{"local_part": "build", "ttl_minutes": 1}"#
        #expect(await create(wish, token: Host.adminToken).status == 201)
        host.clock.advance(minutes: 2)
        try expectProblem(await create(wish), 409, "address_taken")
        #expect(await create(wish, token: Host.adminToken).status == 201)
        host.clock.advance(minutes: 2)
        // One without an account cannot tell that it is the same one.
        #expect(await create(#"{"local_part": "mine", "ttl_minutes": 1}"#).status == 201)
        host.clock.advance(minutes: 2)
        try expectProblem(await create(#"{"local_part": "mine"}"#), 409, "address_taken")
    }

    @Test(
        "what speaks for a domain is refused, and so is what is no local part",
        arguments: [
            "postmaster", "Admin", "webmaster+x", "", ".a", "a.", "a..b", "a b", "ä", "a@b", "-a", String(repeating: "a", count: 65),
        ])
    func localParts(_ text: String) async throws {
        let problem = await create("{\"local_part\": \"\(text)\"}")
        #expect(problem.status == 422)
        #expect(try problem.json["errors"]?.elements.map { $0["field"]?.text } == ["local_part"])
    }

    @Test("a body that is no JSON object, or has what nobody knows, is refused")
    func bodies() async throws {
        try expectProblem(await create("{\"ttl_minutes\": 5"), 400, "bad_json")
        try expectProblem(await create("[]"), 400, "bad_json")
        let problem = await create(#"{"ttl": 5, "label": 7, "metadata": {"a": 1}, "domain": "else.test"}"#)
        #expect(problem.status == 422)
        #expect(Set(try problem.json["errors"]?.elements.compactMap { $0["field"]?.text } ?? []) == ["ttl", "label", "metadata", "domain"])
        let form = await host.api.respond(
            to: APIRequest(
                method: "POST", path: "/api/v1/mailboxes", headers: ["content-type": "application/x-www-form-urlencoded"],
                body: Array("a=b".utf8)))
        try expectProblem(form, 415, "unsupported_body")
    }

    @Test("numbers may have a fraction of nothing, texts are counted by code points, and names are not empty")
    func values() async throws {
        #expect(try await create(#"{"ttl_minutes": 5.0}"#).json["expires_at"]?.text == Host.start.adding(minutes: 5).rfc3339)
        #expect(try await create(#"{"ttl_minutes": 0.5e1}"#).json["expires_at"]?.text == Host.start.adding(minutes: 5).rfc3339)
        for number in ["5.5", "1e400", "-0.0", "9223372036854775808"] {
            #expect(await create("{\"ttl_minutes\": \(number)}").status == 422)
        }
        let umlauts = String(repeating: "ü", count: 100)
        #expect(try await create("{\"label\": \"\(umlauts)\"}").json["label"]?.text == umlauts)
        #expect(await create("{\"label\": \"\(umlauts)u\"}").status == 422)
        #expect(await create(#"{"metadata": {"": "x"}}"#).status == 422)
    }

    @Test("a null in the body takes nothing from the query, and another value does")
    func nulls() async throws {
        for (body, minutes) in [(#"{"ttl_minutes": null}"#, 7), (#"{"ttl_minutes": 9}"#, 9), ("{}", 7)] {
            let made = await host.api.respond(
                to: APIRequest(method: "POST", path: "/api/v1/mailboxes", query: "ttl_minutes=7", body: Array(body.utf8)))
            #expect(try made.json["expires_at"]?.text == Host.start.adding(minutes: minutes).rfc3339)
        }
    }

    @Test("PATCH moves the end, within the plan, and changes label and metadata")
    func change() async throws {
        let mailbox = try await host.create("ttl_minutes=5")
        func patch(_ json: String) async -> APIResponse {
            await host.api.respond(
                to: APIRequest(
                    method: "PATCH", path: mailbox.path, headers: ["authorization": "Bearer \(mailbox.token)"], body: Array(json.utf8)))
        }
        host.clock.advance(minutes: 4)
        #expect(try await patch(#"{"ttl_minutes": 60, "label": "a"}"#).json["expires_at"]?.text == Host.start.adding(minutes: 64).rfc3339)
        host.clock.advance(minutes: 10)
        #expect(try await patch(#"{"ttl_minutes": 999999}"#).json["expires_at"]?.text == Host.start.adding(minutes: 14 + 1440).rfc3339)
        #expect(try await patch(#"{"metadata": {"k": "v"}}"#).json["label"]?.text == "a")
        #expect(try await patch(#"{"label": null}"#).json["label"] == .null)
        try expectProblemWithErrors(await patch("{}"))
    }

    private func expectProblemWithErrors(_ response: APIResponse) throws {
        #expect(response.status == 422)
        #expect(try response.json["errors"]?.elements.isEmpty == false)
    }
}
