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
}
