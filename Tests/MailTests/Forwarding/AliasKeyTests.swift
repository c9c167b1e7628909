import Forwarding
import Mail
import Testing

@Suite("Keys of aliases")
struct AliasKeyTests {
    @Test(
        "An address has one key, however it is written",
        arguments: [
            ("Hello@Example.COM", "hello@example.com"), ("hello@münchen.example", "Hello@XN--MNCHEN-3YA.example"),
            ("JÖRG@mu\u{308}nchen.example", "jörg@MÜNCHEN.example"), (#""a"@x"#, "A@x"), (#""A B"@x"#, #""a b"@X"#),
            ("@Example.com", "@example.COM"),
            ("@münchen.example", "@xn--mnchen-3ya.example"),
        ])
    func oneKey(_ left: String, _ right: String) throws {
        let (left, right) = (try AliasKey(left), try AliasKey(right))
        #expect(left == right)
        #expect(Set([left, right]).count == 1)
        #expect(left.parameterName == right.parameterName)
        #expect(left.description.utf8.elementsEqual(right.description.utf8))
    }

    @Test("Local parts of different bytes, and the catch-all, have keys of their own")
    func others() throws {
        let keys = try ["caf\u{E9}@x", "cafe\u{301}@x", "@x", "_default@x", "x@x", "a+b@x", "a@x"].map { try AliasKey($0) }
        #expect(Set(keys).count == keys.count)
        #expect(Set(keys.map(\.parameterName)).count == keys.count)
    }

    @Test("What is neither an address nor a domain has none", arguments: ["", "@", "hello", "@@x", "a b@x", "@-x", "x@", "@x y"])
    func invalid(_ text: String) {
        #expect(throws: EmailAddress.Invalid.self) { try AliasKey(text) }
    }

    @Test("A domain that DNS has no room for is refused; an address of it still has a key, which is its own")
    func tooLong() throws {
        let domain = String(repeating: "ü", count: 60) + ".example"
        #expect(throws: EmailAddress.Invalid.self) { try AliasKey("a@\(domain)") }
        #expect(AliasKey(try EmailAddress("a@\(domain)")) == AliasKey(try EmailAddress("A@\(domain)")))
    }

    @Test(
        "The name of a parameter has the characters that Parameter Store allows, and others escaped",
        arguments: [
            ("hello@example.com", "/postroom/aliases/example.com/hello"), ("@example.com", "/postroom/aliases/example.com/_default"),
            ("_default@example.com", "/postroom/aliases/example.com/_5fdefault"), ("a+b@x", "/postroom/aliases/x/a_2bb"),
            ("a_b@x", "/postroom/aliases/x/a_5fb"), ("a/b@x", "/postroom/aliases/x/a_2fb"), ("a.b-c@x", "/postroom/aliases/x/a.b-c"),
            ("JÖRG@München.example", "/postroom/aliases/xn--mnchen-3ya.example/j_c3_b6rg"),
            (#""a b"@x"#, "/postroom/aliases/x/_22a_20b_22"),
            ("a@_x.y", "/postroom/aliases/_5fx.y/a"), ("a@[192.0.2.1]", "/postroom/aliases/_5b192.0.2.1_5d/a"),
            ("A~@x", "/postroom/aliases/x/a_7e"),
        ])
    func parameterName(_ text: String, _ name: String) throws {
        #expect(try AliasKey(text).parameterName == name)
    }

    @Test("Every key is read back from the name of its parameter")
    func parameterNameReadBack() throws {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789_.-/".utf8)
        var texts = ["@x", "@münchen.example", "_default@x", "_@x", "a__b@x", "_5f@x", "日本@例え.テスト", #""a\"@\\ b"@x"#, #""@"@x"#, #"""@x"#]
        texts += (0x21..<0x7F).compactMap { Unicode.Scalar($0) }.map { "x\($0)y@example.com" }
        for key in texts.compactMap({ try? AliasKey($0) }) {
            #expect(AliasKey(parameterName: key.parameterName) == key)
            #expect(key.parameterName.utf8.allSatisfy(allowed.contains))
            #expect(key.parameterName.split(separator: "/").count == 4)
        }
    }

    @Test("The longest address has a name that Parameter Store takes")
    func longest() throws {
        let domain = Array(repeating: String(repeating: "_", count: 50), count: 5).joined(separator: ".")
        let key = try AliasKey("\(String(repeating: "+", count: 64))@\(domain)")
        #expect(key.parameterName.utf8.count <= 1011)
    }

    @Test(
        "A name that no key has stands for none",
        arguments: [
            "", "/postroom/aliases/", "/postroom/aliases/x", "/postroom/aliases/x/", "/postroom/aliases//a", "/postroom/aliases/x/a/b",
            "/postroom/aliases/x/A", "/postroom/aliases/X/a", "/postroom/aliases/x/_61", "/postroom/aliases/x/a_",
            "/postroom/aliases/x/a_2",
            "/postroom/aliases/x/a_2Bb", "/postroom/aliases/x/a_+1", "/postroom/aliases/x/_ff", "/postroom/aliases/x/_defaul",
            "/postroom/other/x/a",
            "/postroom/aliases/x/a+b", "/postroom/aliases/münchen.example/a", "/postroom/aliases/x/a..b", "postroom/aliases/x/a",
            "/postroom/aliases/x/_40", "/postroom/aliases/x/@",
        ])
    func noParameterName(_ name: String) {
        #expect(AliasKey(parameterName: name) == nil)
    }

    @Test(
        "An address is looked up as it is, then without its tag, then as the domain's catch-all",
        arguments: [
            ("Jane@x.org", ["jane@x.org", "@x.org"]), ("jane+News@x.org", ["jane+news@x.org", "jane@x.org", "@x.org"]),
            ("jane+a+b@x.org", ["jane+a+b@x.org", "jane@x.org", "@x.org"]), ("+a@x.org", ["+a@x.org", "@x.org"]),
            ("jane+@x.org", ["jane+@x.org", "jane@x.org", "@x.org"]), ("a.+b@x", ["a.+b@x", "@x"]),
            (#""a b+c"@x"#, [#""a b+c"@x"#, #""a b"@x"#, "@x"]), (#""a+b c"@x"#, [#""a+b c"@x"#, "a@x", "@x"]),
            (#""+b c"@x"#, [#""+b c"@x"#, "@x"]),
            ("a@münchen.example", ["a@xn--mnchen-3ya.example", "@xn--mnchen-3ya.example"]),
        ])
    func candidates(_ address: String, _ keys: [String]) throws {
        #expect(AliasKey.candidates(for: try EmailAddress(address)).map(\.description) == keys)
    }
}
