import InMemoryLogging
import Logging
import Mail
import MailboxAPI
import Testing

@Suite("Failures that are not the client's")
struct FailureTests {
    private static let secret = "table arn:aws:dynamodb:eu-west-1:123456789012:table/postroom is down"

    private struct StorageDown: Error, CustomStringConvertible {
        var description: String { FailureTests.secret }
    }

    /// Storage that takes mail and cannot give it back.
    private struct BrokenRawMail: RawMailStore {
        func put(_ bytes: [UInt8], key: String) throws { throw StorageDown() }
        func get(_ key: String) throws -> [UInt8] { throw StorageDown() }
        func get(_ key: String, _ range: Range<Int>) throws -> [UInt8] { throw StorageDown() }
        func delete(_ key: String) throws { throw StorageDown() }
    }

    private struct BrokenRandom: RandomSource {
        func bytes(_ count: Int) throws -> [UInt8] { throw StorageDown() }
    }

    private func expectInternalError(_ response: APIResponse, _ host: Host, method: String) throws {
        try expectProblem(response, 500, "internal_error")
        let text = String(decoding: response.wire, as: UTF8.self)
        for detail in ["dynamodb", "arn", "table", "StorageDown", "postroom is down"] { #expect(!text.contains(detail), "\(detail)") }
        // The operator gets what the client does not.
        let entry = try #require(host.logs.entries.last)
        #expect(entry.level == .error)
        #expect(entry.metadata["reason"] == "\(Self.secret)")
        #expect(entry.metadata["method"] == "\(method)")
    }

    @Test("storage of mailboxes that fails is an internal error, without the reason", arguments: Route.all.filter { $0.method != "HEAD" })
    func store(_ route: Route) async throws {
        var host = Host()
        host.store = BrokenStore(error: StorageDown())
        let response = await host.send(route.method, route.target("/api/v1/mailboxes/a@postroom.test", message: "x"), token: "token")
        try expectInternalError(response, host, method: route.method)
    }

    @Test("a mailbox that cannot be made is an internal error, without the reason")
    func create() async throws {
        var host = Host()
        host.store = BrokenStore(error: StorageDown())
        try expectInternalError(await host.send("POST", "/api/v1/mailboxes"), host, method: "POST")
        host = Host()
        host.random = BrokenRandom()
        try expectInternalError(await host.send("POST", "/api/v1/mailboxes"), host, method: "POST")
    }

    @Test(
        "storage of raw mail that fails is an internal error, not a mail that is gone",
        arguments: Route.ofRawMail.filter { $0.method == "GET" })
    func rawMail(_ route: Route) async throws {
        var host = Host()
        let mailbox = try await host.create()
        let message = try await host.deliver(to: mailbox)
        host.rawMail = BrokenRawMail()
        try expectInternalError(await host.send("GET", route.target(mailbox, message: message), token: mailbox.token), host, method: "GET")
        let list = try await host.send("GET", "\(mailbox.path)/messages", token: mailbox.token).json
        #expect(list["messages"]?.elements.first?["is_read"] == .truth(false))
    }

    @Test("what the client gets wrong is not logged as an error")
    func clientErrors() async throws {
        let host = Host()
        for target in ["/nothing", "/%zz", "/api/v1/mailboxes/a@postroom.test", "/api/v1/mailboxes?ttl_minutes=x"] {
            _ = await host.send("GET", target)
            _ = await host.send("POST", target, token: "wrong")
        }
        #expect(host.logs.entries.isEmpty)
    }

    @Test("tokens and paths never reach the log")
    func secrets() async throws {
        var host = Host()
        host.store = BrokenStore(error: StorageDown())
        for route in Route.all {
            _ = await host.send(route.method, route.target("/api/v1/mailboxes/jane.doe@postroom.test", message: "x"), token: "secret-token")
        }
        #expect(!host.logs.entries.isEmpty)
        for entry in host.logs.entries {
            #expect(!"\(entry)".contains("jane.doe") && !"\(entry)".contains("secret-token"))
        }
    }
}
