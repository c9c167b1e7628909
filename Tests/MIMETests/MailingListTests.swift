import MIME
import Testing

/// List-* fields: RFC 2369, RFC 2919, RFC 8058.
@Suite struct MailingListTests {
    @Test func allFieldsAreRead() {
        let message = mail(
            """
            List-Id: "Big, (old) news" <news.example.com>
            List-Help: <https://example.com/help>,
             <mailto:help@example.com>
            List-Unsubscribe: (by mail) <mailto:leave@example.com?subject=a,b>, <https://example.com/leave?
             t=1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            List-Subscribe: <https://example.com/join>
            List-Post: NO (posting not allowed on this list)
            List-Owner: <mailto:owner@example.com> (Joan)
            List-Archive: <https://example.com/archive>

            """)
        var expected = MailingList()
        expected.id = "news.example.com"
        expected.description = "Big, (old) news"
        expected.help = ["https://example.com/help", "mailto:help@example.com"]
        expected.unsubscribe = ["mailto:leave@example.com?subject=a,b", "https://example.com/leave?t=1"]
        expected.subscribe = ["https://example.com/join"]
        expected.owner = ["mailto:owner@example.com"]
        expected.archive = ["https://example.com/archive"]
        expected.isClosedToPosts = true
        expected.oneClickUnsubscribe = "https://example.com/leave?t=1"
        #expect(message.mailingList == expected)
        #expect(message.defects == [])
        #expect(message.root.header("list-help")?.uris == expected.help)
    }

    @Test(
        arguments: [
            ("<a.example.com>", "a.example.com", nil), ("News <a.example.com>", "a.example.com", "News"),
            ("=?utf-8?Q?Gr=C3=BCn?= <a.b>", "a.b", "Grün"), ("A <B> <a.b>", "a.b", "A <B>"), ("(x) News (y) <a.\r\n b> (z)", "a.b", "News"),
        ] as [(String, String?, String?)])
    func anIdentifierHasItsDescription(value: String, id: String?, description: String?) {
        let message = mail("List-Id", value)
        #expect(message.mailingList?.id == id)
        #expect(message.mailingList?.description == description)
        #expect(message.defects == [])
    }

    @Test(arguments: [
        ("List-Id", "a.example.com"), ("List-Id", "News <a.b"), ("List-Unsubscribe", "https://example.com/a"),
        ("List-Unsubscribe", "<https://example.com/a"), ("List-Unsubscribe", "unsubscribe <https://example.com/a>"),
    ])
    func whatIsNotInBracketsIsNoted(name: String, value: String) {
        let message = mail(name, value)
        let list = message.mailingList
        #expect(list?.id == (value == "a.example.com" ? "a.example.com" : name == "List-Id" ? "a.b" : nil))
        #expect(list?.unsubscribe == (name == "List-Id" ? [] : ["https://example.com/a"]))
        #expect(message.codes == [.invalidListField])
    }

    @Test(
        arguments: [
            ("List-Unsubscribe=One-Click", "<mailto:a@b>, <HTTPS://c>", "HTTPS://c"), ("List-Unsubscribe=One-Click", "<http://c>", nil),
            ("List-Unsubscribe=Two", "<https://c>", nil), (" list-unsubscribe=one-click ", "<https://c>, <https://d>", "https://c"),
        ] as [(String, String, String?)])
    func oneClickNeedsBothFields(post: String, uris: String, expected: String?) {
        let message = mail("List-Unsubscribe-Post: \(post)\nList-Unsubscribe: \(uris)\n\n")
        #expect(message.mailingList?.oneClickUnsubscribe == expected)
    }

    @Test func aMailOfNoListHasNone() {
        #expect(mail("Subject: a\nListen-To: b\nList-Nothing: c\n\n").mailingList == nil)
    }
}
