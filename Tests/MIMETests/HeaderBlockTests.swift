import MIME
import Testing

/// RFC 5322 section 2.2: how a header block is split into fields.
@Suite struct HeaderBlockTests {
    @Test(arguments: ["\r\n", "\n"])
    func linesEndWithCRLFOrLF(end: String) {
        let text = ["Subject: a", "To: b@example.com", "", "text", ""].joined(separator: end)
        let message = Message(Array(text.utf8))
        #expect(message.root.headers.map(\.name) == ["Subject", "To"])
        #expect(message.root.headers.map { string($0.rawValue) } == [" a", " b@example.com"])
        #expect(string(message.root.rawBody) == "text" + end)
        #expect(message.defects == [])
    }

    @Test func lineEndsMayBeMixed() {
        let message = Message(Array("Subject: a\nTo: b@example.com\r\n c@example.com\n\r\nx\ny\r\n".utf8))
        #expect(message.root.headers.map(\.name) == ["Subject", "To"])
        #expect(string(message.root.rawBody) == "x\ny\r\n")
    }

    @Test func aFoldedFieldKeepsItsFoldingInTheRawValueOnly() {
        let message = mail("Subject: one\n two\n\tthree\nTo: a@example.com\n\n")
        #expect(message.root.headers.map { string($0.rawValue) } == [" one\r\n two\r\n\tthree", " a@example.com"])
        #expect(message.subject == "one two\tthree")
    }

    @Test func aLineOfWhiteSpaceContinuesTheFieldAndEndsNothing() {
        let message = mail("Subject: a\n  \nTo: b@example.com\n\nx")
        #expect(message.root.headers.map(\.name) == ["Subject", "To"])
        #expect(message.subject == "a")
        #expect(message.defects == [])
    }

    @Test func aLineWithoutAColonIsKeptAsAFieldWithoutAName() {
        let message = mail("Subject: a\nno colon\n and more\nTo: b@example.com\n\nx")
        #expect(message.root.headers.map(\.name) == ["Subject", "", "To"])
        #expect(message.root.headers.map { string($0.rawValue) }[1] == "no colon\r\n and more")
        #expect(message.to.map(\.address) == ["b@example.com"])
        #expect(message.body("1") == "x")
        #expect(message.codes == [.invalidHeader])
    }

    @Test(arguments: [": no name", "two words: x", "n\u{E4}me: x", " indented: x", "=20"])
    func aLineThatBeginsNoFieldIsInvalid(line: String) {
        let message = mail("\(line)\nSubject: a\n\n")
        #expect(message.root.headers.map(\.name) == ["", "Subject"])
        #expect(message.codes == [.invalidHeader])
    }

    @Test(arguments: ["Subject : a", "Subject \t : a"])
    func whiteSpaceBeforeTheColonIsNotPartOfTheName(line: String) {
        let message = mail("\(line)\n\n")
        #expect(message.root.headers.map(\.name) == ["Subject"])
        #expect(message.subject == "a")
        #expect(message.codes == [.spaceBeforeColon])
    }

    @Test func aByteOrderMarkIsNotPartOfTheFirstName() {
        let message = mail("\u{FEFF}Subject: a\n\nx")
        #expect(message.subject == "a")
        #expect(message.bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    }

    @Test func anMboxLineBeforeTheHeaderIsSkipped() {
        let message = mail("From joan@example.com Sat Nov 21 09:30:00 2026\nFrom: joan@example.com\n\nx")
        #expect(message.root.headers.map(\.name) == ["From"])
        #expect(message.codes == [.mboxFromLine])
    }

    @Test func aFromFieldWithASpaceBeforeItsColonIsNoMboxLine() {
        let message = mail("From : joan@example.com\n\nx")
        #expect(message.from.map(\.address) == ["joan@example.com"])
        #expect(message.codes == [.spaceBeforeColon])
    }

    @Test func anMboxLineInsideTheHeaderIsAnInvalidLine() {
        let message = mail("Subject: a\nFrom joan@example.com\n\nx")
        #expect(message.codes == [.invalidHeader])
    }

    @Test func theFirstOfTwoFieldsCounts() {
        let message = mail(
            "Subject: a\nSubject: b\nContent-Type: text/html\nContent-Type: text/plain\nKeywords: x\nKeywords: y\n\n")
        #expect(message.subject == "a")
        #expect(message.root.contentType.essence == "text/html")
        #expect(message.root.headers.count == 6)
        #expect(message.defects.map(\.code) == [.duplicateHeader])
    }

    @Test func theFirstOfTwoTransferEncodingsCounts() {
        let message = mail("Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nYQ==")
        #expect(message.body("1") == "a")
        #expect(message.codes == [.duplicateHeader])
    }

    @Test func aDelimiterEndsAHeaderThatNoEmptyLineEnds() {
        let message = multipart("--B\nContent-Type: text/html\n--B\nContent-ID: <x@y>\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/html", "1.2 text/plain"])
        #expect(message.body("1.1") == "")
        #expect(message.part("1.2")?.contentID == "x@y")
        #expect(message.codes == [.missingHeaderBodySeparator])
    }

    @Test func aMailMayEndWithItsHeader() {
        #expect(mail("Subject: a\n").codes == [])
        #expect(mail("Subject: a").codes == [])
        #expect(mail("Subject: a\nHello Joan,\n").codes == [.invalidHeader, .missingHeaderBodySeparator])
    }

    @Test func theOwnBoundaryDirectlyAfterTheHeaderBeginsTheBody() {
        let message = mail("Subject: a\nContent-Type: multipart/mixed; boundary=B\n--B\n\na\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain"])
        #expect(message.body("1.1") == "a")
        #expect(message.codes == [.missingHeaderBodySeparator])
    }

    @Test func aBareCarriageReturnIsDataAndEndsNoLine() {
        let message = Message(Array("Subject: a\rTo: b@example.com\r\n\r\nx\ry".utf8))
        #expect(message.root.headers.map(\.name) == ["Subject"])
        #expect(message.subject == "a\rTo: b@example.com")
        #expect(message.body("1") == "x\ry")
        #expect(message.codes == [.bareCarriageReturn])
    }

    @Test func aMailWithBareCarriageReturnsOnlyIsOneField() {
        let message = Message(Array("Subject: a\r\rbody\r".utf8))
        #expect(message.root.headers.map(\.name) == ["Subject"])
        #expect(message.root.rawBody == [])
    }

    @Test func aNULIsKept() {
        let message = Message(Array("Subject: a\0b\r\n\r\nc\0d".utf8))
        #expect(message.subject == "a\0b")
        #expect(message.root.decodedBody == Array("c\0d".utf8))
        #expect(message.codes == [.nulByte])
    }

    @Test func namesAreComparedWithoutLetterCase() throws {
        let message = mail("SUBJECT: a\ncontent-TYPE: TEXT/Html; CharSet=UTF-8\n\n")
        let subject = try #require(message.root.headers.first)
        #expect(subject.name == "SUBJECT")
        #expect(message.root.header("subject")?.value == "a")
        #expect(message.root.header("subjec") == nil)
        #expect(message.root.contentType.essence == "text/html")
        #expect(message.root.contentType.charset == "utf-8")
    }

    @Test(arguments: ["", "\r\n", "\n", "\r", ":", "-", "--", " ", "\0", "a", "\u{FEFF}", "From ", "From"])
    func anyBytesAreAMessage(text: String) {
        let message = Message(Array(text.utf8))
        #expect(message.parts.count == 1)
        #expect(message.bytes == Array(text.utf8))
        #expect(message.subject == nil)
        #expect(message.root.contentType.essence == "text/plain")
    }
}
