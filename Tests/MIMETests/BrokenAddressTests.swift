import MIME
import Testing

/// Address lists that no grammar allows: something sensible is read, and a defect says so.
@Suite struct BrokenAddressTests {
    static let broken: [(String, [Address])] = [
        ("Joan Doe joan@example.com", [Address(name: "Joan Doe", address: "joan@example.com")]),
        ("Joan Doe <joan@example.com", [Address(name: "Joan Doe", address: "joan@example.com")]),
        ("Joan <joan@example.com> Doe", [Address(name: "Joan", address: "joan@example.com")]),
        ("<joan@example.com> Joan", [Address(name: "Joan", address: "joan@example.com")]),
        ("<joan@a.test <mary@b.test>", [Address(name: "", address: "\"joan@a.test<mary\"@b.test")]),
        ("joan@example.com Doe", [Address(name: "", address: "joan@example.com")]),
        ("<joan@example.com Doe>", [Address(name: "", address: "joan@example.com")]),
        ("joan@example.com>", [Address(name: "", address: "joan@example.com")]),
        ("joan@example.com mary@example.org", [Address(name: "joan@example.com", address: "mary@example.org")]),
        ("a@b@example.com", [Address(name: "", address: "\"a@b\"@example.com")]),
        ("<joan doe@example.com>", [Address(name: "", address: "joandoe@example.com")]),
        ("Joan Doe", [Address(name: "Joan Doe", address: "")]),
        ("\"Joan\"", [Address(name: "Joan", address: "")]),
        ("=?utf-8?Q?J=C3=BC?=", [Address(name: "Jü", address: "")]),
        ("a@x.test; b@x.test", [Address(name: "", address: "a@x.test"), Address(name: "", address: "b@x.test")]),
        (
            "Group: a@x.test, b@x.test",
            [
                Address(name: "", address: "a@x.test", group: "Group"), Address(name: "", address: "b@x.test", group: "Group"),
            ]
        ),
        ("@example.com", [Address(name: "", address: "@example.com")]),
        ("joan@", [Address(name: "", address: "joan@")]),
        ("Joan <@>", [Address(name: "Joan", address: "@")]),
        ("joan@[192.0.2.1", [Address(name: "", address: "joan@[192.0.2.1")]),
        (") joan@example.com", [Address(name: ")", address: "joan@example.com")]),
    ]

    @Test(arguments: broken)
    func aBrokenListIsReadAndNoted(value: String, expected: [Address]) {
        let message = mail("To", value)
        #expect(message.to == expected)
        #expect(message.codes == [.invalidAddress])
    }

    @Test(arguments: [
        ("joan", Address(name: "", address: "joan")), ("root (Charlie)", Address(name: "Charlie", address: "root")),
        ("Joan <joan>", Address(name: "Joan", address: "joan")), ("<MAILER-DAEMON>", Address(name: "", address: "MAILER-DAEMON")),
    ])
    func aLoneWordIsAnAddressWithoutADomain(value: String, expected: Address) {
        let message = mail("To", value)
        #expect(message.to == [expected])
        #expect(message.codes == [.addressWithoutDomain])
    }

    @Test func anEmptyAngleAddrHasNoAddress() {
        #expect(mail("From", "<>").from == [Address(name: "", address: "")])
        #expect(mail("From", "Joan <>").from == [Address(name: "Joan", address: "")])
    }

    @Test(
        arguments: [
            ("=?utf-8?Q?Doe,_John?=", "Doe, John", []), ("=?utf-8?Q?Doe;John?=", "Doe;John", []),
            ("=?utf-8?Q?a@b:c_(d)?=", "a@b:c (d)", []),
            ("=?utf-8?Q?John Doe?=", "John Doe", [.encodedWordWithSpace]), ("=?utf-8?B?RG9lLCBKLg==?=", "Doe, J.", []),
            ("=?utf-8?Q?a=?=", "a=", [.invalidEncodedWord]), ("=?utf-8?Q?Doe,?= =?utf-8?Q?_J?=", "Doe, J", []),
        ] as [(String, String, Set<Defect.Code>)])
    func anEncodedWordWithRawSpecialsStaysOneWord(word: String, name: String, codes: Set<Defect.Code>) {
        let message = mail("To", "\(word) <j@example.com>, k@example.com")
        #expect(message.to == [Address(name: name, address: "j@example.com"), Address(name: "", address: "k@example.com")])
        #expect(message.codes == codes)
    }

    @Test(arguments: [
        ("A <a@b>, =?utf-8?q?x <real@a>, B =?utf-8?q?y?= <evil@b>", ["a@b", "real@a", "evil@b"]),
        ("=?utf-8?q?x <real@a>, ?= <evil@b>", ["real@a", "evil@b"]), ("=?utf-8?q?x<real@a>,?= <evil@b>", ["real@a", "evil@b"]),
        ("=?utf-8?q?x,real@a,=?utf-8?q?y?= <evil@b>", ["", "real@a", "evil@b"]),
        ("=?utf-8?q?x, real@a, y?= <evil@b>", ["", "real@a", "evil@b"]), ("=?utf-8?q?x; real@a; y?= <evil@b>", ["", "real@a", "evil@b"]),
        ("=?utf-8?q?x,\r\n\treal@a,y?= <evil@b>", ["", "real@a", "evil@b"]),
        ("=?utf-8?q?Doe, John?= <j@example.com>", ["", "j@example.com"]),
    ])
    func anEncodedWordHidesNoAddress(value: String, addresses: [String]) {
        #expect(mail("To", value).to.map(\.address) == addresses)
    }

    @Test func anUnterminatedQuotedStringOrCommentTakesTheRest() {
        let quoted = mail("To", "\"Joan <joan@example.com>, mary@example.org")
        #expect(quoted.to == [Address(name: "Joan <joan@example.com>, mary@example.org", address: "")])
        #expect(quoted.codes == [.unterminatedQuotedString, .invalidAddress])
        let comment = mail("To", "joan@example.com (Joan, mary@example.org")
        #expect(comment.to == [Address(name: "Joan, mary@example.org", address: "joan@example.com")])
        #expect(comment.codes == [.unterminatedComment])
    }

    @Test func rawLatin1InANameIsWindows1252() {
        let message = Message(Array("To: J".utf8) + [0xFC] + Array(" <j@example.com>\r\n\r\n".utf8))
        #expect(message.to == [Address(name: "Jü", address: "j@example.com")])
        #expect(message.codes == [.rawEightBitHeader])
    }
}
