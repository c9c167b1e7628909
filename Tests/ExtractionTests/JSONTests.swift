import Extraction
import FoundationEssentials
import Testing

/// What the API shows.
@Suite("As JSON")
struct JSONTests {
    private func json(_ extraction: Extraction) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(extraction), as: UTF8.self)
    }

    @Test("Nothing found is null, not left out")
    func empty() throws {
        #expect(
            try json(Extraction(subject: nil, text: nil, html: nil))
                == #"{"codes":[],"link":null,"links":[],"otp":null,"truncated":false}"#)
    }

    @Test("Names are as documented, and what was written can be read")
    func names() throws {
        let extraction = Extraction(
            subject: nil, text: "Your verification code is 482913",
            html: "<a href=\"https://example.com/v?t=8sK27dLm30\">https://bank.example/ verify</a>"
                + "<p>Verify your email: <a href=\"https://example.com/w?t=8sK27dLm30\">https://bank.example/</a></p>")
        let text = try json(extraction)
        let confidence = try #require(extraction.otp).confidence
        #expect(text.contains(#"{"confidence":\#(confidence),"kind":"otp","offset":26,"rule":"label","source":"text","value":"482913"}"#))
        #expect(text.contains(#""flags":["text_differs"]"#))
        for name in ["url", "text", "purpose", "confidence", "rule", "flags", "source", "offset"] { #expect(text.contains("\"\(name)\":")) }
        #expect(try JSONDecoder().decode(Extraction.self, from: Data(text.utf8)) == extraction)
    }
}
