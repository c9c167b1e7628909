import Forwarding
import Mail
import Testing

@Suite("An alias as JSON")
struct AliasValueTests {
    @Test("An alias stands alone in a parameter or a row")
    func alone() throws {
        #expect(try AliasValue.read(Array(#"["a@x", "b@x"]"#.utf8)) == (try AliasBench.alias("a@x", "b@x")))
        #expect(AliasValue.json(try AliasBench.disabled("a@x")) == #"{ "targets": ["a@x"], "enabled": false }"#)
    }

    @Test("What is wrong is said, without a name", arguments: ["jane@gmail.com", "[", "{}", "[1]", #"{"targets": ["a@x"], "spam": "no"}"#])
    func wrong(_ text: String) {
        let error = #expect(throws: AliasProblems.self) { try AliasValue.read(Array(text.utf8)) }
        #expect(error?.problems.count == 1)
        #expect(error?.problems.first?.key == nil)
        #expect(error?.description.hasPrefix("line 1") == true)
    }

    @Test("an address without quotes, or several with commas between, are what they look like; everything else is JSON")
    func plain() throws {
        let one = Alias(try EmailAddress("a@x.org"))
        let two = Alias(try EmailAddress("a@x.org"), try EmailAddress("b@y.org"))
        for (text, alias) in [(" a@x.org\n", one), ("a@x.org,b@y.org", two), ("a@x.org , b@y.org", two), ("[\"a@x.org\"]", one)] {
            #expect(try AliasValue.read(text, at: "here") == alias, "\(text)")
        }
        for text in ["", "a@x.org,", "a@x.org b@y.org", "{a@x.org}", "none", "a@x.org, a@x.org"] {
            #expect(throws: UnreadableAlias.self, "\(text)") { try AliasValue.read(text, at: "here") }
        }
    }
}
