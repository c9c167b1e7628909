import MIME
import Testing

@Suite("Readings of hostile mail")
struct HostileReadingTests {
    @Test("A preview that ends inside of a character keeps the charset that the whole text has", arguments: ["", "a", "ab", "abc"])
    func cutPreview(_ start: String) {
        let mail = "Content-Type: text/plain\r\n\r\n\(start)\(String(repeating: "ü日😀", count: 20_000))"
        #expect(Message(Array(mail.utf8)).reading.preview(length: 12).hasPrefix("\(start)ü日😀"))
    }

    /// Steps of work cannot be counted here: what took 14 s takes 50 ms, and the suite has a limit of time.
    @Test("The header of a multipart is not read again for each of its parts", .timeLimit(.minutes(1)))
    func longParentHeader() {
        let comment = String(repeating: "c", count: 2_000_000)
        let part = "--b\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n"
        let mail = "Content-Type: (\(comment)) multipart/encrypted; boundary=b\r\n\r\n\(String(repeating: part, count: 9990))--b--\r\n"
        let message = Message(Array(mail.utf8))
        #expect(message.reading.isEncrypted || message.reading.files.count > 0)
        let copy = try? ComposedMessage(copying: message, boundarySeed: 1)
        #expect(copy?.count ?? 0 > 0)
    }

    @Test("Many parameters are copied in time", .timeLimit(.minutes(1)))
    func manyParameters() throws {
        let parameters = (100_000..<180_000).map { ";\r\n a\($0)=1" }.joined()
        let copy = try ComposedMessage(copying: Message(Array("Content-Type: text/plain\(parameters)\r\n\r\n".utf8)), boundarySeed: 1)
        #expect(copy.count > 80_000 * 10)
    }

    @Test("The limit of encoded-words holds for parameters too")
    func encodedWordsOfParameters() {
        let words = String(repeating: "=?utf-8?Q?a?= ", count: 50)
        let message = Message(
            Array("Content-Disposition: attachment; filename=\"\(words)\"\r\n\r\n".utf8), limits: Limits(encodedWords: 5))
        #expect(message.root.filename?.hasPrefix("aaaaa =?utf-8") == true)
        #expect(message.defects.map(\.code).contains(.fieldLimitExceeded))
    }

    @Test("An address more than the limit is not read, also where it is the last word")
    func listEntries() {
        let message = Message(Array("To: a@b.c, x\r\n\r\n".utf8), limits: Limits(listEntries: 1))
        #expect(message.to.map(\.address) == ["a@b.c"])
        #expect(message.defects.map(\.code).contains(.fieldLimitExceeded))
    }

    @Test("The name of an embedded message has at most 255 bytes with its ending")
    func longName() {
        let flags = String(repeating: "🇩🇪", count: 40)
        let embedded = "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: \(flags)\r\n\r\nbody\r\n"
        let mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n\(embedded)--b--\r\n"
        let names = Message(Array(mail.utf8)).reading.files.map(\.name)
        #expect(names.map { $0.unicodeScalars.suffix(4).map(String.init).joined() } == [".eml"])
        #expect(names.allSatisfy { $0.utf8.count <= 255 })
    }
}
