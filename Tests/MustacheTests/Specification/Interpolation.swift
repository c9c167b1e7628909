import MustacheTemplates

extension SpecificationCase {
    private static let signs: MustacheValue = ["signs": #"<a href="x">'&'"#]
    private static let deep: MustacheValue = [
        "one": ["two": ["three": ["four": ["who": "Ann"]]]], "two": ["three": ["four": ["who": "no"]]],
    ]

    static let interpolation: [SpecificationCase] = [
        SpecificationCase("No Interpolation", "Dear { you } }},\n", is: "Dear { you } }},\n"),
        SpecificationCase("Basic Interpolation", "Dear {{who}},\n", ["who": "Ann"], is: "Dear Ann,\n"),
        SpecificationCase("No Re-interpolation", "{{a}}: {{b}}", ["a": "{{b}}", "b": "once"], is: "{{b}}: once"),
        SpecificationCase("HTML Escaping", "({{signs}})", signs, is: "(&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;)"),
        SpecificationCase("Triple Mustache", "({{{signs}}})", signs, is: #"(<a href="x">'&')"#),
        SpecificationCase("Ampersand", "({{&signs}})", signs, is: #"(<a href="x">'&')"#),
        SpecificationCase("Basic Integer Interpolation", "{{n}} mails", ["n": 12], is: "12 mails"),
        SpecificationCase("Triple Mustache Integer Interpolation", "{{{n}}} mails", ["n": 12], is: "12 mails"),
        SpecificationCase("Ampersand Integer Interpolation", "{{&n}} mails", ["n": 12], is: "12 mails"),
        SpecificationCase("Basic Decimal Interpolation", "{{n}} EUR", ["n": .number("9.75")], is: "9.75 EUR"),
        SpecificationCase("Triple Mustache Decimal Interpolation", "{{{n}}} EUR", ["n": .number("9.75")], is: "9.75 EUR"),
        SpecificationCase("Ampersand Decimal Interpolation", "{{&n}} EUR", ["n": .number("9.75")], is: "9.75 EUR"),
        SpecificationCase("Basic Null Interpolation", "({{none}})", ["none": nil], is: "()"),
        SpecificationCase("Triple Mustache Null Interpolation", "({{{none}}})", ["none": nil], is: "()"),
        SpecificationCase("Ampersand Null Interpolation", "({{&none}})", ["none": nil], is: "()"),
        SpecificationCase("Basic Context Miss Interpolation", "({{none}})", is: "()"),
        SpecificationCase("Triple Mustache Context Miss Interpolation", "({{{none}}})", is: "()"),
        SpecificationCase("Ampersand Context Miss Interpolation", "({{&none}})", is: "()"),
        SpecificationCase("Dotted Names - Basic Interpolation", "{{a.b}}={{#a}}{{b}}{{/a}}", ["a": ["b": "<"]], is: "&lt;=&lt;"),
        SpecificationCase("Dotted Names - Triple Mustache Interpolation", "{{{a.b}}}={{#a}}{{{b}}}{{/a}}", ["a": ["b": "<"]], is: "<=<"),
        SpecificationCase("Dotted Names - Ampersand Interpolation", "{{&a.b}}={{#a}}{{&b}}{{/a}}", ["a": ["b": "<"]], is: "<=<"),
        SpecificationCase("Dotted Names - Arbitrary Depth", "{{one.two.three.four.who}}", deep, is: "Ann"),
        SpecificationCase("Dotted Names - Broken Chains", "({{a.b.c}})", ["a": [:]], is: "()"),
        SpecificationCase("Dotted Names - Broken Chain Resolution", "({{a.b.c.d}})", ["a": ["b": [:]], "c": ["d": "no"]], is: "()"),
        SpecificationCase("Dotted Names - Initial Resolution", "{{#one}}{{two.three.four.who}}{{/one}}", deep, is: "Ann"),
        SpecificationCase("Dotted Names - Context Precedence", "({{#a}}{{b.c}}{{/a}})", ["a": ["b": [:]], "b": ["c": "no"]], is: "()"),
        SpecificationCase("Dotted Names are never single keys", "({{a.b}})", ["a.b": "no"], is: "()"),
        SpecificationCase("Dotted Names - No Masking", "({{a.b}})", ["a.b": "no", "a": ["b": "yes"]], is: "(yes)"),
        SpecificationCase("Implicit Iterators - Basic Interpolation", "Dear {{.}},", "Ann", is: "Dear Ann,"),
        SpecificationCase("Implicit Iterators - HTML Escaping", "({{.}})", #"<"&">"#, is: "(&lt;&quot;&amp;&quot;&gt;)"),
        SpecificationCase("Implicit Iterators - Triple Mustache", "({{{.}}})", #"<"&">"#, is: #"(<"&">)"#),
        SpecificationCase("Implicit Iterators - Ampersand", "({{&.}})", #"<"&">"#, is: #"(<"&">)"#),
        SpecificationCase("Implicit Iterators - Basic Integer Interpolation", "{{.}} mails", 12, is: "12 mails"),
        SpecificationCase("Interpolation - Surrounding Whitespace", "a {{x}} b", ["x": "*"], is: "a * b"),
        SpecificationCase("Triple Mustache - Surrounding Whitespace", "a {{{x}}} b", ["x": "*"], is: "a * b"),
        SpecificationCase("Ampersand - Surrounding Whitespace", "a {{&x}} b", ["x": "*"], is: "a * b"),
        SpecificationCase("Interpolation - Standalone", "   {{x}}\n", ["x": "*"], is: "   *\n"),
        SpecificationCase("Triple Mustache - Standalone", "   {{{x}}}\n", ["x": "*"], is: "   *\n"),
        SpecificationCase("Ampersand - Standalone", "   {{&x}}\n", ["x": "*"], is: "   *\n"),
        SpecificationCase("Interpolation With Padding", "({{  x\t}})", ["x": "*"], is: "(*)"),
        SpecificationCase("Triple Mustache With Padding", "({{{  x\t}}})", ["x": "*"], is: "(*)"),
        SpecificationCase("Ampersand With Padding", "({{&  x\t}})", ["x": "*"], is: "(*)"),
    ]
}
