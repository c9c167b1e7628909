import MustacheTemplates

extension SpecificationCase {
    private static let switched = "<\n{{#on}}\n\t{{who}}\n\t!who!\n{{/on}}\n\n{{= ! ! =}}\n!#on!\n\t{{who}}\n\t!who!\n!/on!\n>\n"

    static let delimiters: [SpecificationCase] = [
        SpecificationCase("Pair Behavior", "{{=[[ ]]=}}Dear [[who]],", ["who": "Ann"], is: "Dear Ann,"),
        SpecificationCase("Special Characters", "<{{=( )=}}(who)>", ["who": "Ann"], is: "<Ann>"),
        SpecificationCase("Sections", switched, ["on": true, "who": "Ann"], is: "<\n\tAnn\n\t!who!\n\n\t{{who}}\n\tAnn\n>\n"),
        SpecificationCase(
            "Inverted Sections", switched.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "^"),
            ["on": false, "who": "Ann"], is: "<\n\tAnn\n\t!who!\n\n\t{{who}}\n\tAnn\n>\n"),
        SpecificationCase(
            "Partial Inheritence", "1 {{>who}}\n{{=% %=}}\n2 %>who%\n", ["name": "Ann"], partials: ["who": "<{{name}}>"],
            is: "1 <Ann>\n2 <Ann>\n"),
        SpecificationCase(
            "Post-Partial Behavior", "1 {{>who}}\n2 <{{name}}> <%name%>\n", ["name": "Ann"],
            partials: ["who": "<{{name}}>{{=% %=}}<%name%>"], is: "1 <Ann><Ann>\n2 <Ann> <%name%>\n"),
        SpecificationCase("Surrounding Whitespace", "a {{=% %=}} b", is: "a  b"),
        SpecificationCase("Outlying Whitespace (Inline)", "  a {{=% %=}}\n", is: "  a \n"),
        SpecificationCase("Standalone Tag", "a\n{{=% %=}}\nb\n", is: "a\nb\n"),
        SpecificationCase("Indented Standalone Tag", "a\n \t {{=% %=}}\nb\n", is: "a\nb\n"),
        SpecificationCase("Standalone Line Endings", "a\r\n{{= % % =}}\r\nb", is: "a\r\nb"),
        SpecificationCase("Standalone Without Previous Line", "   {{=% %=}}\nb", is: "b"),
        SpecificationCase("Standalone Without Newline", "b\n   {{=% %=}}", is: "b\n"),
        SpecificationCase("Pair with Padding", "a{{=  %    %  =}}b", is: "ab"),
    ]
}
