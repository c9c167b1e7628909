import SafeHTML
import Testing

/// What stays of CSS.
@Suite struct StyleTests {
    private func declarations(_ css: String) throws -> String? {
        let escaped = css.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        let safe = SafeHTML("<p style=\"\(escaped)\">a</p>")
        #expect(Judge().faults(of: safe.html) == [])
        return try WrittenDocument(safe.html).all("p").first?.attributes["style"]
    }

    @Test(arguments: [
        ("color:red", "color:red;"),
        (" COLOR : Red ; ; font-size:12px", "color:Red;font-size:12px;"),
        (
            "font:bold 12px/1.5 Arial, 'Helvetica Neue', sans-serif !important",
            "font:bold 12px / 1.5 Arial, 'Helvetica Neue', sans-serif !important;"
        ),
        ("width:calc(100% - (2 * 10px))", "width:calc(100% - (2 * 10px));"),
        (
            "background:#FFF linear-gradient(to right, rgba(0,0,0,.5) 0%, transparent)",
            "background:#FFF linear-gradient(to right, rgba(0, 0, 0, .5) 0%, transparent);"
        ),
        ("font-family:\"a'b\\\"c<d>&{\\1F600}\"", "font-family:'a\\27 b\\22 c\\3c d\\3e \\26 \\7b 😀\\7d ';"),
        ("margin:0 auto -1px +.5em 1e1px", "margin:0 auto -1px +.5em 1e1px;"),
        ("co\\6cor:r\\65 d", "color:red;"),
        ("color:red/* a */;/**/background/**/:/**/blue", "color:red;background:blue;"),
        ("-webkit-text-size-adjust:100%", "-webkit-text-size-adjust:100%;"),
        ("display:none;max-height:0;overflow:hidden", "display:none;max-height:0;overflow:hidden;"),
        ("grid-template-columns:repeat(2, minmax(0, 1fr))", "grid-template-columns:repeat(2, minmax(0, 1fr));"),
        ("width:10px/**/20px", "width:10px 20px;"),
    ])
    func declarationsStay(css: String, expected: String) throws {
        #expect(try declarations(css) == expected)
    }

    @Test(arguments: [
        "position:fixed", "position:absolute", "top:0", "z-index:9", "content:'a'", "cursor:pointer", "transform:scale(9)",
        "animation:a 1s", "--a:b",
        "color:var(--a)", "width:expression(a)", "color:red;", "filter:blur(1px)", "behavior:url(a)", "-moz-binding:url(a)", "color:a(b)",
        "color:{}",
        "color:[a]", "color:#12345g", "color:red\\9", "color:!important", "color:a!b", "color:@a", "color:<a>", "color:a=b", "color:'a\nb",
        "color:", ":red",
        "color", "all:initial", "mask:none", "appearance:none", "pointer-events:none", "background:src('a')",
        "background:image-set('a' 1x)", "width:1x2y3z4a5b6c",
    ])
    func othersGo(css: String) throws {
        #expect(try declarations(css) == (css == "color:red;" ? css : nil))
    }

    @Test(arguments: [
        ("color:expression(a);margin:0", "margin:0;"), ("color:{a:b;c:d}margin:0", "margin:0;"), ("@media{};margin:0", "margin:0;"),
        ("}margin:0", "margin:0;"), ("color:'a\n;margin:0", "margin:0;"), (".a{color:red}margin:0", "margin:0;"),
        ("a b;margin:0", "margin:0;"),
    ])
    func whatIsWrongEndsAtItsSemicolon(css: String, expected: String) throws {
        #expect(try declarations(css) == expected)
    }

    private func sheet(_ css: String) throws -> String {
        let safe = SafeHTML("<style>\(css)</style>")
        #expect(Judge().faults(of: safe.html) == [])
        let style = try WrittenDocument(safe.html).style
        return style.split(separator: "\n", maxSplits: 1).dropFirst().joined().replacing("\n", with: "")
    }

    @Test(arguments: [
        ("p{color:red}", "p{color:red;}"),
        ("<!-- p , div > a:hover , .b #c { color : red ; } -->", "p,div>a:hover,.mail-b #mail-c{color:red;}"),
        (
            "@media only screen and (max-width: 600px), print { .a { width: 100% !important } }",
            "@media only screen and (max-width:600px),print{.mail-a{width:100% !important;}}"
        ),
        (
            "@media (prefers-color-scheme:dark){p{color:#fff}}q{color:red}",
            "@media (prefers-color-scheme:dark){p{color:#fff;}}q{color:red;}"
        ),
        ("a[class=x],a[class~=\"y\"],[id=z]{color:red}", "a.mail-x,a.mail-y,#mail-z{color:red;}"),
        ("tr:nth-child(2n + 1) td:first-child{color:red}", "tr:nth-child(2n + 1) td:first-child{color:red;}"),
        (
            "a:nth-child(-n+3) b:nth-child(2n-1) c:nth-child(odd),d:nth-child(x){color:red}",
            "a:nth-child(-n+3) b:nth-child(2n-1) c:nth-child(odd){color:red;}"
        ),
        ("* u + .body{color:red}", "* u+.mail-body{color:red;}"),
        ("a::before,b{color:red}", "b{color:red;}"),
        ("@import 'a';@charset 'b';@font-face{src:url(a)}p{color:red}", "p{color:red;}"),
        ("@media{p{color:red}}q{color:blue}", "q{color:blue;}"),
        ("@media screen{@media print{p{color:red}}q{color:blue}}", "@media screen{q{color:blue;}}"),
        ("p{color:red;&:hover{color:blue}margin:0}", "p{color:red;margin:0;}"),
        ("p{color:red", "p{color:red;}"), ("@media screen{p{color:red", "@media screen{p{color:red;}}"), ("}p{color:red}", "p{color:red;}"),
        ("p{}q{position:fixed}", ""), ("a[href^='b']{color:red}", ""), ("a:not(b){color:red}", ""), ("a ~ b{color:red}", ""),
        ("> a{color:red}", ""),
        ("a >{color:red}", ""), ("\\61{color:red}", "a{color:red;}"), (".\\3c script\\3e{color:red}", ""), ("v\\:*{color:red}", ""),
        ("", ""), ("{}", ""),
        ("a b c d e f g h i j k l m{color:red}", ""),
    ])
    func rulesStay(css: String, expected: String) throws {
        #expect(try sheet(css) == expected)
    }

    @Test func mediaOfAStyleSheetStays() {
        #expect(
            SafeHTML("<style media='screen and (min-width:1px)'>p{color:red}</style>").html.contains(
                "\n@media screen and (min-width:1px){\np{color:red;}\n}\n"))
        #expect(!SafeHTML("<style media='screen{'>p{color:red}</style>").html.contains("red"))
    }

    @Test func styleSheetsAreReadUpToALimit() {
        let limits = SafeHTML.Limits(styleSheets: 20)
        let safe = SafeHTML("<style>p{color:red}</style><style>q{color:blue}</style>", limits: limits)
        #expect(safe.html.contains("red") && !safe.html.contains("blue") && safe.isCut)
    }
}
