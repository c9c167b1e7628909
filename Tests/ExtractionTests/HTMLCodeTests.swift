import Extraction
import Testing

/// Codes in HTML: in pieces, hidden, in attributes.
@Suite("Codes in HTML")
struct HTMLCodeTests {
    private func otp(_ html: String) -> String? { Extraction(subject: nil, text: nil, html: html).otp?.value }

    @Test(
        "A code in pieces is one code",
        arguments: [
            "<b>482913</b>", "<span>4</span><span>8</span><span>2</span><span>9</span><span>1</span><span>3</span>",
            "<span>4</span> <span>8</span> <span>2</span> <span>9</span> <span>1</span> <span>3</span>",
            "<table><tr><td>4</td><td>8</td><td>2</td><td>9</td><td>1</td><td>3</td></tr></table>",
            "<div>4</div>\n<div>8</div>\n<div>2</div>\n<div>9</div>\n<div>1</div>\n<div>3</div>",
            "<strong>482</strong>&nbsp;<strong>913</strong>", "482&#45;913", "4&#56;2913", "&#52;&#56;&#50;&#57;&#49;&#51;", "482<wbr>913",
            "4<!-- -->82913", "<p style=\"letter-spacing:8px\">482913</p>", "<pre>\n   482913\n</pre>",
        ])
    func pieces(html: String) {
        #expect(otp("<p>Your verification code is:</p>\(html)<p>It expires in 10 minutes.</p>") == "482913")
    }

    @Test(
        "What is not shown is not searched",
        arguments: [
            "<div style=\"display:none\">§</div>", "<span style=\"font-size:0\">§</span>", "<div hidden>§</div>",
            "<p style=\"color:#ffffff;background-color:#fff\">§</p>", "<p style=\"color:white;background:rgb(255, 255, 255)\">§</p>",
            "<table><tr><td bgcolor=\"#FFFFFF\"><font color=\"#fefefe\">§</font></td></tr></table>",
            "<p style=\"text-indent:-9999px\">§</p>", "<div style=\"position:absolute;left:-5000px\">§</div>", "<!-- § -->",
            "<script>§</script>",
            "<style>§</style>", "<title>§</title>", "<div style=\"max-height:0;overflow:hidden\">§</div>", "<p style=\"opacity:0\">§</p>",
            "<template>§</template>", "<img src=\"x\" title=\"§\">",
        ])
    func hidden(html: String) {
        let code = "Your verification code is 111111"
        #expect(otp(html.replacing("§", with: code)) == nil)
        #expect(otp(html.replacing("§", with: code) + "<p>Your verification code is 482913</p>") == "482913")
    }

    @Test(
        "White on a colour is shown",
        arguments: [
            "<p style=\"color:#fff;background:#2b6cb0\">§</p>", "<p style=\"color:#fff\">§</p>",
            "<div style=\"font-size:0\"><p style=\"font-size:16px\">§</p></div>",
        ])
    func shown(html: String) {
        #expect(otp(html.replacing("§", with: "Your verification code is 482913")) == "482913")
    }

    @Test("Label and code stand in cells, one beside or above the other")
    func cells() {
        #expect(otp("<table><tr><td>Verification code</td><td>482913</td></tr><tr><td>Order</td><td>771204</td></tr></table>") == "482913")
        #expect(otp("<table><tr><td>Verification code</td></tr><tr><td>482913</td></tr></table>") == "482913")
        #expect(otp("<table><tr><td>Order number</td><td>482913</td></tr></table><p>Sign in to verify your account.</p>") == nil)
    }

    @Test("A scale, a list of pages and a colour are no codes")
    func noCodes() {
        let scale = (0...9).map { "<td><a href=\"https://example.com/\($0)\">\($0)</a></td>" }.joined()
        #expect(otp("<p>Verify how we did: rate our login code service</p><table><tr>\(scale)</tr></table>") == nil)
        #expect(otp("<p style=\"color:#482913\">Enter your verification code.</p>") == nil)
        #expect(otp("<p>Enter your verification code.</p><img alt=\"\" src=\"https://example.com/482913.png\" width=\"482913\">") == nil)
    }

    @Test("Text and HTML are searched together")
    func both() throws {
        let found = Extraction(
            subject: nil, text: "Please open this mail in a reader of HTML.", html: "<p>Your verification code is <b>482913</b></p>")
        #expect(try #require(found.otp).source == .html)
        let other = Extraction(subject: nil, text: "Your verification code is 482913", html: "<p>See the text.</p>")
        #expect(try #require(other.otp).source == .text)
    }
}
