import Mail
import MailboxAPI
import Testing

@Suite("GET /api/v1/mailboxes/{address}/messages")
struct MessageListTests {
    /// A mailbox with messages 1 to `count`.
    private func filled(_ count: Int) async throws -> (host: Host, mailbox: Host.Opened) {
        let host = Host()
        let mailbox = try await host.create()
        for number in 0..<count { try await host.deliver(to: mailbox, id: "m\(number)") }
        return (host, mailbox)
    }

    private func list(_ host: Host, _ mailbox: Host.Opened, _ query: String = "") async throws -> JSONBody {
        let response = await host.send("GET", "\(mailbox.path)/messages?\(query)", token: mailbox.token)
        #expect(response.status == 200)
        return try response.json
    }

    private func numbers(_ list: JSONBody) -> [Int?] { list["messages"]?.elements.map { $0["seq"]?.number } ?? [] }

    @Test("an empty mailbox has an empty list and no next page")
    func empty() async throws {
        let (host, mailbox) = try await filled(0)
        #expect(
            try await list(host, mailbox) == .object(["messages": .list([]), "next": .null, "cursor": .text("m0"), "total": .number(0)]))
    }

    @Test("an item has the summary and the envelope, without the body")
    func item() async throws {
        let host = Host()
        let mailbox = try await host.create()
        let id = try await host.deliver(to: mailbox)
        let item = try #require(try await list(host, mailbox)["messages"]?.elements.first)
        #expect(
            item
                == .object([
                    "id": .text(id), "seq": .number(1), "received_at": .text("2026-11-21T08:30:00.250Z"),
                    "size": .number(Double(SampleMail.plain.count)),
                    "is_read": .truth(false), "envelope_from": .text("shop@shop.example"), "subject": .text("Grüße"),
                    "from": .list([.object(["name": .text("Shop"), "address": .text("shop@shop.example")])]),
                    "to": .list([.object(["name": .text(""), "address": .text("happy-tiger-42@postroom.test")])]),
                    "date": .text("2026-11-21T09:29:58+01:00"), "snippet": .text("Your code is 847291."), "attachment_count": .number(0),
                    "verdicts": .object(["spam": .text("PASS"), "dkim": .text("GRAY")]), "cursor": .text("m1"),
                    "extract": .object(["otp": .text("847291"), "confidence": item["extract"]?["confidence"] ?? .null, "link": .null]),
                ]))
    }

    @Test("what a mail does not have is null or empty, so that every item has the same keys")
    func bareItem() async throws {
        let host = Host()
        let mailbox = try await host.create()
        try await host.deliver(to: mailbox, id: "m1")
        try await host.deliver(Array("\r\n".utf8), to: mailbox, id: "m2", from: nil)
        let items = try #require(try await list(host, mailbox)["messages"]?.elements)
        #expect(items.count == 2)
        #expect(items.first?.keys == items.last?.keys)
        #expect(items.first?["envelope_from"] == .null)
        #expect(items.first?["date"] == .null)
        #expect(items.first?["subject"] == .text(""))
    }

    @Test("newest first, in the order of arrival and not of any date")
    func order() async throws {
        let (host, mailbox) = try await filled(3)
        host.clock.advance(minutes: -30)
        try await host.deliver(to: mailbox, id: "late")
        #expect(numbers(try await list(host, mailbox)) == [4, 3, 2, 1])
    }

    @Test(
        "limit and before cut the list, and next is where it goes on",
        arguments: [
            ("limit=2", [5, 4], 4), ("limit=2&before=4", [3, 2], 2), ("limit=2&before=2", [1], nil), ("limit=5", [5, 4, 3, 2, 1], nil),
            ("limit=4", [5, 4, 3, 2], 2), ("before=3", [2, 1], nil), ("before=1", [], nil), ("before=99", [5, 4, 3, 2, 1], nil),
            ("limit=9223372036854775807", [5, 4, 3, 2, 1], nil), ("before=9223372036854775807&limit=1", [5], 5),
        ] as [(String, [Int], Int?)])
    func paging(query: String, expected: [Int], next: Int?) async throws {
        let (host, mailbox) = try await filled(5)
        let list = try await list(host, mailbox, query)
        #expect(numbers(list) == expected)
        #expect(list["next"] == next.map { .text("m\($0)") } ?? .null)
    }

    @Test("a page is 50 messages unless asked otherwise, and 200 at most")
    func pageSizes() async throws {
        let (host, mailbox) = try await filled(203)
        #expect(numbers(try await list(host, mailbox)).count == 50)
        #expect(numbers(try await list(host, mailbox, "limit=1000")).count == 200)
        #expect(try await list(host, mailbox, "limit=1000")["next"] == .text("m4"))
    }

    @Test("following next shows every message once, also when mail comes in between")
    func following() async throws {
        let (host, mailbox) = try await filled(7)
        var seen: [Int?] = []
        var query = "limit=3"
        var pages = 0
        while pages < 10 {
            let page = try await list(host, mailbox, query)
            seen += numbers(page)
            pages += 1
            guard let next = page["next"]?.text else { break }
            query = "limit=3&before=\(next)"
            try await host.deliver(to: mailbox, id: "in between \(pages)")
        }
        #expect(seen == [7, 6, 5, 4, 3, 2, 1])
        #expect(pages == 3)
    }

    @Test(
        "a bad limit or before is refused with what to do",
        arguments: ["limit=0", "limit=-1", "limit=all", "limit=", "before=-1", "before=n42", "before=1.0", "limit=2&before=x"])
    func badParameters(query: String) async throws {
        let (host, mailbox) = try await filled(1)
        let body = try expectProblem(
            await host.send("GET", "\(mailbox.path)/messages?\(query)", token: mailbox.token), 422, "invalid_parameter")
        let name = query.contains("before") ? "before" : "limit"
        #expect(body["detail"]?.text?.contains("'\(name)'") == true)
        #expect(body["errors"]?.elements.map { $0["field"]?.text } == [name])
    }

    @Test("listing marks nothing as read")
    func reading() async throws {
        let (host, mailbox) = try await filled(1)
        _ = try await list(host, mailbox)
        #expect(try await list(host, mailbox)["messages"]?.elements.first?["is_read"] == .truth(false))
    }
}
