import Mail
import MailboxAPI
import Testing

@Suite("Raw mail and parts")
struct DownloadTests {
    private let host = Host()

    @Test("raw is the mail to the byte", arguments: [SampleMail.plain, SampleMail.withAttachment, SampleMail.bytes, []])
    func raw(_ mail: [UInt8]) async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(mail, to: mailbox)
        let response = await host.send("GET", "\(mailbox.path)/messages/\(id)/raw", token: mailbox.token)
        #expect(response.status == 200)
        #expect(response.body == mail)
        #expect(response.header("Content-Type") == "message/rfc822")
        #expect(response.header("Content-Disposition") == "attachment; filename=\"\(id).eml\"")
        expectHarmless(response)
    }

    @Test("a part is decoded, and neither its type nor its name is the sender's")
    func part() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(SampleMail.withAttachment, to: mailbox)
        let message = try await host.send("GET", "\(mailbox.path)/messages/\(id)", token: mailbox.token).json
        let path = try #require(message["attachments"]?.elements.first?["path"]?.text)
        let response = await host.send("GET", "\(mailbox.path)/messages/\(id)/parts/\(path)", token: mailbox.token)
        #expect(response.status == 200)
        #expect(response.body == Array("<script>alert(1)</script>".utf8))
        #expect(response.header("Content-Type") == "application/octet-stream")
        #expect(response.header("Content-Disposition") == "attachment; filename=\"\(id)-\(path).bin\"")
        expectHarmless(response)
    }

    @Test("every part that the message lists can be had, with the size that it lists")
    func everyPart() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(SampleMail.withAttachment, to: mailbox)
        let message = try await host.send("GET", "\(mailbox.path)/messages/\(id)", token: mailbox.token).json
        let parts = try #require(message["parts"]?.elements)
        #expect(parts.count == 3)
        for part in parts {
            let path = try #require(part["path"]?.text)
            let response = await host.send("GET", "\(mailbox.path)/messages/\(id)/parts/\(path)", token: mailbox.token)
            #expect(response.status == 200)
            // A multipart has no size of its own: its content is its parts.
            let isMultipart = part["content_type"]?.text?.hasPrefix("multipart/") == true
            #expect(isMultipart || response.body.count == part["decoded_size"]?.number)
        }
    }

    @Test(
        "a path that the message does not have is not found",
        arguments: ["0", "2", "1.3", "1.1.1", "1.", ".1", "01", "one", "1%2F1", "1%00", "-1"])
    func unknownPart(_ path: String) async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(SampleMail.withAttachment, to: mailbox)
        try expectProblem(
            await host.send("GET", "\(mailbox.path)/messages/\(id)/parts/\(path)", token: mailbox.token), 404, "part_not_found")
    }

    @Test("a message whose raw mail is gone is still listed and deleted, and answers 410 to the rest")
    func gone() async throws {
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        try await host.rawMail.delete("raw/m1")
        for route in Route.ofRawMail where route.method == "GET" {
            try expectProblem(await host.send("GET", route.target(mailbox, message: id), token: mailbox.token), 410, "raw_mail_missing")
        }
        let list = try await host.send("GET", "\(mailbox.path)/messages", token: mailbox.token).json
        #expect(list["messages"]?.elements.map { $0["is_read"] } == [.truth(false)])
        #expect(await host.send("DELETE", "\(mailbox.path)/messages/\(id)", token: mailbox.token).status == 204)
    }

    /// Has room for little.
    private struct Links: DownloadLinks {
        let limit = 3000
        func link(toRawMail key: String, filename: String) async throws -> String { "https://elsewhere.test/\(key)" }
        func link(to bytes: [UInt8], name: String, filename: String) async throws -> String {
            "https://elsewhere.test/\(bytes.count)/\(filename)"
        }
    }

    @Test(
        "what the host has no room for is elsewhere, whatever it is",
        arguments: [("", "answer.json"), ("/text", "4000/answer.txt"), ("/raw", "raw/m1"), ("/parts/1", "-1.bin")])
    func tooLarge(_ rest: String, _ end: String) async throws {
        var host = host
        host.downloads = Links()
        let mailbox = try await host.create()
        let id = try await host.deliver(Array("Subject: x\r\n\r\n".utf8) + [UInt8](repeating: 0x61, count: 4000), to: mailbox)
        let response = await host.send("GET", "\(mailbox.path)/messages/\(id)\(rest)", token: mailbox.token)
        #expect(response.status == 302 && response.body.isEmpty)
        let location = try #require(response.header("Location"))
        #expect(location.hasPrefix("https://elsewhere.test/") && location.hasSuffix(end))
        #expect(await host.send("GET", "\(mailbox.path)/messages", token: mailbox.token).status == 200)
    }

    /// A browser saves what it gets, keeps no copy, and runs nothing of it.
    private func expectHarmless(_ response: APIResponse) {
        #expect(response.header("Cache-Control") == "no-store")
        #expect(response.header("X-Content-Type-Options") == "nosniff")
        #expect(response.header("Content-Security-Policy") == "sandbox; default-src 'none'")
        #expect(response.header("Content-Disposition")?.hasPrefix("attachment;") == true)
    }
}
