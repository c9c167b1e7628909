import SafeHTML
import Testing

/// Input that is made to take long or to grow. It is done in proportion to its size; that is measured by hand, not here.
@Suite struct HostileTests {
    private static let size = 1 << 20

    private static func fill(_ piece: String) -> String { String(repeating: piece, count: size / piece.utf8.count) }

    @Test(arguments: [
        "<", "</", "<a", "<a ", "<a b", "<a b=", "<a b='", "<!--", "<!", "<?", "&", "&#", "&amp", "<p>", "<div>", "<b>", "<b><i>",
        "<a href=#x>", "<table>",
        "<table><tr><td>", "<td>", "<tr>", "<table>a", "<ul><li>", "<li>", "<h1>", "<p><b>", "</p>", "</b>", "</table>", "<svg>",
        "<svg><p>", "<template>",
        "<select>", "<style>", "<style>a{", "<script>", "</script", "<img>", "<img src=https://a.example/>", "<pre>\n", "<ruby><rt>",
        "<b><div></b>",
        "<b><p><i></b>", "<p><a href=https://a.example/>b.example", "<font color=red><p>", "<table><b>", "<table><a href=#x>a<tr>", "\u{0}",
        "\u{FFFE}", "a",
        "<dd><dt>", "<h1><b></h1>", "<table><li>", "<colgroup><col>", "<table><caption>", "<u><s><i><b><em><tt><p>", "<x ",
        "<p style=color:red>",
    ])
    func itEnds(piece: String) {
        let safe = SafeHTML(Self.fill(piece))
        #expect(safe.html.utf8.count < 18 << 20)
    }

    @Test(arguments: [
        "a", ":", "a:", "a:b;", "(", "a:(", "a:calc(", "{", "a{", "a:{", "[", "'", "'\n", "\\", "\\a", "/*", "/**/", "*/", "url(", "url(a",
        "url('", "@", "@media{",
        "@media a{", "@media (a:b),", "a,", "a{}", "a{color:red}", "a b", "a>", ".a", "#a", ":hover", "[class=a]", "!", "1", "1e", "-",
        "--", "<!--", "-->", "\u{0}",
        "background:url(https://a.example/);", "font-family:'\\26';", "color:red!important;",
    ])
    func cssEnds(piece: String) {
        for html in [
            "<style>\(Self.fill(piece))</style>", "<p style=\"\(Self.fill(piece))\">a",
            "<style media=\"\(Self.fill(piece))\">a{color:red}</style>",
        ] {
            let safe = SafeHTML(html, limits: SafeHTML.Limits(styleSheets: 2 << 20))
            #expect(safe.html.utf8.count < 18 << 20)
        }
    }

    /// Start tags that a browser would write again at every paragraph.
    @Test func formattingDoesNotGrow() {
        let face = String(repeating: "x", count: 50_000)
        let safe = SafeHTML(
            "<font face=\(face)>" + String(repeating: "<p>a</p></font><p>", count: 1)
                + Self.fill("<div><font face=\(face.prefix(900))>a</div>"))
        #expect(safe.html.utf8.count < 6 << 20)
        #expect(SafeHTML(Self.fill("<p><b class=aaaaaaaaaaaaaaaaaaaaaaaaa>a")).html.utf8.count < 6 << 20)
    }

    @Test func depthHasALimit() throws {
        let document = try WrittenDocument(
            SafeHTML(String(repeating: "<div>", count: 5000) + "a" + String(repeating: "<table><tr><td>", count: 5000) + "b").html)
        #expect(document.elements.map(\.path.count).max() ?? 0 < 400)
        #expect(document.text == "ab")
    }

    @Test func readingStopsAtALimit() throws {
        let safe = SafeHTML("<p>ab\u{1F600}c", limits: SafeHTML.Limits(input: 7))
        #expect(safe.isCut)
        #expect(try WrittenDocument(safe.html).text == "ab")
        #expect(!SafeHTML("<p>ab", limits: SafeHTML.Limits(input: 5)).isCut)
        #expect(SafeHTML("<p>a", limits: SafeHTML.Limits(input: -1)).isCut)
    }

    @Test func writingStopsAtALimit() {
        let safe = SafeHTML(String(repeating: "<p>a</p>", count: 1000), limits: SafeHTML.Limits(output: 500))
        #expect(safe.isCut && safe.html.utf8.count < 1200 && Judge().faults(of: safe.html) == [])
    }
}
