import MIME
import Testing

/// Typed access to the smaller fields.
@Suite struct FieldTests {
    @Test func groupsAreVisible() throws {
        let field = try #require(mail("To", "a@x.test, Team: b@x.test, C <c@x.test>; , d@x.test, Nobody:;").root.header("to"))
        #expect(
            field.addressGroups == [
                AddressGroup(name: nil, addresses: [Address(name: "", address: "a@x.test")]),
                AddressGroup(
                    name: "Team",
                    addresses: [
                        Address(name: "", address: "b@x.test", group: "Team"), Address(name: "C", address: "c@x.test", group: "Team"),
                    ]),
                AddressGroup(name: nil, addresses: [Address(name: "", address: "d@x.test")]), AddressGroup(name: "Nobody", addresses: []),
            ])
        #expect(field.addressGroups.flatMap(\.addresses) == field.addresses)
    }

    @Test(
        arguments: [
            ("undisclosed-recipients:;", ["undisclosed-recipients"]), ("Undisclosed recipients: ;", ["Undisclosed recipients"]), ("", []),
            ("A:;B:;", ["A", "B"]), ("A: B: c@x.test;", ["A", "B"]), (":;", [""]), ("a@x.test", [nil]),
        ] as [(String, [String?])])
    func emptyGroupsAreVisible(value: String, expected: [String?]) {
        #expect(mail("To", value).root.header("to")?.addressGroups.map(\.name) == expected)
    }

    @Test func senderAndBcc() {
        let message = mail("Sender: S <s@x.test>, t@x.test\nBcc: b@x.test, c@x.test\n\n")
        #expect(message.sender == Address(name: "S", address: "s@x.test"))
        #expect(message.bcc.map(\.address) == ["b@x.test", "c@x.test"])
        #expect(mail("Subject", "a").sender == nil)
    }

    @Test func resentFieldsComeInSets() {
        let message = mail(
            """
            Resent-From: b@x.test
            Resent-To: c@x.test
            Resent-Date: 21 Nov 2026 09:30:00 +0000
            Resent-Message-ID: <2@x.test>
            Resent-From: a@x.test
            Resent-Sender: s@x.test
            Resent-To: b@x.test
            Resent-Cc: d@x.test
            Resent-Bcc: e@x.test
            Received: by x; 21 Nov 2026 09:00:00 +0000
            Resent-To: a@x.test
            From: f@x.test

            """)
        let blocks = message.root.resent
        #expect(blocks.map { $0.from.map(\.address) } == [["b@x.test"], ["a@x.test"], []])
        #expect(blocks.map { $0.to.map(\.address) } == [["c@x.test"], ["b@x.test"], ["a@x.test"]])
        #expect(blocks.first?.messageID == "2@x.test")
        #expect(blocks.first?.date?.secondsSince1970 == 1_795_253_400)
        #expect(blocks.dropFirst().first?.sender?.address == "s@x.test")
        #expect(blocks.dropFirst().first?.cc.map(\.address) == ["d@x.test"])
        #expect(blocks.dropFirst().first?.bcc.map(\.address) == ["e@x.test"])
        #expect(message.defects == [])
        #expect(mail("From", "a@x.test").root.resent == [])
    }

    @Test func fieldsOfOneWord() {
        let root = mail(
            "Auto-Submitted: Auto-Replied; owner-email=a\nPrecedence: (x) Bulk\nMIME-Version: (a) 1 . (b) 0 (c)\nContent-Language: de, en-GB (x)\nContent-Location: https://example.com/a\n /b\nContent-Description: =?utf-8?Q?Gr=C3=BCn?=\n\n"
        ).root
        #expect(root.autoSubmitted == "auto-replied")
        #expect(root.precedence == "bulk")
        #expect(root.mimeVersion == "1.0")
        #expect(root.contentLanguages == ["de", "en-GB"])
        #expect(root.contentLocation == "https://example.com/a/b")
        #expect(root.contentDescription == "Grün")
        let none = mail("Subject", "a").root
        #expect(none.autoSubmitted == nil && none.precedence == nil && none.mimeVersion == nil && none.contentLanguages == [])
        #expect(none.contentLocation == nil && none.contentDescription == nil)
    }

    @Test func aDispositionHasDatesAndASize() {
        let disposition = mail(
            "Content-Disposition",
            "attachment; size=120; creation-date=\"Sat, 21 Nov 2026 09:30:00 +0000\"; modification-date=\"x\"; read-date=\"21 Nov 2026 09:30:01 GMT\""
        ).root.contentDisposition
        #expect(disposition?.size == 120)
        #expect(disposition?.creationDate?.secondsSince1970 == 1_795_253_400)
        #expect(disposition?.modificationDate == nil)
        #expect(disposition?.readDate?.secondsSince1970 == 1_795_253_401)
        #expect(mail("Content-Disposition", "inline; size=-1").root.contentDisposition?.size == nil)
    }

    @Test func aFieldMayStandAlone() {
        let field = HeaderField(name: "To", rawValue: Array(" =?utf-8?Q?J=C3=BC?= <j@x.test>".utf8))
        #expect(field.value == "Jü <j@x.test>")
        #expect(field.addresses == [Address(name: "Jü", address: "j@x.test")])
    }

    @Test(arguments: [
        ("=?utf-8?Q?Was_nun?=21?=", "Was nun?!"), ("=?utf-8?Q?a?=3D?= b", "a?= b"), ("=?utf-8?Q?a?=20?=20?=", "a? ? "),
    ])
    func aBareQuestionMarkBeforeAnEscapeEndsNoWord(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.codes == [.invalidEncodedWord])
    }

    @Test(arguments: [("=?utf-8?Q?a?=21 b", "a21 b"), ("=?utf-8?Q?a?=21 b?=", "a21 b?="), ("=?utf-8?B?YQ==?=21?=", "a21?=")])
    func elsewhereTheFirstEndCounts(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.codes == [.encodedWordNotSeparated])
    }
}
