import MustacheTemplates
import Testing

@Suite("What is wrong with a template")
struct ErrorTests {
    @Test(
        "A template that is wrong is refused, with the line",
        arguments: [
            ("a\n{{b", .unclosedTag, 2, "the tag that begins with {{b has no end. End it with }}"),
            ("{{b}", .unclosedTag, 1, "{{b} has no end. End it with }}"),
            ("{{", .unclosedTag, 1, "{{ has no end. End it with }}"),
            ("{{{", .unclosedTag, 1, "{{{ has no end. End it with }}}"),
            ("\n\n{{{b}}\n{{{c}}}", .unclosedTag, 3, "{{{b}} {{{c}}} has no end. End it with }}}"),
            ("a\n{{b\n{{c}}", .unclosedTag, 2, "{{b {{c}} has no end. End it with }}"),
            ("a\r\n{{! b", .unclosedTag, 2, "End it with }}"), ("{{=<% %>}}", .unclosedTag, 1, "End it with =}}"),
            ("{{=<< >>=}}\n<<b}}", .unclosedTag, 2, "End it with >>"), ("{{}}", .invalidName, 1, "{{}} has no name."),
            ("{{#  }}", .invalidName, 1, "{{#  }} has no name."), ("{{/}}", .invalidName, 1, "has no name."),
            ("{{>}}", .invalidName, 1, "has no name."), ("{{{}}}", .invalidName, 1, "has no name."),
            ("a\nb {{first name}}", .invalidName, 2, "{{first name}} has white space in its name."),
            ("{{#if\na}}", .invalidName, 1, "{{#if a}} has white space in its name."),
            ("{{> a b}}", .invalidName, 1, "has white space in its name."), ("{{ #a }}", .invalidName, 1, "has '#' before its name."),
            ("{{#^a}}", .invalidName, 1, "has '^' before its name."), ("{{a..b}}", .invalidName, 1, "has a dot too many."),
            ("{{a.}}", .invalidName, 1, "has a dot too many."), ("{{.a}}", .invalidName, 1, "has a dot too many."),
            ("{{..}}", .invalidName, 1, "has a dot too many."),
            ("a\n{{#b}}\nc", .unclosedSection, 2, "the section 'b' has no end. Write {{/b}} where it ends."),
            ("{{#b}}\n{{^c}}", .unclosedSection, 2, "the section 'c' has no end."),
            ("{{=<% %>=}}\n<%#b%>", .unclosedSection, 2, "Write <%/b%> where it ends."),
            ("a\n{{/b}}", .wrongClosing, 2, "{{/b}} ends a section, and none is open."),
            ("{{#b}}\n{{#c}}\n{{/b}}{{/c}}", .wrongClosing, 3, "{{/b}} ends a section, and the open one is 'c' of line 2."),
            ("{{#a}}{{/a}}{{/a}}", .wrongClosing, 1, "none is open"), ("{{==}}", .invalidDelimiters, 1, "{{==}} sets no delimiters."),
            ("{{=<% %>}} {{a}} =}}", .invalidDelimiters, 1, "sets no delimiters."),
            ("{{=   =}}", .invalidDelimiters, 1, "sets no delimiters."), ("{{=|=}}", .invalidDelimiters, 1, "sets no delimiters."),
            ("\n{{=a b c=}}", .invalidDelimiters, 2, "sets no delimiters."), ("{{=a= b=}}", .invalidDelimiters, 1, "sets no delimiters."),
            ("{{=\(String(repeating: "a", count: 33)) b=}}", .invalidDelimiters, 1, "sets no delimiters."),
            ("a\n{{<b}}{{/b}}", .notSupported, 2, "inheritance, which is not supported. Use a partial"),
            ("{{$b}}{{/b}}", .notSupported, 1, "inheritance, which is not supported."),
            ("{{>*b}}", .notSupported, 1, "is a dynamic name, which is not supported."),
            ("{{\(String(repeating: "a", count: 257))}}", .invalidName, 1, "has a name of more than 256 bytes. Shorten it."),
        ] as [(String, MustacheError.Code, Int, String)])
    func wrong(_ template: String, _ code: MustacheError.Code, _ line: Int, _ words: String) {
        let error = mustacheError { () throws(MustacheError) in _ = try MustacheTemplate(template, named: "welcome") }
        #expect(error?.code == code)
        #expect(error?.line == line)
        #expect(error?.template == "welcome")
        #expect(error?.description.hasPrefix("template welcome, line \(line): ") == true)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("A line of an error counts breaks within tags, and all kinds of lines that go with a tag")
    func lines() {
        let before = "{{!\n\n}}\n  {{#a}}\r\n{{b\n}} {{/a}}\n{{=<% %>=}}\n<%={{ }}=%> x\n{{>p}}\n"
        let error = mustacheError { () throws(MustacheError) in
            _ = try rendered(before + "{{none}}\n", partials: ["p": "\n"], unknown: .refused)
        }
        #expect(error?.line == 10)
        #expect(mustacheError { () throws(MustacheError) in _ = try rendered(before + "{{none", partials: ["p": ""]) }?.line == 10)
    }

    @Test("What is shown of a tag is short and in one line")
    func shortTags() {
        let error = mustacheError { () throws(MustacheError) in
            _ = try rendered("{{a\r\n\t" + String(repeating: "é", count: 5000) + "}}")
        }
        #expect(error?.description.contains("{{a  ééé") == true)
        #expect((error?.description.count ?? 1000) < 200)
        #expect(error?.description.contains("\n") == false)
    }
}
