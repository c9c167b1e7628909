import Extraction
import Testing

/// Offsets count bytes of UTF-8 in what was searched.
@Suite("Offsets")
struct OffsetTests {
    private func rest(_ text: String, _ offset: Int) -> String { String(decoding: Array(text.utf8)[offset...], as: UTF8.self) }

    @Test(
        "A code stands where its offset says",
        arguments: [
            "Your verification code is 482913.", "Grüße! Ihr Bestätigungscode lautet:\r\n\r\n   482913\r\n", "認証コードは「482913」です",
            "> > Your verification code: 482913", "😀 \u{200B}Your verification code\u{A0}is 482913",
        ])
    func text(_ text: String) throws {
        let code = try #require(Extraction(subject: nil, text: text, html: nil).otp)
        #expect(rest(text, code.offset).hasPrefix("482913"))
        let inSubject = try #require(Extraction(subject: text, text: nil, html: nil).otp)
        #expect(rest(text, inSubject.offset).hasPrefix("482913"))
    }

    @Test("Digits of other scripts have more bytes")
    func digits() throws {
        let text = "رمز التحقق: ٤٨٢٩١٣"
        let code = try #require(Extraction(subject: nil, text: text, html: nil).otp)
        #expect(rest(text, code.offset) == "٤٨٢٩١٣")
    }

    @Test("In HTML it is the place in the source")
    func html() throws {
        let html = "<html><p>Grüße&nbsp;&amp; mehr</p><p>Your verification code: <b>&#52;82913</b></p></html>"
        let code = try #require(Extraction(subject: nil, text: nil, html: html).otp)
        #expect(rest(html, code.offset).hasPrefix("&#52;82913"))
    }

    @Test("A link's offset is that of its address")
    func links() throws {
        let html = "<p>é</p><a class=x href = 'https://example.com/v?t=8sK27dLm30'>Verify your email</a>"
        let link = try #require(Extraction(subject: nil, text: nil, html: html).link)
        #expect(rest(html, link.offset).hasPrefix("https://example.com/v?"))
        let text = "Ü: verify your email\n<https://example.com/v?t=8sK27dLm30>"
        let other = try #require(Extraction(subject: nil, text: text, html: nil).link)
        #expect(rest(text, other.offset).hasPrefix("https://example.com/v?"))
    }
}
