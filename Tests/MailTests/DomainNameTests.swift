import Forwarding
import Mail
import Testing

@Suite("Domain names")
struct DomainNameTests {
    @Test(
        "A domain has one form, however it is written",
        arguments: [
            ("Example.COM", "example.com"), ("münchen.example", "xn--mnchen-3ya.example"), ("MÜNCHEN.Example", "xn--mnchen-3ya.example"),
            ("XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example"), ("mu\u{308}nchen.example", "xn--mnchen-3ya.example"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("例え。テスト", "xn--r8jz45g.xn--zckzah"), ("例え\u{FF0E}テスト", "xn--r8jz45g.xn--zckzah"),
            ("例え\u{FF61}テスト", "xn--r8jz45g.xn--zckzah"), ("straße.example", "xn--strae-oqa.example"), ("_x.a-b.example", "_x.a-b.example"),
            ("[192.0.2.1]", "[192.0.2.1]"),
        ])
    func oneForm(_ domain: String, _ ascii: String) {
        #expect(DomainName.ascii(domain) == ascii)
    }

    @Test("A domain that is too long for DNS has none")
    func tooLong() {
        #expect(DomainName.ascii(String(repeating: "ü", count: 58) + ".example") == nil)
        #expect(DomainName.ascii("ü." + String(repeating: "a", count: 64)) == nil)
        let label = String(repeating: "a", count: 62) + "."
        #expect(DomainName.ascii(String(repeating: label, count: 4) + "abc")?.utf8.count == 255)
        #expect(DomainName.ascii(String(repeating: label, count: 4) + "abcd") == nil)
        #expect(DomainName.ascii("ü." + String(repeating: label, count: 4)) == nil)
    }
}
