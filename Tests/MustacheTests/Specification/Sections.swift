import MustacheTemplates

extension SpecificationCase {
    private static let signs: MustacheValue = ["all": ["&", "\"", "<", ">"]]

    static let sections: [SpecificationCase] = [
        SpecificationCase("Truthy", "({{#on}}shown{{/on}})", ["on": true], is: "(shown)"),
        SpecificationCase("Falsey", "({{#on}}shown{{/on}})", ["on": false], is: "()"),
        SpecificationCase("Null is falsey", "({{#on}}shown{{/on}})", ["on": nil], is: "()"),
        SpecificationCase("Context", "({{#who}}Dear {{name}}{{/who}})", ["who": ["name": "Ann"]], is: "(Dear Ann)"),
        SpecificationCase(
            "Parent contexts", "{{#in}}{{a}} {{b}} {{c.d}}{{/in}}", ["a": "1", "b": "no", "in": ["b": "2"], "c": ["d": "3"]], is: "1 2 3"),
        SpecificationCase("Variable test", "{{#who}}{{.}}, {{who}}{{/who}}", ["who": "Ann"], is: "Ann, Ann"),
        SpecificationCase(
            "List Contexts", "{{#x}}{{#y}}{{a.big}}{{b}}:{{#z}}{{a.small}}{{b}}{{c}};{{/z}}{{/y}}{{/x}}",
            ["x": [["a": ["big": "A", "small": "a"], "y": [["b": "1", "z": [["c": "p"], ["c": "q"]]]]]]], is: "A1:a1p;a1q;"),
        SpecificationCase(
            "Deeply Nested Contexts",
            "{{#a}}\n{{p}}\n{{#b}}\n{{p}}{{q}}\n{{#c.d}}\n{{p}}{{q}}{{r}}\n{{#s}}\n{{p}}{{q}}{{r}}{{.}}{{s}}\n{{/s}}\n{{r}}\n{{/c.d}}\n{{q}}\n{{/b}}\n{{p}}\n{{/a}}\n",
            ["a": ["p": 1], "b": ["q": 2], "c": ["d": ["r": 3, "s": 4]]], is: "1\n12\n123\n12344\n3\n2\n1\n"),
        SpecificationCase("List", "({{#all}}{{n}}{{/all}})", ["all": [["n": 7], ["n": 8], ["n": 9]]], is: "(789)"),
        SpecificationCase("Empty List", "({{#all}}somebody{{/all}})", ["all": []], is: "()"),
        SpecificationCase("Strings Not Lists", "({{#word}}once{{/word}})", ["word": "abc"], is: "(once)"),
        SpecificationCase(
            "Doubled", "{{#on}}\n- a\n{{/on}}\n- {{b}}\n{{#on}}\n- c\n{{/on}}\n", ["on": true, "b": "b"], is: "- a\n- b\n- c\n"),
        SpecificationCase("Nested (Truthy)", "1 {{#on}}2 {{#on}}3{{/on}} 4{{/on}} 5", ["on": true], is: "1 2 3 4 5"),
        SpecificationCase("Nested (Falsey)", "1 {{#on}}2 {{#on}}3{{/on}} 4{{/on}} 5", ["on": false], is: "1  5"),
        SpecificationCase("Context Misses", "({{#none}}there is one{{/none}})", is: "()"),
        SpecificationCase("Implicit Iterator - String", "{{#all}}<{{.}}>{{/all}}", ["all": ["x", "y"]], is: "<x><y>"),
        SpecificationCase("Implicit Iterator - Integer", "{{#all}}<{{.}}>{{/all}}", ["all": [7, 8]], is: "<7><8>"),
        SpecificationCase(
            "Implicit Iterator - Decimal", "{{#all}}<{{.}}>{{/all}}", ["all": [.number("0.5"), .number("2.25")]], is: "<0.5><2.25>"),
        SpecificationCase("Implicit Iterator - Array", "{{#all}}<{{#.}}{{.}}{{/.}}>{{/all}}", ["all": [[7, 8], ["x"]]], is: "<78><x>"),
        SpecificationCase("Implicit Iterator - HTML Escaping", "{{#all}}{{.}} {{/all}}", signs, is: "&amp; &quot; &lt; &gt; "),
        SpecificationCase("Implicit Iterator - Triple mustache", "{{#all}}{{{.}}} {{/all}}", signs, is: "& \" < > "),
        SpecificationCase("Implicit Iterator - Ampersand", "{{#all}}{{&.}} {{/all}}", signs, is: "& \" < > "),
        SpecificationCase("Implicit Iterator - Root-level", "{{#.}}<{{n}}>{{/.}}", [["n": "a"], ["n": "b"]], is: "<a><b>"),
        SpecificationCase("Dotted Names - Truthy", "({{#a.b.c}}shown{{/a.b.c}})", ["a": ["b": ["c": true]]], is: "(shown)"),
        SpecificationCase("Dotted Names - Falsey", "({{#a.b.c}}shown{{/a.b.c}})", ["a": ["b": ["c": false]]], is: "()"),
        SpecificationCase("Dotted Names - Broken Chains", "({{#a.b.c}}shown{{/a.b.c}})", ["a": [:]], is: "()"),
        SpecificationCase("Surrounding Whitespace", " a {{#on}}\tb\t{{/on}} c \n", ["on": true], is: " a \tb\t c \n"),
        SpecificationCase("Internal Whitespace", " a {{#on}} {{! note }}\n {{/on}} c \n", ["on": true], is: " a  \n  c \n"),
        SpecificationCase("Indented Inline Sections", " {{#on}}a{{/on}}\n {{#on}}b{{/on}}\n", ["on": true], is: " a\n b\n"),
        SpecificationCase("Standalone Lines", "a\n{{#on}}\nb\n{{/on}}\nc\n", ["on": true], is: "a\nb\nc\n"),
        SpecificationCase("Indented Standalone Lines", "a\n \t{{#on}}\nb\n \t{{/on}}\nc\n", ["on": true], is: "a\nb\nc\n"),
        SpecificationCase("Standalone Line Endings", "a\r\n{{#on}}\r\n{{/on}}\r\nb", ["on": true], is: "a\r\nb"),
        SpecificationCase("Standalone Without Previous Line", "   {{#on}}\na{{/on}}\nb", ["on": true], is: "a\nb"),
        SpecificationCase("Standalone Without Newline", "a{{#on}}\nb\n   {{/on}}", ["on": true], is: "a\nb\n"),
        SpecificationCase("Padding", "({{#  on\t}}shown{{/\ton  }})", ["on": true], is: "(shown)"),
    ]
}
