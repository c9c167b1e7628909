import MustacheTemplates

extension SpecificationCase {
    static let comments: [SpecificationCase] = [
        SpecificationCase("Inline", "ab{{! nobody sees this! }}cd", is: "abcd"),
        SpecificationCase("Multiline", "ab{{!\n one\n two\n}}cd\n", is: "abcd\n"),
        SpecificationCase("Standalone", "Dear all,\n{{! to be kept short }}\nHello.\n", is: "Dear all,\nHello.\n"),
        SpecificationCase("Indented Standalone", "Dear all,\n \t{{! to be kept short }}\nHello.\n", is: "Dear all,\nHello.\n"),
        SpecificationCase("Standalone Line Endings", "a\r\n{{! note }}\r\nb", is: "a\r\nb"),
        SpecificationCase("Standalone Without Previous Line", "   {{! note }}\nb", is: "b"),
        SpecificationCase("Standalone Without Newline", "b\n   {{! note }}", is: "b\n"),
        SpecificationCase("Multiline Standalone", "a\n{{!\none\ntwo\n}}\nb\n", is: "a\nb\n"),
        SpecificationCase("Indented Multiline Standalone", "a\n\t{{!\n one\n two\n\t}}\nb\n", is: "a\nb\n"),
        SpecificationCase("Indented Inline", "   a {{! note }}\n", is: "   a \n"),
        SpecificationCase("Surrounding Whitespace", "a {{! note }} b", is: "a  b"),
        SpecificationCase(
            "Variable Name Collision", "({{!note}}{{! note }}{{!}}{{! }})", ["!note": 1, "! note ": 2, "note": 3, "": 4, " ": 5, "!": 6],
            is: "()"),
    ]
}
