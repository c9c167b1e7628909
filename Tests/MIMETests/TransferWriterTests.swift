import MIME
import Testing

/// Transfer encodings as they are written, beside what decoders make of them.
@Suite struct TransferWriterTests {
    private func body(_ bytes: [UInt8], _ type: String) throws -> Part {
        Message(try ComposedMessage(fields: [], content: PartContent(type, content: .bytes(bytes)), boundarySeed: 1).bytes).root
    }

    @Test func base64HasLinesOf76AndPadding() throws {
        for count in [0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 1000, 70_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 129) }
            let part = try body(bytes, "image/png")
            #expect(part.decodedBody == bytes)
            let lines = part.rawBody.split(separator: 0x0A)
            #expect(lines.dropLast().allSatisfy { $0.count == 77 } && (lines.last?.count ?? 0) <= 77)
        }
        #expect(string(try body([0x61], "image/png").rawBody) == "YQ==\r\n")
        #expect(string(try body([0x61, 0x62], "image/png").rawBody) == "YWI=\r\n")
    }

    @Test func quotedPrintableKeepsEveryByte() throws {
        let cases = [
            "a \u{FC}\r\nb\t\r\n", "\u{FC} ends with space ", "bare\nline\rends ü aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "= ü =3D text text text text", "\u{FC}\r\n\r\n\r\nText text text",
            String(repeating: "a", count: 79) + "\r\nb", String(repeating: "a", count: 76) + "ü\r\n" + String(repeating: "a", count: 76),
            String(repeating: "a", count: 75) + " \r\nü text text text text",
            String(repeating: "a", count: 73) + "üü text text text text text text text text text text text text\r\n"
                + String(repeating: "From b ", count: 50),
            String(repeating: "a", count: 75) + "." + String(repeating: "b", count: 75) + ".\r\n",
            String(repeating: "a", count: 75) + "From b\r\n",
        ]
        for text in cases {
            let part = try body(Array(text.utf8), "text/plain")
            #expect(part.transferEncoding == .quotedPrintable, "\(text)")
            #expect(part.decodedBody == Array(text.utf8))
            for line in string(part.rawBody).split(separator: "\r\n", omittingEmptySubsequences: false) {
                #expect(line.utf8.count <= 76 && line.last != " " && line.last != "\t" && line != "." && !line.hasPrefix("From "))
            }
        }
    }
}
