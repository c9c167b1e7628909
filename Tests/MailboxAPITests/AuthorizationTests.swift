import Mail
import MailboxAPI
import Testing

@Suite("Authorization")
struct AuthorizationTests {
    private let host = Host()

    @Test("a request without a token is asked for one", arguments: Route.all.filter { $0.method != "HEAD" })
    func none(_ route: Route) async throws {
        let mailbox = try await host.create()
        let message = try await host.deliver(to: mailbox)
        let response = await host.send(route.method, route.target(mailbox, message: message))
        try expectProblem(response, 401, "unauthorized")
        #expect(response.header("WWW-Authenticate") == "Bearer realm=\"postroom\"")
        // Nobody learns from it whether the mailbox exists.
        let missing = await host.send(route.method, route.target("/api/v1/mailboxes/nobody@postroom.test", message: message))
        #expect(response.wire == missing.wire)
    }

    @Test(
        "a header that is not 'Bearer TOKEN' is refused and said so",
        arguments: [
            "", " ", "Bearer", "Bearer ", "TOKEN", "Basic TOKEN", "Bearer TOKEN TOKEN", "BearerTOKEN", "Token TOKEN", "Bearer:TOKEN",
            ", Bearer TOKEN",
        ])
    func malformed(_ header: String) async throws {
        let mailbox = try await host.create()
        let header = header.split(separator: "TOKEN", omittingEmptySubsequences: false).joined(separator: mailbox.token)
        for (method, target) in [("GET", mailbox.path), ("POST", "/api/v1/mailboxes"), ("GET", "\(mailbox.path)/messages")] {
            let response = await host.send(method, target, authorization: header)
            let body = try expectProblem(response, 401, "unauthorized")
            #expect(body["detail"]?.text?.contains("'Bearer TOKEN'") == true)
            #expect(response.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
            #expect(!String(decoding: response.body, as: UTF8.self).contains(mailbox.token))
        }
    }

    @Test(
        "the scheme's letter case and the spaces do not matter",
        arguments: ["Bearer TOKEN", "bearer TOKEN", "BEARER TOKEN", " Bearer  TOKEN "])
    func wellFormed(_ header: String) async throws {
        let mailbox = try await host.create()
        let header = header.split(separator: "TOKEN", omittingEmptySubsequences: false).joined(separator: mailbox.token)
        #expect(await host.send("GET", mailbox.path, authorization: header).status == 200)
    }

    @Test("a token has to be right to the last character")
    func almost() async throws {
        let mailbox = try await host.create()
        for token in [
            String(mailbox.token.dropLast()), mailbox.token + "0", mailbox.token.uppercased() + "x", String(mailbox.token.reversed()) + "x",
        ] {
            try expectProblem(await host.send("GET", mailbox.path, token: token), 404, "mailbox_not_found")
        }
    }

    @Test("the stored hash is no token")
    func hash() async throws {
        let mailbox = try await host.create()
        let stored = try #require(try await host.store.mailbox(EmailAddress(mailbox.address)))
        let text = stored.tokenHash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(text.count == 64)
        try expectProblem(await host.send("GET", mailbox.path, token: text), 404, "mailbox_not_found")
    }

    @Test("the admin token opens every mailbox, on every route", arguments: Route.all)
    func admin(_ route: Route) async throws {
        for mailbox in [try await host.create(), try await host.create(token: Host.adminToken)] {
            let message = try await host.deliver(to: mailbox)
            let response = await host.send(route.method, route.target(mailbox, message: message), token: Host.adminToken)
            #expect(route.works.contains(response.status))
        }
    }

    @Test("without an admin token in the configuration no token is one", arguments: ["", "nil", "the-operators-token"])
    func noAdmin(token: String) async throws {
        var host = Host()
        host.adminToken = nil
        let mailbox = try await host.create()
        #expect(await host.send("GET", mailbox.path, token: token).status != 200)
        #expect(await host.send("POST", "/api/v1/mailboxes", token: token).status == 401)
    }
}
