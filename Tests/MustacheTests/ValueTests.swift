import MustacheTemplates
import Testing

@Suite("Values of templates")
struct ValueTests {
    @Test(
        "Null, false and the empty list are false; all else is true, also the empty text and zero",
        arguments: [
            (nil, "no"), (false, "no"), ([], "no"), (true, "yes"), ("", "yes"), (0, "yes"), ([:], "yes"), ([nil], "yes"), ("false", "yes"),
        ] as [(MustacheValue, String)])
    func truth(_ value: MustacheValue, _ expected: String) throws {
        #expect(try rendered("{{#v}}yes{{/v}}{{^v}}no{{/v}}", ["v": value]) == expected)
    }

    @Test("True and false are written as words, a number as it was written")
    func words() throws {
        #expect(try rendered("{{a}} {{b}} {{c}} {{d}}", ["a": true, "b": false, "c": .number("1.10"), "d": -3]) == "true false 1.10 -3")
        #expect(try rendered("{{#a}}{{.}}{{/a}}", ["a": true]) == "true")
        #expect(try rendered("{{#a}}({{.}}){{/a}}", ["a": [false, nil, true]]) == "(false)()(true)")
    }

    @Test("A name that is there and null hides the one around")
    func hidden() throws {
        #expect(try rendered("{{#a}}({{b}}){{/a}}", ["a": ["b": nil], "b": "no"]) == "()")
        #expect(try rendered("{{#a}}({{b}}){{/a}}", ["a": [["b": 1], [:]], "b": 2]) == "(1)(2)")
    }

    @Test("Names may be of any characters but white space, and are the same in any form of Unicode")
    func names() throws {
        #expect(
            try rendered("{{größe}} {{日本}} {{a-b}} {{a/b}} {{a{b}}", ["größe": 1, "日本": 2, "a-b": 3, "a/b": 4, "a{b": 5]) == "1 2 3 4 5")
        #expect(try rendered("{{#cafe\u{301}}}{{.}}{{/café}}", ["café": "x"]) == "x")
    }

    @Test("A template is rendered often, in many tasks at once")
    func often() async throws {
        let template = try MustacheTemplate("{{#a}}{{n}}{{>p}}{{/a}}", named: "mail")
        let partials = ["p": try MustacheTemplate(";", named: "p")]
        let results = await withTaskGroup { group in
            for number in 0..<20 { group.addTask { try? template.render(["a": ["n": .number("\(number)")]], partials: partials) } }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(results == Set((0..<20).map { "\($0);" }))
    }

    @Test("Literals are the values that they look like")
    func literals() {
        let value: MustacheValue = ["a": [nil, true, 1, "x"], "a": [:]]
        #expect(value == .object(["a": .object([:])]))
        #expect(([nil, true, 1, "x"] as MustacheValue) == .list([.null, .bool(true), .number("1"), .text("x")]))
    }
}
