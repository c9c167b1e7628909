import Mail
import Testing

@Suite("Email addresses")
struct EmailAddressTests {
    @Test(
        "An address of RFC 5321 is read as it was written",
        arguments: [
            "jane@example.com", "Jane.Doe@example.com", "jane+tag@example.com", "a@b", "1@2.3", "x@a-b.example", "_x@_dmarc.example.com",
            "!#$%&'*+-/=?^_`{|}~@example.com", "a@xn--mnchen-3ya.example", "jane@sub.sub.sub.example.com",
        ])
    func valid(_ text: String) throws {
        #expect(try EmailAddress(text).description == text)
    }

    @Test(
        "An address with the UTF-8 of RFC 6531 is read as it was written",
        arguments: [
            "jörg@example.com", "日本@例え.テスト", "π@münchen.example", "用户@例子.广告", "संपर्क@उदाहरण.परीक्षा", "🎉@example.com", "cafe\u{301}@example.com",
        ])
    func international(_ text: String) throws {
        #expect(try EmailAddress(text).description.utf8.elementsEqual(text.utf8))
    }

    @Test(
        "A text that is not an address is refused",
        arguments: [
            "", "@", "jane", "jane@", "@example.com", "jane.example.com", ".jane@example.com", "jane.@example.com", "jane..doe@example.com",
            "jane@.example.com", "jane@example.com.", "jane@example..com", "jane doe@example.com", " jane@example.com", "jane@example.com ",
            "jane@exam ple.com", "jane@-example.com", "jane@example-.com", "jane@exa!mple.com", "jane@example.com:25", "jane@exam/ple.com",
            "<jane@example.com>", "Jane <jane@example.com>", "jane@example.com,john@example.com", "jane@john@example.com",
            "(c)jane@example.com",
            "jane(c)@example.com", "ja;ne@example.com", "ja\\ne@example.com", "ja\"ne@example.com", "mailto:jane@example.com",
            "jane@\u{301}example.com",
        ])
    func invalid(_ text: String) {
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress(text) }
    }

    @Test("The refusal says what is wrong")
    func reasons() {
        #expect(throws: EmailAddress.Invalid.self) { try EmailAddress("jane") }
        func reason(_ text: String) -> String {
            do {
                return "read as \(try EmailAddress(text))"
            } catch {
                return error.description
            }
        }
        #expect(reason("jane") == "it has no '@'")
        #expect(reason("@example.com") == "there is nothing before the '@'")
        #expect(reason("jane@") == "there is nothing after the '@'")
        #expect(reason("jane@a..b") == "the domain has an empty label")
        #expect(reason(#""a"b"@example.com"#) == "the quoted part before the '@' contains a bare quote")
        #expect(reason(#""ab\"@example.com"#) == "the quoted part before the '@' ends with a backslash")
        #expect(reason(#""ab@example.com"#) == "the quoted part before the '@' does not end with a quote")
    }

    @Test("The domain is in lower case, the local part as it was given")
    func letterCase() throws {
        let address = try EmailAddress("Jane.DOE@EXAMPLE.Com")
        #expect(address.localPart == "Jane.DOE")
        #expect(address.domain == "example.com")
        #expect(address.key == "jane.doe@example.com")
    }

    @Test(
        "Addresses that only letter case tells apart are equal and hash alike",
        arguments: [("Jane@Example.com", "jANE@exAMPLE.COM"), ("JÖRG@MÜNCHEN.example", "jörg@münchen.example"), (#""A B"@x"#, #""a b"@X"#)])
    func equality(_ left: String, _ right: String) throws {
        let left = try EmailAddress(left)
        let right = try EmailAddress(right)
        #expect(left == right)
        #expect(Set([left, right]).count == 1)
    }

    @Test("Addresses of different bytes differ, also where the strings are equal")
    func normalization() throws {
        let composed = try EmailAddress("caf\u{E9}@example.com")
        let decomposed = try EmailAddress("cafe\u{301}@example.com")
        #expect(composed.key == decomposed.key)
        #expect(composed != decomposed)
        #expect(try EmailAddress("jane@example.com") != EmailAddress("jane@example.org"))
    }

    @Test(
        "The last '@' divides, so that a quoted local part may have others",
        arguments: [(#""a@b"@example.com"#, #""a@b""#), (#""@"@example.com"#, #""@""#)])
    func lastAt(_ text: String, _ local: String) throws {
        let address = try EmailAddress(text)
        #expect(address.localPart == local)
        #expect(address.domain == "example.com")
    }

    @Test(
        "Every address is read again from its description and from its key",
        arguments: [
            "Jane.Doe@Example.com", #""a b"@example.com"#, #""A\"\\B"@example.com"#, #"""@example.com"#, "JÖRG@MÜNCHEN.example",
            "İ@İ.example", "a@[IPv6:2001:DB8::1]",
        ])
    func readAgain(_ text: String) throws {
        let address = try EmailAddress(text)
        #expect(try EmailAddress(address.description) == address)
        #expect(try EmailAddress(address.description).description == address.description)
        #expect(try EmailAddress(address.key) == address)
        #expect(try EmailAddress(address.key).key == address.key)
    }

    @Test("The key of every character that has a lower case is an address with the same key")
    func lowerCaseIsStable() throws {
        for value in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased else { continue }
            let address = try EmailAddress("x\(scalar)x@x\(scalar)x.example")
            let again = try EmailAddress(address.key)
            #expect(again == address, "U+\(String(value, radix: 16))")
            #expect(again.key == address.key)
        }
    }
}
