import MustacheTemplates
import Testing

@Suite("Lines and indentation of templates")
struct IndentationTests {
    /// As the specification says it: as if the white space stood in the text, and so once before a section that begins within the line.
    @Test(
        "Each line of a partial's text is indented, those of values and of partials within a line are not",
        arguments: [
            ("a\n\nb\n", "  a\n  \n  b\n"), ("a\r\n\r\nb", "  a\r\n  \r\n  b"), ("{{x}}{{y}}\n{{y}}", "  1\n22\n  2"),
            ("{{#l}}\n{{.}}\n{{/l}}\n", "  p\n  q\n"), ("{{#l}}{{.}}\n{{/l}}", "  p\nq\n"),
            ("{{#l}}\na{{.}}\nb\n{{/l}}c", "  ap\n  b\n    aq\n  b\n  c"),
            ("{{#none}}\na\n{{/none}}", ""), ("", ""), ("{{! note }}\n", ""), ("{{! note }}a", "  a"), ("a{{! \n }}b\nc", "  ab\n  c"),
            ("{{>in}}\nb", "  a\n  b  b"), ("-{{>in}}\nb", "  -a\nb\n  b"), (" {{>in}}\n", "   a\n   b"),
            ("{{#l}}\n {{>in}}\n\n{{/l}}", "   a\n   b  \n   a\n   b  \n"),
            ("{{>both}}", "  -a\nb\n    a\n    b"),
        ])
    func indented(_ partial: String, _ expected: String) throws {
        let partials = ["part": partial, "in": "a\nb", "both": "-{{>in}}\n  {{>in}}"]
        #expect(try rendered("  {{>part}}\n", ["x": "1\n2", "y": "2", "l": ["p", "q"]], partials: partials) == expected)
    }

    @Test(
        "A tag that stands alone goes with its line, two in a line do not",
        arguments: [
            ("a\n {{#on}} \t\nb\n {{/on}} \n", "a\nb\n"), ("a\n{{#on}}{{/on}}\nb", "a\n\nb"), ("{{!a}}{{!b}}\nc", "\nc"),
            ("{{!a\n}}{{!b}}\nc", "\nc"),
            ("{{!a\n}} \nc", "c"), ("{{#on}}\na{{/on}}\n{{!b}}\nc", "a\nc"), ("{{#on}}x\n {{/on}}\n {{!b}}\nc", "x\nc"), ("{{!a}} ", ""),
            ("{{!a}}\r", "\r"), ("{{!a}}\u{A0}\n", "\u{A0}\n"), ("\u{C}{{!a}}\n", "\u{C}\n"), ("{{=| |=}}\n|={{ }}=|\n|", "|"),
            ("{{={{ }}=}}\na", "a"),
        ])
    func alone(_ template: String, _ expected: String) throws {
        #expect(try rendered(template, ["on": true]) == expected)
    }
}
