import MustacheTemplates

extension SpecificationCase {
    static let partials: [SpecificationCase] = [
        SpecificationCase("Basic Behavior", "({{>foot}})", partials: ["foot": "Bye."], is: "(Bye.)"),
        SpecificationCase("Failed Lookup", "({{>foot}})", is: "()"),
        SpecificationCase("Context", "({{>foot}})", ["who": "Ann"], partials: ["foot": "Bye, {{who}}."], is: "(Bye, Ann.)"),
        SpecificationCase(
            "Recursion", "{{>tree}}", ["name": "a", "below": [["name": "b", "below": []]]],
            partials: ["tree": "{{name}}({{#below}}{{>tree}}{{/below}})"], is: "a(b())"),
        SpecificationCase(
            "Nested", "{{>outer}}", ["who": "Ann"], partials: ["outer": "<{{who}} {{>inner}}>", "inner": "[{{who}}]"], is: "<Ann [Ann]>"),
        SpecificationCase("Surrounding Whitespace", "a {{>part}} b", partials: ["part": "\t*\t"], is: "a \t*\t b"),
        SpecificationCase("Inline Indentation", "   {{x}} {{> part}}\n", ["x": "a"], partials: ["part": "b\nc"], is: "   a b\nc\n"),
        SpecificationCase("Standalone Line Endings", "a\r\n{{>part}}\r\nc", partials: ["part": "b"], is: "a\r\nbc"),
        SpecificationCase("Standalone Without Previous Line", "   {{>part}}\nc", partials: ["part": "a\nb"], is: "   a\n   bc"),
        SpecificationCase("Standalone Without Newline", "a\n   {{>part}}", partials: ["part": "b\nc"], is: "a\n   b\n   c"),
        SpecificationCase(
            "Standalone Indentation", "<\n  {{>part}}\n>\n", ["x": "b\nc"], partials: ["part": "a\n{{{x}}}\nd\n"],
            is: "<\n  a\n  b\nc\n  d\n>\n"),
        SpecificationCase("Padding Whitespace", "({{>  part\t}})", partials: ["part": "a"], is: "(a)"),
    ]
}
