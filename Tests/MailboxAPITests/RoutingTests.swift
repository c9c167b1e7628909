import Mail
import MailboxAPI
import Testing

@Suite("Paths and methods")
struct RoutingTests {
    private let host = Host()

    @Test("/health says ok to everybody", arguments: [nil, "Basic nonsense", "Bearer wrong"] as [String?])
    func health(authorization: String?) async throws {
        let response = await host.send("GET", "/health", authorization: authorization)
        #expect(response.status == 200)
        #expect(response.body == Array(#"{"status":"ok"}"#.utf8))
    }

    @Test("the index is text that names every route", arguments: ["/", ""])
    func index(path: String) async throws {
        let response = await host.send("GET", path)
        #expect(response.status == 200)
        #expect(response.header("Content-Type") == "text/plain; charset=utf-8")
        let text = String(decoding: response.body, as: UTF8.self)
        let paths = MailboxAPI.operations.map(\.path) + ["/openapi.json", "Authorization: Bearer TOKEN"]
        for path in paths { #expect(text.contains(path), "\(path)") }
    }

    @Test(
        "HEAD is GET without the body",
        arguments: ["/", "/health", "MAILBOX", "MAILBOX/messages", "MAILBOX/messages/ID", "MAILBOX/messages/ID/raw"])
    func head(_ template: String) async throws {
        let mailbox = try await host.create()
        let message = try await host.deliver(to: mailbox)
        let target = Route(method: "GET", rest: template.replacing("MAILBOX", with: mailbox.path)).target("", message: message)
        let head = await host.send("HEAD", target, token: mailbox.token)
        let get = await host.send("GET", target, token: mailbox.token)
        #expect(head.status == 200)
        #expect(head.body.isEmpty && !get.body.isEmpty)
        #expect(head.headers.map(\.name) == get.headers.map(\.name) + ["Content-Length"])
        #expect(head.headers.map(\.value) == get.headers.map(\.value) + ["\(get.body.count)"])
    }

    @Test(
        "HEAD has no body when it fails either",
        arguments: [
            ("/nothing", 404), ("/%zz", 400), ("/api/v1/mailboxes/a@postroom.test/messages/batch", 405),
            ("/api/v1/mailboxes/a@postroom.test", 401),
        ])
    func failingHead(target: String, status: Int) async throws {
        let response = await host.send("HEAD", target)
        #expect(response.status == status)
        #expect(response.body.isEmpty)
        #expect(response.header("Content-Type") == "application/problem+json")
    }

    @Test(
        "a method that a path does not take is answered with those that it takes",
        arguments: [
            ("/", "GET, HEAD"), ("/health", "GET, HEAD"), ("/api/v1/mailboxes", "POST, GET, HEAD"),
            ("/api/v1/mailboxes/a@postroom.test", "GET, PATCH, DELETE, HEAD"),
            ("/api/v1/mailboxes/a@postroom.test/messages", "GET, DELETE, HEAD"),
            ("/api/v1/mailboxes/a@postroom.test/messages/1", "GET, PATCH, DELETE, HEAD"),
            ("/api/v1/mailboxes/a@postroom.test/messages/1/raw", "GET, HEAD"),
            ("/api/v1/mailboxes/a@postroom.test/messages/1/parts/1", "GET, HEAD"),
        ])
    func methodNotAllowed(path: String, allowed: String) async throws {
        let takes = Set(allowed.split(separator: ", ").map(String.init))
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", ""] where !takes.contains(method) {
            let response = await host.send(method, path)
            let body = try expectProblem(response, 405, "method_not_allowed")
            #expect(response.header("Allow") == allowed)
            #expect(body["hint"]?.text?.contains(allowed) == true)
        }
    }

    @Test(
        "other paths are not found, with or without a token",
        arguments: [
            "/api", "/api/v1", "/api/v2/mailboxes", "/API/v1/mailboxes", "/mailboxes", "/health/live", "/healthz", "/index.html",
            "/api/v1/mailboxes/a@postroom.test/mail", "/api/v1/mailboxes/a@postroom.test/messages/1/json",
            "/api/v1/mailboxes/a@postroom.test/messages/1/parts/1/2",
            "/api/v1/mailboxes/a@postroom.test/messages/1/raw/x", "/%2F", "/api%2Fv1%2Fmailboxes",
        ])
    func notFound(path: String) async throws {
        for method in ["GET", "POST", "DELETE"] {
            for token in [nil, "wrong", Host.adminToken] {
                try expectProblem(await host.send(method, path, token: token), 404, "not_found")
            }
        }
    }

    @Test(
        "a path that is not well percent-encoded is a bad request",
        arguments: ["%", "%4", "%zz", "a%40b%", "%FF", "a%C3@postroom.test", "%ED%A0%80", "%+1", "% 40"])
    func badEncoding(segment: String) async throws {
        for path in ["/api/v1/mailboxes/\(segment)", "/api/v1/mailboxes/a@postroom.test/messages/\(segment)/raw", "/\(segment)"] {
            try expectProblem(await host.send("GET", path, token: Host.adminToken), 400, "bad_path")
        }
    }

    @Test("a slash at the end or twice makes no difference", arguments: ["/health/", "//health", "/health//"])
    func slashes(path: String) async throws {
        #expect(await host.send("GET", path).status == 200)
    }
}
