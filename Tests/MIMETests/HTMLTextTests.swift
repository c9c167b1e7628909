import MIME
import Testing

/// HTML read as text: what a person would see of it.
@Suite struct HTMLTextTests {
    private func text(_ html: String) -> String { HTMLText.text(of: html) }

    @Test(arguments: [
        ("<p>Your code is <b>123456</b>.</p>", "Your code is 123456."),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("<p>a</p><p>b", "a\n\nb"),
        ("<h1>Title</h1>text<div>x</div>y", "Title\n\ntext\nx\ny"),
        ("<div><div><div>a</div></div></div><div>b</div>", "a\nb"),
        ("a<hr>b", "a\n\nb"),
        ("  a \n\t b  ", "a b"),
        ("<span>a</span> <span>b</span><i>c</i>", "a bc"),
        ("a<!-- x > y -->b<!-->c<!--->d<!-- --!>e", "abcde"),
        ("a</ bogus>b<? php >c<!DOCTYPE html>d</>e", "abcde"),
        ("a < b > c <3 <", "a < b > c <3 <"),
        ("<TITLE>t</TITLE><Style>p{}</stylE ><script>if (a</b) \"</scriptx>\"</script>x", "x"),
        ("<textarea>a</textarea><template>t<b>u</b></template><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml>x", "x"),
        ("<![if !mso]>shown<![endif]><!--[if mso]>hidden<![endif]-->", "shown"),
        ("", ""), ("<p> </p>&nbsp;", ""), ("a</br>b", "a\nb"), ("<p title=\">\">a", "a"), ("<a b='", ""), ("x<unclosed", "x"),
        ("a\0b\u{1}c", "abc"), ("<head>text</head>", "text"), ("<o:p>a</o:p><v:fill />b", "ab"), ("a&", "a&"), ("<", "<"),
    ])
    func linesAndTagsAreRead(html: String, expected: String) {
        #expect(text(html) == expected)
    }

    @Test(arguments: [
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol start=9><li>a<li value=20>b<li>c</ol>", "9. a\n20. b\n21. c"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n  1. b\n- c"),
        ("<ul><li></li><li>b</li></ul>", "- b"),
        ("<ul><li><ul></ul></ul>x", "x"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "a\nb\nc"),
        ("<li>a", "- a"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>b", "a\nb"),
        ("<table><tr><td></td><td>a</td></tr></table>", "a"),
        ("<pre>\n  a\n\n\n\tb </pre>c", "  a\n\n\n    b\n\nc"),
        ("<p style='white-space: pre-wrap'>a\r\nb</p>", "a\nb"),
        ("<blockquote>a<br>b<blockquote>c</blockquote></blockquote>d", "> a\n> b\n\n> > c\n\nd"),
        ("<select><option>a<option>b</select>", "a\nb"),
    ])
    func listsTablesAndQuotationsAreLaidOut(html: String, expected: String) {
        #expect(text(html) == expected)
    }

    @Test(arguments: [
        ("<a href=\"https://example.com/a?b=1&amp;c=2\">Confirm</a>!", "Confirm <https://example.com/a?b=1&c=2>!"),
        ("<a href=https://example.com/>https://example.com/</a>", "https://example.com/"),
        ("<a href='mailto:a@example.com'>a@example.com</a>", "a@example.com"),
        ("<a href=\"https://example.com\"><img src=x alt=\"Sign in\"></a>", "Sign in <https://example.com>"),
        ("<a href=\"https://example.com\"><img src=x></a>", "<https://example.com>"),
        ("<a href=\"https://example.com\"></a>x", "x"),
        ("<a href=\"#top\">a</a><a name=x>b</a><a href=\" JavaScript:x()\">c</a><a href=''>d</a>", "abcd"),
        ("<a href=\"https://example.com\"><div>a</div></a><p>b", "a <https://example.com>\n\nb"),
        ("<a href=\"https://a.test\">a <a href=\"https://b.test\">b", "a <https://a.test> b <https://b.test>"),
        ("<a href=\"\n https://example.com/a b\n/c<d>\t\">x</a>", "x <https://example.com/a%20b/c%3Cd%3E>"),
        ("<a href=\"?a=1&copy=2&lt=3&amp;d\">x</a>", "x <?a=1&copy=2&lt=3&d>"),
    ])
    func linksHaveTheirTarget(html: String, expected: String) {
        #expect(text(html) == expected)
    }

    @Test func linksAreListedInOrder() {
        let html = """
            <a href="https://a.test">First
              link</a> <a href="#x">no</a> <a href="https://b.test"><img alt="Logo"></a>
            <a style="display:none" href="https://hidden.test">h</a><a href="https://c.test"><img></a>
            """
        #expect(
            HTMLText.links(of: html) == [
                HTMLText.Link(target: "https://a.test", text: "First link"), HTMLText.Link(target: "https://b.test", text: "Logo"),
                HTMLText.Link(target: "https://c.test", text: ""),
            ])
        #expect(HTMLText(html, includingTargets: false).text == "First link no Logo")
    }

    @Test(arguments: [
        "<div style=\"display:none\">x<p>y</div>", "<div style='color:red;DISPLAY : None !important;'><table><tr><td>x</table></div>",
        "<p style=display:none>x<div>", "<span style=\"font-size:0\">x</span>", "<span style=\"font-size:0.0px;\">x</span>",
        "<span style=\"visibility:hidden\">x</span>", "<div style=\"max-height:0px;overflow:hidden\">x</div>",
        "<i style=\"opacity:0\">x</i>",
        "<p hidden>x</p>", "<table><tr><td style=\"display:none\">x<tr></table>", "<ul><li hidden>x<li></ul>",
        "<b style=\"display:none\">x<div>y</b>z</div></b>",
        "<div style=\"display:none\"><span style=\"visibility:visible;font-size:9px\">x</span></div>",
        "<img hidden alt=x>", "<span style=\"display:none\">x</b></p></table></td>y</span>",
    ])
    func hiddenTextIsLeftOut(html: String) {
        #expect(text(html + "a") == "a")
        #expect(HTMLText(html + "a", includingHidden: true).text.contains("x") == true)
    }

    @Test(arguments: [
        "<a style=\"mso-hide:all\">a</a>", "<td style=\"font-size:0px\"><div style=\"font-size:13px\">a</div></td>",
        "<div style=\"visibility:hidden\"><b style=\"visibility:visible\">a</b></div>",
        "<div style=\"font-size:0.5em;opacity:0.9\">a</div>",
        "<div style=\"max-height:0\">a</div>", "<p style=\"display:none\"><div>a</div>", "<div style=\"display:none\"></div>a",
        "<table><tr><td style=\"display:none\"><td>a</table>", "<ul><li hidden></ul>a", "<dl><dt hidden><dd>a</dl>",
    ])
    func shownTextStays(html: String) {
        #expect(text(html) == "a")
    }

    @Test(arguments: [
        ("&lt;&amp;&#65;&#x42;&eacute;&Eacute&nbsp;&hellip;", "<&AB\u{E9}\u{C9} \u{2026}"),
        ("&notit;&notin;&ampx&nosuch;&;&#;&#x;& x", "\u{AC}it;\u{2209}&x&nosuch;&;&#;&#x;& x"),
        ("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("&#128;&#146;", "\u{20AC}\u{2019}"),
        ("&NotEqualTilde;&nGt;", "\u{2242}\u{338}\u{226B}\u{20D2}"), ("&zwj;&zwnj;&Zeta;&zeta;&AElig&aacute", "\u{396}\u{3B6}\u{C6}\u{E1}"),
        ("&CounterClockwiseContourIntegral;", "\u{2233}"),
    ])
    func characterReferencesAreDecoded(html: String, expected: String) {
        #expect(text(html) == expected)
    }

    @Test func paddingBetweenWordsCollapses() {
        #expect(text("Hello&#847; &zwnj; &nbsp; &#8199;&#65279;&shy;&#8203;&#x200d;\u{200B}\u{A0} world") == "Hello world")
        #expect(text("so&shy;ft 12&#8203;34") == "soft 1234")
        // Joiners inside of a word or an emoji count.
        #expect(text("\u{1F468}&zwj;\u{1F469} \u{645}\u{6CC}\u{200C}\u{62E}") == "\u{1F468}\u{200D}\u{1F469} \u{645}\u{6CC}\u{200C}\u{62E}")
        #expect(
            text("a\u{E9}\u{20AC}\u{2019}\u{3042}\u{1F600}\u{FE0F}\u{1E9E}") == "a\u{E9}\u{20AC}\u{2019}\u{3042}\u{1F600}\u{FE0F}\u{1E9E}")
    }

    @Test func bytesAreReadAsUTF8() {
        #expect(HTMLText.text(of: Array("<p>\u{FC}".utf8) + [0xFF]) == "\u{FC}\u{FFFD}")
    }

    @Test func deepNestingKeepsItsText() {
        let deep = String(repeating: "<div>", count: 2000) + "a" + String(repeating: "</div>", count: 2000) + "<p>b"
        #expect(text(deep) == "a\n\nb")
        #expect(text(String(repeating: "<blockquote>", count: 1000) + "a<br>b") == "> > > > a\n> > > > b")
    }

    @Test func everyInputHasAReading() {
        let n = 20_000
        for piece in [
            "<", "<a ", "&", "<div>", "<!--", "<!", "</", "<b><i>", "</p>", "\0", "&#x", "<a href='x'>", "<ul><li>", "<td>", "<title>",
            "</scri",
        ] {
            let html = String(repeating: piece, count: n)
            #expect(text(html).utf8.count <= html.utf8.count * 3, "\(piece)")
        }
    }
}
