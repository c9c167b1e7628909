import Extraction
import MIME
import Testing

/// How much is read and listed, and what hostile input does.
@Suite("Limits")
struct LimitTests {
    @Test("No more than twenty codes are listed")
    func codes() {
        let text = (0..<40).map { "Verification code: \(400_000 + $0 * 7)\n" }.joined()
        let found = Extraction(subject: nil, text: text, html: nil)
        #expect(found.codes.count == Extraction.Limits.codes)
        #expect(found.truncated)
        // Of equals the first.
        #expect(found.otp?.value == "400000")
    }

    @Test("No more than fifty links are listed, the best among them")
    func links() {
        let html =
            (0..<80).map { "<a href=\"https://example.com/\($0)\">Page \($0)</a>\n" }.joined()
            + "<a href=\"https://example.com/v?t=8sK27dLm30\">Verify your email</a>"
        let found = Extraction(subject: nil, text: nil, html: html)
        #expect(found.links.count == Extraction.Limits.links)
        #expect(found.truncated)
        #expect(found.link?.url == "https://example.com/v?t=8sK27dLm30")
        #expect(found.links.first == found.link)
    }

    @Test("What is behind a limit is not read, and that is said")
    func cut() {
        let code = "\nYour verification code is 482913\n"
        let padding = String(repeating: "lorem ipsum ", count: Extraction.Limits.text / 12 + 1)
        #expect(Extraction(subject: nil, text: padding + code, html: nil).codes.isEmpty)
        #expect(Extraction(subject: nil, text: padding + code, html: nil).truncated)
        #expect(Extraction(subject: nil, text: code + padding, html: nil).otp?.value == "482913")
        let html = String(repeating: "<p>ü</p>", count: Extraction.Limits.html / 9 + 1)
        #expect(Extraction(subject: nil, text: nil, html: html + code).truncated)
        #expect(Extraction(subject: nil, text: nil, html: code + html).otp?.value == "482913")
        #expect(Extraction(subject: String(repeating: "x", count: 3000), text: nil, html: nil).truncated)
        #expect(!Extraction(subject: "x", text: code, html: code).truncated)
    }

    @Test("A long text of a link is shortened, and a longer address left out")
    func long() throws {
        let text = String(repeating: "verify your email é ", count: 50)
        let found = Extraction(subject: nil, text: nil, html: "<a href=\"https://example.com/v?t=8sK27dLm30\">\(text)</a>")
        let link = try #require(found.link)
        #expect(link.text.utf8.count <= Extraction.Limits.linkText)
        #expect(link.text.hasSuffix("…"))
        let address = "https://example.com/v?t=" + String(repeating: "a1", count: 4096)
        #expect(Extraction(subject: nil, text: nil, html: "<a href=\"\(address)\">Verify your email</a>").links.isEmpty)
    }

    /// Each of these would take minutes if any step looked at everything before it.
    @Test(
        "Hostile input ends",
        arguments: [
            "1", "1 ", "12 ", "1234 ", "123456 ", "123456\n", "code ", "code 123456 ", "123456 code ", "verification code: 123456\n", "1-",
            "1.", "a1-",
            "@", "a@", "https://", "https://a/ ", "<", "<a href=x>", "<a href=https://example.com/", "<b>", "<table><tr><td>", "<td>1</td>",
            "&", "&#49;",
            "<p style=\"color:#fff;background:#fff\">", "verify your email https://example.com/v?t=8sK27dLm30 ", ". ", "\n", " ", "\t1",
            "é", "验证码",
            "(((", "DE89 ", "<https://a\n", "confirm ", "<div>1</div>", "\u{200B}", "<a href=\"https://example.com/1234\">verify</a>",
        ])
    func hostile(_ piece: String) {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let found = Extraction(subject: text, text: text, html: text)
        #expect(found.codes.count <= Extraction.Limits.codes)
        #expect(found.links.count <= Extraction.Limits.links)
    }

    @Test("A mail of a million digits around a code is read")
    func digits() {
        let digits = String(repeating: "7", count: 100_000)
        #expect(Extraction(subject: nil, text: digits + "\nYour verification code is 482913\n" + digits, html: nil).otp?.value == "482913")
    }

    @Test("Nothing is nothing")
    func empty() {
        for found in [Extraction(subject: nil, text: nil, html: nil), Extraction(subject: "", text: "", html: "")] {
            #expect(found.codes.isEmpty)
            #expect(found.links.isEmpty)
            #expect(found.otp == nil)
            #expect(found.link == nil)
            #expect(!found.truncated)
        }
    }

    @Test("A raw mail is decoded first")
    func message() throws {
        let mail = """
            Subject: =?utf-8?q?Best=C3=A4tigungscode?=
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Ihr Best=C3=A4tigungscode: 482=
            913
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGEgaHJlZj0iaHR0cHM6Ly9leGFtcGxlLmNvbS92P3Q9OHNLMjdkTG0zMCI+RS1NYWlsIGJlc3TDpHRpZ2VuPC9hPg==
            --b--
            """
        let found = Extraction(Message(Array(mail.utf8)))
        #expect(found.otp?.value == "482913")
        #expect(found.otp?.source == .text)
        #expect(found.link?.url == "https://example.com/v?t=8sK27dLm30")
        #expect(found.link?.purpose == .verify)
        #expect(!found.truncated)
    }
}
