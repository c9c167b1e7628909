import Forwarding
import Mail
import Testing
import Tracking

@Suite("Lines of the mail log")
struct MailLogEntryTests {
    static let time = Timestamp(millisecondsSince1970: 1_795_249_804_808)

    private func delivered(_ to: String = "user@example.com", detail: String? = "250 ok") -> MailLogEntry {
        var entry = MailLogEntry(.delivered, time: Self.time, function: "DeliveryEvents", sesID: "0102019a-000000", to: to)
        entry.from = "hello@alias.test"
        entry.messageID = "a.1@alias.test"
        entry.relay = "[192.0.2.7]"
        entry.dsn = "2.0.0"
        entry.delay = 3558
        entry.detail = detail
        return entry
    }

    @Test("a delivery reads as operators grep it")
    func line() {
        #expect(
            delivered().line
                == "0102019a-000000: to=<user@example.com>, relay=[192.0.2.7], dsn=2.0.0, delay=3558ms, status=delivered (250 ok)")
    }

    @Test("what comes in says who sent it, and what is sent on where it goes")
    func otherLines() {
        var received = MailLogEntry(.received, time: Self.time, function: "AliasForward", sesID: "m1", to: "hello@alias.test")
        received.from = ""
        received.messageID = "x@y.test"
        #expect(received.line == "m1: to=<hello@alias.test>, from=<>, message-id=<x@y.test>, status=received")
        var forwarded = MailLogEntry(.forwarded, time: Self.time, function: "AliasForward", sesID: "m1", to: "jane@target.test")
        forwarded.alias = "hello@alias.test"
        forwarded.next = "0102-0"
        #expect(forwarded.line == "m1: to=<jane@target.test>, orig_to=<hello@alias.test>, next=0102-0, status=forwarded")
        #expect(MailLogEntry(.suppressed, time: Self.time, function: "f", sesID: nil).line == "-: status=suppressed")
    }

    @Test(
        "nothing from outside looks like a field or a line of its own",
        arguments: [
            "x, status=delivered (250 ok)", "x\r\n0102: to=<a@b.test>, status=delivered", "STATUS=delivered", "\u{202E}status=delivered",
            "to=<victim@example.com>", "a) status=delivered", "orig_to=<x>", "?status=delivered",
        ])
    func injection(_ text: String) throws {
        var entry = delivered(text, detail: text)
        entry.status = .bounced
        entry.from = text
        entry.messageID = text
        entry.relay = text
        entry.dsn = text
        entry.next = text
        entry.sesID = text
        for status in [MailLogEntry.Status.bounced, .received] {
            entry.status = status
            #expect(!entry.json.lowercased().contains("status=delivered"))
            #expect(!entry.json.contains("\n") && !entry.json.contains("\r"))
            #expect(entry.line.split(separator: "status=").count == 2)
            #expect(entry.line.split(separator: "to=<", omittingEmptySubsequences: false).count == 2)
            #expect(MailLogEntry(json: entry.json) == entry)
        }
    }

    @Test("the same as JSON, which begins with the line, and is read back")
    func json() throws {
        let entry = delivered()
        #expect(entry.json.hasPrefix(#"{"line":"0102019a-000000: to=<user@example.com>, relay="#))
        #expect(entry.json.contains(#""time":"2026-11-21T08:30:04.808Z","function":"DeliveryEvents","status":"delivered""#))
        #expect(MailLogEntry(json: entry.json) == entry)
        #expect(MailLogEntry.all(in: "\(entry.json)\nno entry\n{}\n\(entry.json)\n") == [entry, entry])
        #expect(MailLogEntry(json: delivered(detail: String(repeating: "x", count: 1 << 20)).json)?.detail?.count == 2000)
    }

    @Test("the tag of forwarded mail is the ledger's")
    func tag() { #expect(MailTags.origin == LedgerKey.mailTag) }
}

@Suite("Addresses in the mail log")
struct LoggedAddressesTests {
    private let hashed = LoggedAddresses.hashed(key: Array("a key of sixteen bytes".utf8))

    @Test("are in lower case, with their domain as DNS has it")
    func full() {
        #expect(LoggedAddresses.full.shown("Jane.Doe@München.Example") == "jane.doe@xn--mnchen-3ya.example")
        #expect(LoggedAddresses.full.shown("") == "")
        #expect(LoggedAddresses.full.shown("No Address") == "No Address")
    }

    @Test("or a code under a key, the same for every spelling, and another under another key")
    func codes() throws {
        let code = hashed.shown("Jane@Example.com")
        #expect(code.hasPrefix("~") && code.hasSuffix("@example.com") && code.count == 17 + 12)
        #expect(hashed.shown("jane@example.com") == code && hashed.shown(code) == code)
        #expect(hashed.shown("joe@example.com") != code && hashed.shown("") == "")
        #expect(LoggedAddresses.hashed(key: Array("another key, of sixteen".utf8)).shown("jane@example.com") != code)
        #expect(!hashed.shown("Jane Doe").contains("Jane"))
    }

    @Test("are hashed wherever a server repeats them")
    func details() {
        var entry = MailLogEntry(.bounced, time: MailLogEntryTests.time, function: "f", sesID: "s", to: "Jane@Example.com")
        entry.from = "bob@shop.test"
        entry.alias = "hello@alias.test"
        entry.messageID = "jane.1@mail.test"
        entry.detail = "550 5.1.1 <jane@example.com>... User JANE unknown, see joe@other.test. Mail for hello is off"
        let shown = hashed.shown(entry)
        #expect(shown.to == hashed.shown("jane@example.com"))
        for word in ["jane", "joe", "bob", "hello"] { #expect(!shown.json.lowercased().contains(word), "\(shown.json)") }
        #expect(shown.detail?.hasPrefix("550 5.1.1 <~") == true && shown.detail?.contains("@other.test. Mail for ~") == true)
        #expect(LoggedAddresses.full.shown(entry).detail == entry.detail)
    }
}
