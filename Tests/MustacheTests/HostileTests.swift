import MustacheTemplates
import Testing

@Suite("Hostile templates and values")
struct HostileTests {
    private func code(_ body: () throws(MustacheError) -> Void) -> MustacheError.Code? { mustacheError(body)?.code }

    private func code(_ template: String, _ value: MustacheValue = [:], partials: [String: String] = [:]) -> MustacheError.Code? {
        code { () throws(MustacheError) in _ = try rendered(template, value, partials: partials) }
    }

    /// A list of so many texts.
    private func list(_ count: Int) -> MustacheValue { .list([MustacheValue](repeating: "x", count: count)) }

    @Test("What a value has is never read as a tag, nor as a partial or a change of delimiters")
    func injection() throws {
        let tags = "{{secret}}{{{secret}}}{{>secret}}{{=<% %>=}}<%secret%>{{#secret}}{{/secret}}{{!"
        let value: MustacheValue = ["a": .text(tags), "b": .text(tags), "secret": "SECRET", "list": ["{{secret}}"]]
        let template = "{{{a}}}\n  {{>part}}\n{{#list}}{{.}}{{/list}} {{secret}}"
        let result = try rendered(template, value, partials: ["part": "{{&b}}", "secret": "SECRET"])
        #expect(result == tags + "\n  " + tags + "{{secret}} SECRET")
        // Two values that together would be a tag.
        #expect(try rendered("{{{a}}}{{{b}}}{{{c}}}", ["a": "{", "b": "{secret}", "c": "}", "secret": "SECRET"]) == "{{secret}}")
    }

    @Test("No character of a value means anything in HTML, and in text each stays")
    func escaping() throws {
        let all = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
        let template = "<p title=\"{{a}}\" lang='{{a}}'>{{a}}</p>"
        let escaped = try rendered("{{a}}", ["a": .text(all)])
        for character in ["<", ">", "\"", "'"] { #expect(!escaped.contains(character)) }
        #expect(escaped.split(separator: "&", omittingEmptySubsequences: false).count == 6)
        #expect(escaped.contains("%&amp;&#39;("))
        #expect(escaped.contains(";&lt;=&gt;?"))
        #expect(escaped.contains("!&quot;#"))
        #expect(try rendered(template, ["a": .text(all)], as: .none) == "<p title=\"\(all)\" lang='\(all)'>\(all)</p>")
        #expect(try rendered("{{{a}}}{{&a}}", ["a": .text(all)]) == all + all)
        #expect(try rendered("{{n}}", ["n": .number("<1>")]) == "&lt;1&gt;")
        #expect(try rendered("{{a}}", ["a": "&amp;<\u{338}\u{301}"]) == "&amp;amp;&lt;\u{338}\u{301}")
    }

    @Test("A hundred thousand sections that do not end are an error, as are those that do")
    func deepSections() {
        #expect(code(String(repeating: "{{#a}}", count: 100_000)) == .sectionsTooDeep)
        #expect(code(String(repeating: "{{^a}}", count: 100_000)) == .sectionsTooDeep)
        #expect(code(String(repeating: "{{#a}}", count: 101) + String(repeating: "{{/a}}", count: 101)) == .sectionsTooDeep)
        #expect(code(String(repeating: "{{/a}}", count: 100_000)) == .wrongClosing)
    }

    @Test("A hundred sections in each other are rendered")
    func hundredSections() throws {
        let template = String(repeating: "{{#a}}", count: 100) + "{{b}}" + String(repeating: "{{/a}}", count: 100)
        #expect(try rendered(template, ["a": true, "b": "x"]) == "x")
    }

    @Test("Partials go a hundred deep, with sections in each, and no deeper")
    func recursion() throws {
        #expect(code("{{>a}}", partials: ["a": "{{>a}}"]) == .partialsTooDeep)
        #expect(code("{{>a}}", partials: ["a": "x{{>b}}", "b": "\n  {{>a}}\n"]) == .partialsTooDeep)
        let sections = String(repeating: "{{#.}}", count: 100) + "{{>a}}" + String(repeating: "{{/.}}", count: 100)
        #expect(code("{{>a}}", "x", partials: ["a": sections]) == .partialsTooDeep)
        var tree: MustacheValue = ["below": false]
        for _ in 1..<100 { tree = ["below": tree] }
        #expect(try rendered("{{>a}}", tree, partials: ["a": "<{{#below}}{{>a}}{{/below}}>"]).utf8.count == 200)
    }

    @Test("Indentation that grows with each partial is an error, not memory")
    func deepIndentation() {
        let space = String(repeating: " ", count: 900_000)
        #expect(code("{{>a}}", partials: ["a": "\n\(space){{>a}}\n"]) == .outputTooLong)
        #expect(code("{{#l}}\n\(space){{>a}}\n{{/l}}", ["l": list(1_000_000)], partials: ["a": ""]) == .tooManySteps)
    }

    @Test("Lists in lists end in an error, also where they write nothing")
    func explosion() {
        let sections = String(repeating: "{{#l}}", count: 60)
        let ends = String(repeating: "{{/l}}", count: 60)
        #expect(code(sections + ends, ["l": list(2)]) == .tooManySteps)
        #expect(code(sections + "{{none}}" + ends, ["l": list(2)]) == .tooManySteps)
        #expect(code("{{>a}}", ["l": list(2)], partials: ["a": "{{#l}}{{>b}}{{/l}}", "b": "{{#l}}{{>a}}{{/l}}"]) == .partialsTooDeep)
        var partials: [String: String] = ["p60": ""]
        for number in 0..<60 { partials["p\(number)"] = "{{>p\(number + 1)}}{{>p\(number + 1)}}" }
        #expect(code("{{>p0}}", partials: partials) == .tooManySteps)
    }

    @Test("More than the limit is not written, by text, values, escaping or indentation; just the limit is")
    func hugeOutput() throws {
        let limit = MustacheTemplate.outputLimit
        let long = String(repeating: "x", count: 100_000)
        #expect(code("{{#l}}\(long){{/l}}", ["l": list(1000)]) == .outputTooLong)
        #expect(code("{{#l}}{{.}}{{/l}}", ["l": .list([MustacheValue](repeating: .text(long), count: 1000))]) == .outputTooLong)
        #expect(code("{{a}}", ["a": .text(String(repeating: "\"", count: limit / 6 + 1))]) == .outputTooLong)
        #expect(code("{{{a}}}", ["a": .text(String(repeating: "x", count: limit + 1))]) == .outputTooLong)
        #expect(
            code("\(String(repeating: " ", count: 1000)){{>a}}", partials: ["a": String(repeating: "\n", count: 10_000)]) == .outputTooLong)
        #expect(try rendered("{{{a}}}", ["a": .text(String(repeating: "x", count: limit))]).utf8.count == limit)
    }

    @Test("A template of just the limit is read, whatever it is full of, and a longer one refused")
    func hugeTemplates() throws {
        let limit = MustacheTemplate.lengthLimit
        func full(_ piece: String) -> String { String(repeating: piece, count: limit / piece.utf8.count) }
        #expect(code(String(repeating: "x", count: limit + 1)) == .templateTooLong)
        #expect(code(full("é") + "éé") == .templateTooLong)
        for piece in ["x", "\n", " ", "}", "{ ", "{{a}}", "{{!}} ", " {{!}}\n", "{{=a b=}}a={{ }}=b", "{{#a}}{{/a}}", "\r\n  {{>a}}"] {
            _ = try rendered(full(piece))
        }
        for piece in ["{", "{{ ", "{{#", "{{=", "{{!", "{{a", "{{a ", "{{=a b=}}"] { #expect(code(full(piece)) != nil) }
        let space = String(repeating: " ", count: limit / 2)
        #expect(try rendered(space + String(repeating: "{{!}}", count: 100_000)) == space)
        #expect(try rendered(String(repeating: "{{!}}\t", count: 170_000)).utf8.count == 170_000)
        let long = String(repeating: "a", count: 32)
        _ = try rendered("{{=\(long) \(long)=}}" + String(full("a").dropLast(100)).replacing("aaaa", with: "aaab"))
        #expect(code("{{=\(long)b }=}}" + full("a").dropLast(100)) == .invalidDelimiters)
        _ = try rendered("{{=\(long.dropLast())b }=}}" + full("a").dropLast(100))
        _ = try rendered("{{!" + full("}a").dropLast(100) + "}}")
    }

    @Test("Random templates are rendered or refused, and the same each time")
    func random() {
        var random = Seeded(2)
        let pieces = [
            "{{", "}}", "{{{", "}}}", "{{#a}}", "{{/a}}", "{{^b}}", "{{/b}}", "{{=", "=}}", "{{>p}}", "a", "b", ".", " ", "\n", "\r\n", "é",
            "|", "{{!", "&",
        ]
        let value: MustacheValue = ["a": ["b": "<", "a": [1, 2]], "b": ["x", ["y"]], "p": nil]
        for _ in 0..<20_000 {
            let template = (0..<Int.random(in: 1...20, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            let lines = template.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            let results = (0..<2).map { _ in
                Result { () throws(MustacheError) in try rendered(template, value, partials: ["p": "{{a.b}}\n"]) }
            }
            #expect(results[0] == results[1])
            if case .failure(let error) = results[0] { #expect((1...lines).contains(error.line), "\(template)") }
        }
    }
}
