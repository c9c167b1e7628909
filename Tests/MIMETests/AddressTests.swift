import MIME
import Testing

/// RFC 5322 section 3.4, its obsolete forms in section 4.4, and examples in the manner of its appendix A.
@Suite struct AddressTests {
    static let valid: [(String, [Address])] = [
        ("joan@example.com", [Address(name: "", address: "joan@example.com")]),
        ("<joan@example.com>", [Address(name: "", address: "joan@example.com")]),
        ("Joan Doe <joan@example.com>", [Address(name: "Joan Doe", address: "joan@example.com")]),
        ("\"Doe, Joan\" <joan@example.com>", [Address(name: "Doe, Joan", address: "joan@example.com")]),
        ("\"Giant; \\\"Big\\\" Box\" <sales@example.net>", [Address(name: "Giant; \"Big\" Box", address: "sales@example.net")]),
        ("Who? <one@y.test>", [Address(name: "Who?", address: "one@y.test")]),
        ("Joan Q. Public <joan.q.public@example.com>", [Address(name: "Joan Q. Public", address: "joan.q.public@example.com")]),
        (
            "Mary <mary@x.test>, jdoe@example.org, Who <one@y.test>",
            [
                Address(name: "Mary", address: "mary@x.test"), Address(name: "", address: "jdoe@example.org"),
                Address(name: "Who", address: "one@y.test"),
            ]
        ),
        ("joan@example.com (Joan Doe)", [Address(name: "Joan Doe", address: "joan@example.com")]),
        ("(first) joan@example.com", [Address(name: "first", address: "joan@example.com")]),
        ("joan (the one) @ (at) example (dot) . com", [Address(name: "the one", address: "joan@example.com")]),
        ("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", [Address(name: "Pete", address: "pete@silly.test")]),
        ("joan . doe @ example . com", [Address(name: "", address: "joan.doe@example.com")]),
        ("Joan <joan\r\n @\r\n example.com>", [Address(name: "Joan", address: "joan@example.com")]),
        ("joan@[192.0.2.1]", [Address(name: "", address: "joan@[192.0.2.1]")]),
        ("<joan@[IPv6:2001:db8::1]>", [Address(name: "", address: "joan@[IPv6:2001:db8::1]")]),
        ("\"joan doe\"@example.com", [Address(name: "", address: "\"joan doe\"@example.com")]),
        ("\"joan\"@example.com", [Address(name: "", address: "joan@example.com")]),
        ("\"a@b\"@example.com", [Address(name: "", address: "\"a@b\"@example.com")]),
        ("\"a\\\"\\\\b\"@example.com", [Address(name: "", address: "\"a\\\"\\\\b\"@example.com")]),
        ("<@relay.test:joan@example.com>", [Address(name: "", address: "joan@example.com")]),
        ("Joan <@a.test,@b.test:joan@example.com>", [Address(name: "Joan", address: "joan@example.com")]),
        (",, joan@example.com ,,", [Address(name: "", address: "joan@example.com")]),
        ("joan+tag=x@example.com", [Address(name: "", address: "joan+tag=x@example.com")]),
        ("jürgen@exämple.test", [Address(name: "", address: "jürgen@exämple.test")]),
        ("=?utf-8?Q?J=C3=BCrgen?= <j@example.com>", [Address(name: "Jürgen", address: "j@example.com")]),
        ("=?utf-8?Q?J=C3=BCrgen?= =?utf-8?Q?_M?= <j@example.com>", [Address(name: "Jürgen M", address: "j@example.com")]),
        ("=?utf-8?B?SsO8?= Doe <j@example.com>", [Address(name: "Jü Doe", address: "j@example.com")]),
        ("\"=?utf-8?Q?J=C3=BC?=\" <j@example.com>", [Address(name: "Jü", address: "j@example.com")]),
        ("j@example.com (=?utf-8?Q?J=C3=BC?=)", [Address(name: "Jü", address: "j@example.com")]),
        ("=?utf-8?Q?Doe=2C_J?= <j@example.com>", [Address(name: "Doe, J", address: "j@example.com")]),
        ("", []), (" ", []), ("(only a comment)", []),
    ]

    @Test(arguments: valid)
    func aValidListIsRead(value: String, expected: [Address]) {
        let message = mail("To", value)
        #expect(message.to == expected)
        #expect(message.defects == [])
    }

    @Test func membersOfAGroupCarryItsName() {
        let message = mail("To", "before@x.test, A Group:Ed <ed@x.test>,joe@y.test;, after@z.test, Empty:;")
        #expect(
            message.to == [
                Address(name: "", address: "before@x.test"), Address(name: "Ed", address: "ed@x.test", group: "A Group"),
                Address(name: "", address: "joe@y.test", group: "A Group"), Address(name: "", address: "after@z.test"),
            ])
        #expect(message.defects == [])
    }

    @Test func aGroupNameMayBeAnEncodedWordWithComments() {
        let message = mail("To", "=?utf-8?Q?Gr=C3=BCn?= (some people) :Chris <c@(host) public.test>, (none)(here);")
        #expect(message.to == [Address(name: "Chris", address: "c@public.test", group: "Grün")])
    }

    @Test(arguments: ["Undisclosed recipients:;", "Undisclosed recipients: ;", "(a) Hidden : (b) ;"])
    func anEmptyGroupHasNoMembers(value: String) {
        let message = mail("To", value)
        #expect(message.to == [])
        #expect(message.defects == [])
    }

    @Test func everyAddressFieldIsRead() {
        let message = mail("From: a@x.test\nTo: b@x.test\nCc: c@x.test\nReply-To: d@x.test\nBcc: e@x.test\n\n")
        #expect(message.from.map(\.address) == ["a@x.test"])
        #expect(message.to.map(\.address) == ["b@x.test"])
        #expect(message.cc.map(\.address) == ["c@x.test"])
        #expect(message.replyTo.map(\.address) == ["d@x.test"])
        #expect(message.root.header("bcc")?.addresses.map(\.address) == ["e@x.test"])
        #expect(mail("Subject", "a").from == [])
    }
}
