import MustacheTemplates
import Testing

@Suite("Names that are not there")
struct UnknownNameTests {
    private static let person: MustacheValue = ["person": ["name": "Ann", "mail": nil], "on": true, "all": [["n": 1], [:]]]

    @Test(
        "A name that no object has is refused, with template, line and tag",
        arguments: [
            ("Dear\n{{nmae}}", 2, "{{nmae}}: no value has the name."), ("{{{ nmae }}}", 1, "{{{ nmae }}}: no value"),
            ("{{&nmae}}", 1, "{{&nmae}}: "), ("{{person.nmae}}", 1, "{{person.nmae}}: "),
            ("{{person.name.first}}", 1, "{{person.name.first}}: "),
            ("{{person.mail.domain}}", 1, "{{person.mail.domain}}: "), ("{{name}}", 1, "{{name}}: "),
            ("\n{{#person}}\n{{nmae}}{{/person}}", 3, "{{nmae}}: "), ("{{#all}}\n{{n}}\n{{/all}}", 2, "{{n}}: "),
            ("\n\n{{>foot}}", 3, "{{>foot}}: no partial has the name."),
        ])
    func refused(_ template: String, _ line: Int, _ words: String) throws {
        let error = mustacheError { () throws(MustacheError) in _ = try rendered(template, Self.person, unknown: .refused) }
        #expect(error?.code == (words.contains("partial") ? .unknownPartial : .unknownName))
        #expect(error?.description.hasPrefix("template mail, line \(line): \(words)") == true, "\(error?.description ?? "")")
        // The specification has nothing there.
        _ = try rendered(template, Self.person, unknown: .empty)
    }

    @Test(
        "A value that is there is not refused, also where it is empty, and sections ask",
        arguments: [
            ("{{person.mail}}.", "."), ("{{#nmae}}{{x}}{{/nmae}}.", "."), ("{{^nmae}}none{{/nmae}}.", "none."),
            ("{{#person.nmae}}x{{/person.nmae}}.", "."), ("{{#person}}{{name}} {{on}}{{/person}}.", "Ann true."),
            ("{{#person.name}}{{.}}{{/person.name}}.", "Ann."), ("{{#all}}{{#n}}{{n}}{{/n}}{{^n}}-{{/n}}{{/all}}.", "1-."),
        ])
    func known(_ template: String, _ expected: String) throws {
        #expect(try rendered(template, Self.person, unknown: .refused) == expected)
    }

    @Test("An error in a partial names the partial")
    func partial() {
        let error = mustacheError { () throws(MustacheError) in
            _ = try rendered("\n\n{{>foot}}", Self.person, partials: ["foot": "\n{{nmae}}"], unknown: .refused)
        }
        #expect(error?.template == "foot")
        #expect(error?.line == 2)
    }

    @Test("A list and an object are not text, whatever becomes of unknown names")
    func notText() {
        let list = mustacheError { () throws(MustacheError) in _ = try rendered("\n{{all}}", Self.person) }
        #expect(list?.code == .notText)
        #expect(list?.description.hasPrefix("template mail, line 2: {{all}}: the value is a list. ") == true)
        let object = mustacheError { () throws(MustacheError) in _ = try rendered("\n{{.}}", Self.person) }
        #expect(object?.code == .notText)
        #expect(object?.description.hasPrefix("template mail, line 2: {{.}}: the value is an object. ") == true)
    }
}
