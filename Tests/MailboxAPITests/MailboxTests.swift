import Mail
import MailboxAPI
import Testing

@Suite("GET and DELETE /api/v1/mailboxes/{address}")
struct MailboxTests {
    @Test("GET answers the mailbox without its token")
    func show() async throws {
        let host = Host()
        let mailbox = try await host.create("ttl_minutes=5")
        try await host.deliver(to: mailbox)
        let response = await host.send("GET", mailbox.path, token: mailbox.token)
        #expect(response.status == 200)
        let body = try response.json
        #expect(body.keys == ["address", "created_at", "expires_at", "plan", "message_count", "cursor", "label", "limits", "metadata"])
        #expect(body["address"]?.text == mailbox.address)
        #expect(body["expires_at"]?.text == "2026-11-21T08:35:00.250Z")
        #expect(body["message_count"]?.number == 1)
    }

    @Test("DELETE ends the mailbox: its messages and raw mails are gone, and so is it")
    func delete() async throws {
        let host = Host()
        let mailbox = try await host.create()
        let message = try await host.deliver(to: mailbox)
        let response = await host.send("DELETE", mailbox.path, token: mailbox.token)
        #expect(response.status == 204)
        #expect(response.body.isEmpty)
        for route in Route.all where route.method != "HEAD" {
            try expectProblem(
                await host.send(route.method, route.target(mailbox, message: message), token: mailbox.token), 404, "mailbox_not_found")
        }
        await #expect(throws: RawMailMissing.self) { try await host.rawMail.get("raw/m1") }
    }

    @Test("DELETE leaves the raw mail that another mailbox has too")
    func sharedRawMail() async throws {
        let host = Host()
        let first = try await host.create()
        let second = try await host.create()
        try await host.deliver(to: first)
        let message = try await host.deliver(to: second)
        #expect(await host.send("DELETE", first.path, token: first.token).status == 204)
        #expect(await host.send("GET", "\(second.path)/messages/\(message)/raw", token: second.token).body == SampleMail.plain)
    }

    @Test(
        "the address in the path may be percent-encoded and in any case",
        arguments: [
            "happy-tiger-42@postroom.test", "happy-tiger-42%40postroom.test", "Happy-Tiger-42@PostRoom.test",
            "%68appy-tiger-42%40postroom%2Etest",
        ])
    func spelling(_ path: String) async throws {
        let host = Host()
        let mailbox = try await host.open("happy-tiger-42@postroom.test")
        let response = await host.send("GET", "/api/v1/mailboxes/\(path)", token: mailbox.token)
        #expect(response.status == 200)
        #expect(try response.json["address"]?.text == "happy-tiger-42@postroom.test")
    }

    @Test(
        "a plus in the path is a plus, as it is or encoded",
        arguments: ["a+b@postroom.test", "a%2Bb%40postroom.test", "a%2bb@postroom.test"])
    func plus(_ path: String) async throws {
        let host = Host()
        let mailbox = try await host.open("a+b@postroom.test")
        #expect(await host.send("GET", "/api/v1/mailboxes/\(path)/messages", token: mailbox.token).status == 200)
    }

    @Test("a slash in an address is encoded and does not divide the path")
    func slash() async throws {
        let host = Host()
        let mailbox = try await host.open("a/messages@postroom.test")
        #expect(await host.send("GET", "/api/v1/mailboxes/a%2Fmessages%40postroom.test", token: mailbox.token).status == 200)
        #expect(await host.send("GET", "/api/v1/mailboxes/a/messages@postroom.test", token: mailbox.token).status == 404)
    }
}
