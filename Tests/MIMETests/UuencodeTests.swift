import MIME
import Testing

/// Files inside of a text, from before MIME.
@Suite struct UuencodeTests {
    private func reading(_ body: String) -> Reading { mail("Subject: a\n\n" + body).reading }

    @Test func aFileIsTakenOutOfTheText() throws {
        let reading = reading("before\nbegin 644 hello world.txt\n-:&5L;&\\L('=O<FQD(0``\n`\nend\nafter\n")
        #expect(reading.text == "before\r\nafter\r\n")
        let file = try #require(reading.files.first)
        #expect(file.name == "hello world.txt")
        #expect(string(file.data) == "hello, world!")
        #expect(file.estimatedSize == 13)
        #expect(file.mediaType == "text/plain")
        #expect(file.kind == .file)
        #expect(file.part.path == "1")
        #expect(reading.textPart?.text.contains("begin 644") == true)
        #expect(reading.attachments.isEmpty)
    }

    @Test(arguments: [
        // Spaces for zero, lost at the end of the line; without the line that says zero; a check digit; an empty line for it.
        "begin 644 a\n#86(\nend", "begin 0644 a\n\"86(\n`\nend\n", "begin 644 a\n\"86( Z\n \nend", "begin 644 a\n\"86( \n\nend",
    ])
    func oldEncodersAreRead(body: String) {
        let file = reading(body).files.first
        #expect(file?.data.starts(with: Array("ab".utf8)) == true)
        #expect(reading(body).text == "")
    }

    @Test(arguments: [
        "begin 644 a\n\"86(\nnot a line of it\nend\n", "begin 644 a\n\"86(\n", "begin 644 a\n`\nend\n", "begin 6 a\n\"86(\nend\n",
        "begin 644\n\"86(\nend\n",
        "begin 644 a\n`\n\"86(\nend\n", " begin 644 a\n\"86(\nend\n", "begin 644 a\n\"86(XXXXXXX\nend\n", "begin at the beginning\n",
    ])
    func whatBreaksOffStaysText(body: String) {
        #expect(reading(body).text == string(crlf(body)))
        #expect(reading(body).files.isEmpty)
    }

    @Test func severalFilesAndBrokenOnesStandSideBySide() {
        let good = "begin 644 a\n\"86(\n`\nend\n"
        let reading = reading("x\n\(good)begin 644 b\n\(good)y\n\(good)")
        #expect(reading.files.map(\.name) == ["a", "a", "a"])
        #expect(reading.text == "x\r\nbegin 644 b\r\ny\r\n")
    }

    @Test func everyByteComesThrough() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var body = "begin 600 all.bin\n"
        for start in stride(from: 0, to: bytes.count, by: 45) {
            let line = Array(bytes[start..<min(start + 45, bytes.count)])
            var digits = [UInt8(line.count)]
            for group in stride(from: 0, to: line.count, by: 3) {
                let b = (0..<3).map { group + $0 < line.count ? line[group + $0] : 0 }
                digits += [b[0] >> 2, (b[0] & 3) << 4 | b[1] >> 4, (b[1] & 15) << 2 | b[2] >> 6, b[2] & 63]
            }
            body += string(digits.map { $0 == 0 ? 0x60 : $0 + 0x20 }) + "\n"
        }
        #expect(reading(body + "`\nend\n").files.first?.data == bytes)
    }
}
