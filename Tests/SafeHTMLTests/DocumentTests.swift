import SafeHTML
import Testing

/// What becomes of elements and attributes.
@Suite struct DocumentTests {
    static func body(_ html: String, images: SafeHTML.RemoteImages = .block) -> String {
        let safe = SafeHTML(html, images: images) { $0 == "logo@example.com" ? "/part/1.2" : nil }.html
        #expect(Judge(images: ["/part/1.2", "https://img.example.com/a.png"]).faults(of: safe) == [])
        guard let start = safe.firstRange(of: "<body"), let end = safe.firstRange(of: "</body></html>") else { return safe }
        let body = safe[start.upperBound..<end.lowerBound]
        return body.hasPrefix(">") ? String(body.dropFirst()) : String(body)
    }

    @Test func theDocumentIsWhole() throws {
        let html = SafeHTML("<p>a").html
        #expect(html.hasPrefix("<html><head><meta charset=\"utf-8\"/><meta name=\"referrer\" content=\"no-referrer\"/>"))
        #expect(html.hasSuffix("</style></head><body><p>a</p></body></html>"))
        #expect(SafeHTML("").html.hasSuffix("<body></body></html>"))
    }

    @Test(arguments: [
        ("", ""), ("<p>a", ""), ("<!DOCTYPE html>", "<!DOCTYPE html>\n"), (" <!-- a -->\n<!doctype HTML >", "<!DOCTYPE html>\n"),
        ("<!DOCTYPE html SYSTEM \"about:legacy-compat\">", "<!DOCTYPE html>\n"), ("<!DOCTYPE>", ""), ("<!DOCTYPE x>", ""),
        ("a<!DOCTYPE html>", ""),
        ("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x.dtd\">", WrittenDocument.documentTypes[1]),
        ("<?xml version='1.0'?><!DOCTYPE html\nPUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\">", "<!DOCTYPE html>\n"),
        (
            "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"http://www.w3.org/TR/html4/loose.dtd\">",
            WrittenDocument.documentTypes[1]
        ),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">", ""),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\">", ""),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">", ""), ("<!DOCTYPE html [<!ENTITY a \"b\">]>", "<!DOCTYPE html>\n"),
    ])
    func theModeOfTheDocumentStays(html: String, expected: String) {
        #expect(SafeHTML(html).html.hasPrefix(expected + "<html><head>"))
    }

    @Test(arguments: [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("a<br>b</br>c<hr>d", "a<br/>b<br/>c<hr/>d"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"),
        ("<div><p>a</div>b</p>", "<div><p>a</p></div>b<p></p>"),
        ("</div></b></td>a", "a"),
        ("<p>a<table><tr><td>b</table>", "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>"),
        ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
        ("<o:p>a</o:p><custom-tag>b</custom-tag>", "ab"),
        ("a < b > c &amp; d&copy;&nbsp;e &unknown; &", "a &lt; b &gt; c &amp; d©\u{A0}e &amp;unknown; &amp;"),
        ("a<!-- b -->c<!--[if mso]>d<![endif]-->e<![if !mso]>f<![endif]>", "acef"),
        ("<center><nobr>a</nobr></center>", "<center><span style=\"white-space:nowrap;\">a</span></center>"),
        ("<a href=\"https://example.com\"><button>b</button></a>", link("https://example.com", "<span>b</span>")),
        ("<details open><summary>a</summary>b</details>", "<details open=\"open\"><summary>a</summary>b</details>"),
        ("<pre>\na\n b</pre><pre>\n\nc</pre>", "<pre>\na\n b</pre><pre>\n\nc</pre>"),
        ("a\r\nb\rc\u{C}d", "a\nb\nc d"),
        ("a\0b\u{1}c&#1;d\u{7F}", "abcd"),
        ("<title>a</title>\n <p>b", "<p>b</p>"),
    ])
    func markupIsClosed(html: String, expected: String) {
        #expect(Self.body(html) == expected)
    }

    static func link(_ address: String, _ content: String) -> String {
        "<a href=\"\(address)\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">\(content)</a>"
    }

    @Test(arguments: [
        ("<b>a<i>b</b>c</i>d", "<b>a<i>b</i></b><i>c</i>d"),
        ("<p><b>a</p><p>b</b>c", "<p><b>a</b></p><p><b>b</b>c</p>"),
        ("<b>a<div>b</b>c</div>d", "<b>a<div>b</div></b><div>c</div>d"),
        ("<a name=x>a<a name=y>b", "<a name=\"mail-x\">a</a><a name=\"mail-y\">b</a>"),
        ("<a name=x><div>a<a name=y>b", "<a name=\"mail-x\"><div>a</div></a><div><a name=\"mail-y\">b</a></div>"),
        ("<table><tr><td><b>a<td>b</table>c", "<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>c"),
        ("<b><table><tr><td>a</b>b</table>c", "<b><table><tbody><tr><td>ab</td></tr></tbody></table>c</b>"),
        ("<b><b><b><b><p>a</p></b></b></b></b>", "<b><b><b><b><p>a</p></b></b></b></b>"),
        (
            "<u><p><u><p><u><p><u><p><u>a",
            "<u><p><u></u></p><p><u><u></u></u></p><p><u><u><u></u></u></u></p><p><u><u><u><u>a</u></u></u></u></p></u>"
        ),
    ])
    func formattingIsOpenedAgain(html: String, expected: String) {
        #expect(Self.body(html) == expected)
    }

    @Test(arguments: [
        ("<table><td>a<td>b<tr><th>c</table>", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>"),
        ("<table>a<tr>b<td>c</table>d", "ab<table><tbody><tr><td>c</td></tr></tbody></table>d"),
        ("<table><div>a<td>b</table>", "<div>a</div><table><tbody><tr><td>b</td></tr></tbody></table>"),
        ("<table> <tr> <td>a</table>", "<table> <tbody><tr> <td>a</td></tr></tbody></table>"),
        (
            "<table><col><colgroup><col>a<tr></table>",
            "a<table><colgroup><col/></colgroup><colgroup><col/></colgroup><tbody><tr></tr></tbody></table>"
        ),
        ("<table><caption>a<tr><td>b</table>", "<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>"),
        (
            "<table><thead><tr><th>a<tbody><tr><td>b</table>",
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
        ),
        (
            "<table><tr><td><table><tr><td>a</table></td>b</table>",
            "b<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table></td></tr></tbody></table>"
        ),
        ("<table><table>a</table>", "<table></table>a<table></table>"),
        ("<td>a</td><tr>b</tr>", "ab"),
        ("<table><tr><form><td>a</form></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<ul><li><table><li>a", "<ul><li>a<table></table></li></ul>"),
        (
            "<table><div><table><tr><td>a</table>b</div>c</table>d",
            "<div></div><table></table><table><tbody><tr><td>a</td></tr></tbody></table>bcd"
        ),
    ])
    func tablesAreWhole(html: String, expected: String) {
        #expect(Self.body(html) == expected)
    }

    @Test(arguments: [
        ("<td bgcolor=#fff width=\"50%\" align=CENTER>a", "a"),
        ("<p align=center dir=rtl lang=ar title='a \"b\"'>c", "<p align=\"center\" dir=\"rtl\" lang=\"ar\" title=\"a &#34;b&#34;\">c</p>"),
        ("<font color='red' face='Arial, \"A B\"' size=+2>a", "<font color=\"red\" face=\"Arial, &#34;A B&#34;\" size=\"+2\">a</font>"),
        ("<hr width=10px noshade size=1 color=#abc>", "<hr width=\"10px\" noshade=\"noshade\" size=\"1\" color=\"#abc\"/>"),
        ("<p width='1;x' align='a b' color='url(x)' onclick=x data-x=y>a", "<p color=\"url(x)\">a</p>"),
        (
            "<p id=a class='b c-d 1e \"'>a</p><a href=#a>b</a><a href=#>c</a>",
            "<p id=\"mail-a\" class=\"mail-b mail-c-d mail-1e\">a</p><a href=\"#mail-a\">b</a><a>c</a>"
        ),
        ("<ol start=3 type=a reversed><li value=7>a", "<ol start=\"3\" type=\"a\" reversed=\"reversed\"><li value=\"7\">a</li></ol>"),
        (
            "<div role=presentation aria-hidden=true aria-label='x'>a",
            "<div role=\"presentation\" aria-hidden=\"true\" aria-label=\"x\">a</div>"
        ),
        ("<pre wrap=''>a</pre><p wrap>b", "<pre wrap=\"wrap\">\na</pre><p>b</p>"),
        ("<p title=`a`>b", "<p title=\"&#96;a&#96;\">b</p>"),
        ("<body bgcolor=#eee text=black link=blue><p>a", " bgcolor=\"#eee\" text=\"black\" link=\"blue\"><p>a</p>"),
    ])
    func attributesStay(html: String, expected: String) {
        #expect(Self.body(html) == expected)
    }

    @Test func theFirstBodyCounts() {
        let html = SafeHTML("<html lang=de dir=ltr><body class=a><div>x<body class=b><html lang=fr>y").html
        #expect(html.contains("<html lang=\"de\" dir=\"ltr\">") && html.contains("<body class=\"mail-a\"><div>xy</div></body>"))
    }

    @Test func colourSchemesStay() {
        #expect(
            SafeHTML("<meta name=color-scheme content='light dark'>").html.contains("<meta name=\"color-scheme\" content=\"light dark\"/>"))
        #expect(!SafeHTML("<meta name=color-scheme content='\"><script>'>").html.contains("color-scheme"))
    }

    @Test func whatIsRemovedIsCounted() {
        let safe = SafeHTML(
            """
            <script>a</script><p onclick=a onload=b><form><input></form><iframe src=x></iframe><svg></svg><template></template><base href=x>
            <a href="javascript:a">b</a><img src="https://a.example/"><img src="cid:x"><style>@import "x";</style><video></video><title>t</title>
            """)
        #expect(
            safe.removed == [
                .scripts: 1, .eventHandlers: 2, .forms: 2, .frames: 1, .drawings: 1, .hidden: 1, .documentElements: 1, .addresses: 1,
                .remoteImages: 1, .missingImages: 1, .styles: 1, .media: 1,
            ])
        #expect(SafeHTML("<p style='color:red;mso-line-height-rule:exactly'>a<meta charset=utf-8>").removed.isEmpty)
    }

    @Test(arguments: ["svg", "math"])
    func aDrawingThatIsNotClosedEndsAtText(name: String) {
        #expect(Self.body("a<\(name)><g><path d=x>b<p>c<b>d") == "a<p>c<b>d</b></p>")
    }
}
