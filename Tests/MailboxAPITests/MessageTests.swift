import Mail
import MailboxAPI
import Testing

@Suite("GET and DELETE /api/v1/mailboxes/{address}/messages/{id}")
struct MessageTests {
    private let host = Host()

    private func isRead(_ id: String, in mailbox: Host.Opened) async throws -> Bool? {
        try await host.store.message(#require(MessageIdentifier(id)), in: EmailAddress(mailbox.address), now: host.clock.now())?.isRead
    }

    @Test("GET answers the report of the mail and what is stored of it")
    func fields() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(SampleMail.withAttachment, to: mailbox)
        let response = await host.send("GET", "\(mailbox.path)/messages/\(id)", token: mailbox.token)
        #expect(response.status == 200)
        #expect(response.header("Content-Type") == "application/json")
        let body = try response.json
        #expect(
            body.keys == [
                "id", "mailbox", "seq", "size", "verdicts", "received_at", "is_read", "envelope_from", "headers", "subject", "from", "to",
                "cc",
                "reply_to", "date", "message_id", "text", "html", "parts", "attachments", "defects", "cursor", "extract",
            ])
        #expect(body["id"]?.text == id)
        #expect(body["mailbox"]?.text == mailbox.address)
        #expect(body["seq"]?.number == 1)
        #expect(body["size"]?.number == SampleMail.withAttachment.count)
        #expect(body["received_at"]?.text == "2026-11-21T08:30:00.250Z")
        #expect(body["envelope_from"]?.text == "shop@shop.example")
        #expect(body["verdicts"] == .object(["spam": .text("PASS"), "dkim": .text("GRAY")]))
        #expect(body["subject"]?.text == "Your invoice")
        #expect(body["text"]?.text?.hasPrefix("Here it is.") == true)
        #expect(body["html"] == .null && body["date"] == .null && body["message_id"] == .null)
        #expect(body["parts"]?.elements.count == 3)
        let attachment = try #require(body["attachments"]?.elements.first)
        #expect(attachment["content_type"]?.text == "text/html")
        #expect(attachment["decoded_size"]?.number == 25)
    }

    @Test("a mail without an envelope sender has null there")
    func nullSender() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox, from: nil)
        let body = try await host.send("GET", "\(mailbox.path)/messages/\(id)", token: mailbox.token).json
        #expect(body["envelope_from"] == .null)
    }

    @Test("GET marks the message as read and says so at once", arguments: ["", "?mark_read=true", "?mark_read=1", "?other=false"])
    func marks(query: String) async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        let body = try await host.send("GET", "\(mailbox.path)/messages/\(id)\(query)", token: mailbox.token).json
        #expect(body["is_read"] == .truth(true))
        #expect(try await isRead(id, in: mailbox) == true)
    }

    @Test("mark_read=false peeks", arguments: ["false", "0", "%66alse"])
    func peeks(value: String) async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        let target = "\(mailbox.path)/messages/\(id)?mark_read=\(value)"
        #expect(try await host.send("GET", target, token: mailbox.token).json["is_read"] == .truth(false))
        #expect(try await isRead(id, in: mailbox) == false)

        // A message that was read before stays so.
        _ = await host.send("GET", "\(mailbox.path)/messages/\(id)", token: mailbox.token)
        #expect(try await host.send("GET", target, token: mailbox.token).json["is_read"] == .truth(true))
    }

    @Test("another mark_read is refused and marks nothing", arguments: ["", "no", "FALSE", "2", "false%20"])
    func badMark(value: String) async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        let body = try expectProblem(
            await host.send("GET", "\(mailbox.path)/messages/\(id)?mark_read=\(value)", token: mailbox.token), 422, "invalid_parameter")
        #expect(body["hint"]?.text?.contains("mark_read=false") == true)
        #expect(try await isRead(id, in: mailbox) == false)
    }

    @Test("a mark_read that is not well encoded is refused and marks nothing")
    func badEncoding() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        try expectProblem(await host.send("GET", "\(mailbox.path)/messages/\(id)?mark_read=%GG", token: mailbox.token), 400, "bad_query")
        #expect(try await isRead(id, in: mailbox) == false)
    }

    @Test("HEAD shows nothing and marks nothing as read")
    func head() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        let response = await host.send("HEAD", "\(mailbox.path)/messages/\(id)", token: mailbox.token)
        #expect(response.status == 200)
        #expect(response.body.isEmpty)
        #expect(try await isRead(id, in: mailbox) == false)
    }

    @Test("raw mail and parts can be had without marking the message as read", arguments: ["raw", "parts/1"])
    func downloads(rest: String) async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        #expect(await host.send("GET", "\(mailbox.path)/messages/\(id)/\(rest)", token: mailbox.token).status == 200)
        #expect(try await isRead(id, in: mailbox) == false)
    }

    @Test("DELETE removes the message and its raw mail, once")
    func delete() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox, id: "m1")
        let other = try await host.deliver(to: mailbox, id: "m2")
        let target = "\(mailbox.path)/messages/\(id)"
        let response = await host.send("DELETE", target, token: mailbox.token)
        #expect(response.status == 204)
        #expect(response.body.isEmpty)
        for method in ["GET", "DELETE"] {
            try expectProblem(await host.send(method, target, token: mailbox.token), 404, "message_not_found")
        }
        await #expect(throws: RawMailMissing.self) { try await host.rawMail.get("raw/m1") }
        #expect(await host.send("GET", "\(mailbox.path)/messages/\(other)", token: mailbox.token).status == 200)
        #expect(try await host.send("GET", mailbox.path, token: mailbox.token).json["message_count"]?.number == 1)
    }

    @Test("the id is one of the mailbox's own messages", arguments: Route.ofMessages.filter { $0.method != "HEAD" })
    func foreignMessages(_ route: Route) async throws {
        let mailbox = try await host.create()
        let other = try await host.create()
        try await host.deliver(to: mailbox)
        let foreign = try await host.deliver(to: other)
        let unknown = "01234567-89ab-5def-8123-456789abcdef"
        for id in [foreign, unknown, "1", "%00", "\(unknown)0"] {
            for token in [mailbox.token, Host.adminToken] {
                try expectProblem(await host.send(route.method, route.target(mailbox, message: id), token: token), 404, "message_not_found")
            }
        }
        #expect(await host.send("GET", "\(other.path)/messages/\(foreign)", token: other.token).status == 200)
    }

    @Test("the id is taken in capitals too")
    func capitals() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        #expect(await host.send("GET", "\(mailbox.path)/messages/\(id.uppercased())", token: mailbox.token).status == 200)
    }
}
