import Mail
import Testing

@Suite("Email addresses: quotes, literals, lengths, control characters")
struct EmailAddressFormsTests {
    @Test(
        "Quotes that a local part does not need are left out",
        arguments: [
            (#""jane"@example.com"#, "jane"), (#""jane.doe"@example.com"#, "jane.doe"), (#""j\a\n\e"@example.com"#, "jane"),
            (#""jörg"@x"#, "jörg"),
        ])
    func unneededQuotes(_ text: String, _ local: String) throws {
        let address = try EmailAddress(text)
        #expect(address.localPart == local)
        #expect(try address == EmailAddress("\(local)@\(address.domain)"))
    }

    @Test(
        "Quotes that a local part needs stay",
        arguments: [
            #""jane doe"@x"#, #""jane..doe"@x"#, #"".jane"@x"#, #""jane."@x"#, #""<jane>"@x"#, #""a,b;c:d"@x"#, #""(c)"@x"#, #""[a]"@x"#,
            #""a\"b"@x"#,
            #""a\\b"@x"#, #""\\\""@x"#, #"""@x"#, #"" "@x"#,
        ])
    func neededQuotes(_ text: String) throws {
        #expect(try EmailAddress(text).description == text)
    }

    @Test("A backslash that a quoted local part does not need does not make another mailbox")
    func unneededBackslash() throws {
        let address = try EmailAddress(#""a\ \b\@\"c"@example.com"#)
        #expect(address.localPart == #""a b@\"c""#)
        #expect(try address == EmailAddress(#""a b@\"c"@example.com"#))
    }

    @Test(
        "A broken quoted local part is refused",
        arguments: [#""jane@x"#, #"jane"@x"#, #""ja"ne"@x"#, #""jane\"@x"#, #""ja"."ne"@x"#, #"jane."doe"@x"#, #""@x"#, #""jane"doe@x"#])
    func brokenQuotes(_ text: String) {
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress(text) }
    }

    @Test(
        "An address literal is a domain",
        arguments: ["a@[192.0.2.1]", "a@[ipv6:2001:db8::1]", "a@[tag:x!y]"])
    func literals(_ text: String) throws {
        #expect(try EmailAddress(text).description == text)
    }

    @Test("Letter case does not matter in an address literal")
    func literalCase() throws {
        #expect(try EmailAddress("a@[IPv6:2001:DB8::1]") == EmailAddress("A@[ipv6:2001:db8::1]"))
    }

    @Test(
        "A broken address literal is refused",
        arguments: [
            "a@[]", "a@[", "a@]", "a@[192.0.2.1", "a@192.0.2.1]", "a@[1 2]", "a@[a[b]", "a@[a]b]", "a@[a\\b]", "a@[ü]", "a@[a\u{7F}]",
            "a@x[1.2.3.4]", "a@[a@b]c",
        ])
    func brokenLiterals(_ text: String) {
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress(text) }
    }

    /// Characters that are not seen; each could forge a line of a log or the look of an address.
    static let invisible: [Unicode.Scalar] = [
        "\u{0}", "\u{1}", "\t", "\n", "\r", "\u{B}", "\u{1B}", "\u{1F}", "\u{7F}", "\u{80}", "\u{85}", "\u{9F}", "\u{A0}", "\u{AD}",
        "\u{200B}", "\u{200E}",
        "\u{2003}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}", "\u{3000}", "\u{FEFF}", "\u{E0001}",
    ]

    @Test("Control and other invisible characters are refused in every place", arguments: invisible)
    func invisibleCharacters(_ scalar: Unicode.Scalar) {
        let texts = [
            "a\(scalar)b@example.com", "\(scalar)a@example.com", "a\(scalar)@example.com", "\"a\(scalar)b\"@example.com",
            "\"a\\\(scalar)b\"@example.com",
            "a@exam\(scalar)ple.com", "a@\(scalar)example.com", "a@example.com\(scalar)", "a@[1.2\(scalar).3.4]",
        ]
        for text in texts { #expect(throws: EmailAddress.Invalid.self) { try EmailAddress(text) } }
    }

    @Test("A local part of 64 bytes is read, one of 65 is refused")
    func localPartLength() throws {
        #expect(try EmailAddress(String(repeating: "a", count: 64) + "@x").localPart.count == 64)
        #expect(try EmailAddress(String(repeating: "ü", count: 32) + "@x").localPart.count == 32)
        for local in [
            String(repeating: "a", count: 65), String(repeating: "ü", count: 32) + "a", "\"" + String(repeating: " ", count: 63) + "\"",
        ] {
            #expect(throws: EmailAddress.Invalid.self) { try EmailAddress(local + "@x") }
        }
    }

    @Test("A domain of 255 bytes is read, one of 256 is refused")
    func domainLength() throws {
        let label = String(repeating: "a", count: 63)
        let domain = [label, label, label, label].joined(separator: ".")
        #expect(domain.utf8.count == 255)
        #expect(try EmailAddress("a@\(domain)").domain == domain)
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress("a@\(label.dropLast()).b\(domain.dropFirst(label.count))") }
    }

    @Test("A label of 63 bytes is read, one of 64 is refused; one outside ASCII is longer on paper than on the wire")
    func labelLength() throws {
        #expect(try EmailAddress("a@\(String(repeating: "b", count: 63)).example").domain.count == 71)
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress("a@\(String(repeating: "b", count: 64)).example") }
        #expect(try EmailAddress("a@\(String(repeating: "ü", count: 40)).example").domain.count == 48)
    }

    @Test("An address that is too long in lower case is refused: its key would be none")
    func lowerCaseLength() throws {
        // 'İ' has two bytes, its lower case three.
        #expect(try EmailAddress(String(repeating: "İ", count: 21) + "@x").key.utf8.count == 65)
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress(String(repeating: "İ", count: 22) + "@x") }
        let label = String(repeating: "İ", count: 20)
        #expect(try EmailAddress("a@\([label, label, label, label].joined(separator: "."))").domain.utf8.count == 243)
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress("a@\([label, label, label, label, label].joined(separator: "."))") }
    }
}
