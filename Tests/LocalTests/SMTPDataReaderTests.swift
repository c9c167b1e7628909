import Local
import Testing

@Suite struct SMTPDataReaderTests {
    /// Input behind DATA, the content it stands for, and what is left behind the end; nil when it has not ended.
    static let cases: [(input: String, content: String, rest: String?)] = [
        (".\r\n", "", ""),
        ("a\r\n.\r\n", "a\r\n", ""),
        ("a\r\n.\r\nNOOP\r\n", "a\r\n", "NOOP\r\n"),
        ("..a\r\n...\r\n.\r\n", ".a\r\n..\r\n", ""),
        (".a\r\n.\r\n", "a\r\n", ""),
        ("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n", ""),
        ("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n", ""),
        ("a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n", ""),
        ("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n", ""),
        ("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n", ""),
        ("a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", ""),
        ("a\r\r\n.\r\n", "a\r\r\n", ""),
        ("\r\n.\r\n", "\r\n", ""),
        ("a\r\n.", "a\r\n", nil),
        ("a.\r\n", "a.\r\n", nil),
        ("a\r\n.\r", "a\r\n", nil),
    ]

    @Test(arguments: cases)
    func contentEndsOnlyWithCRLFDotCRLF(input: String, content: String, rest: String?) {
        for size in 1...max(1, input.utf8.count) {
            var reader = SMTPDataReader()
            var output: [UInt8] = []
            var left = Array(input.utf8)[...]
            var isEnd = false
            while !left.isEmpty, !isEnd {
                let chunk = left.prefix(size)
                let (consumed, ended) = reader.read(chunk, into: &output)
                isEnd = ended
                left = left.dropFirst(consumed)
            }
            #expect(String(decoding: output, as: UTF8.self) == content, "chunks of \(size)")
            #expect(isEnd == (rest != nil), "chunks of \(size)")
            if let rest { #expect(String(decoding: left, as: UTF8.self) == rest, "chunks of \(size)") }
        }
    }
}
