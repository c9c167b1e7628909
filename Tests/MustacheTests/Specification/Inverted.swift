import MustacheTemplates

extension SpecificationCase {
    static let inverted: [SpecificationCase] = [
        SpecificationCase("Falsey", "({{^on}}shown{{/on}})", ["on": false], is: "(shown)"),
        SpecificationCase("Truthy", "({{^on}}shown{{/on}})", ["on": true], is: "()"),
        SpecificationCase("Null is falsey", "({{^on}}shown{{/on}})", ["on": nil], is: "(shown)"),
        SpecificationCase("Context", "({{^who}}{{name}}{{/who}})", ["who": ["name": "Ann"]], is: "()"),
        SpecificationCase("List", "({{^all}}{{name}}{{/all}})", ["all": [["name": "Ann"], ["name": "Bob"]]], is: "()"),
        SpecificationCase("Empty List", "({{^all}}nobody{{/all}})", ["all": []], is: "(nobody)"),
        SpecificationCase(
            "Doubled", "{{^on}}\n- a\n{{/on}}\n- {{b}}\n{{^on}}\n- c\n{{/on}}\n", ["on": false, "b": "b"], is: "- a\n- b\n- c\n"),
        SpecificationCase("Nested (Falsey)", "1 {{^on}}2 {{^on}}3{{/on}} 4{{/on}} 5", ["on": false], is: "1 2 3 4 5"),
        SpecificationCase("Nested (Truthy)", "1 {{^on}}2 {{^on}}3{{/on}} 4{{/on}} 5", ["on": true], is: "1  5"),
        SpecificationCase("Context Misses", "({{^none}}there is none{{/none}})", is: "(there is none)"),
        SpecificationCase("Dotted Names - Truthy", "({{^a.b.c}}shown{{/a.b.c}})", ["a": ["b": ["c": true]]], is: "()"),
        SpecificationCase("Dotted Names - Falsey", "({{^a.b.c}}shown{{/a.b.c}})", ["a": ["b": ["c": false]]], is: "(shown)"),
        SpecificationCase("Dotted Names - Broken Chains", "({{^a.b.c}}shown{{/a.b.c}})", ["a": [:]], is: "(shown)"),
        SpecificationCase("Surrounding Whitespace", " a {{^on}}\tb\t{{/on}} c \n", ["on": false], is: " a \tb\t c \n"),
        SpecificationCase("Internal Whitespace", " a {{^on}} {{! note }}\n {{/on}} c \n", ["on": false], is: " a  \n  c \n"),
        SpecificationCase("Indented Inline Sections", " {{^on}}a{{/on}}\n {{^on}}b{{/on}}\n", ["on": false], is: " a\n b\n"),
        SpecificationCase("Standalone Lines", "a\n{{^on}}\nb\n{{/on}}\nc\n", ["on": false], is: "a\nb\nc\n"),
        SpecificationCase("Standalone Indented Lines", "a\n \t{{^on}}\nb\n \t{{/on}}\nc\n", ["on": false], is: "a\nb\nc\n"),
        SpecificationCase("Standalone Line Endings", "a\r\n{{^on}}\r\n{{/on}}\r\nb", ["on": false], is: "a\r\nb"),
        SpecificationCase("Standalone Without Previous Line", "   {{^on}}\na{{/on}}\nb", ["on": false], is: "a\nb"),
        SpecificationCase("Standalone Without Newline", "a{{^on}}\nb\n   {{/on}}", ["on": false], is: "a\nb\n"),
        SpecificationCase("Padding", "({{^  on\t}}shown{{/\ton  }})", ["on": false], is: "(shown)"),
    ]
}
