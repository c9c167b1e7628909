import MIME
import Testing

/// Structures that mail programs are known to read in different ways: one test per case, with the one reading of docs/mime-readings.md and
/// all defects of the mail. `DivergentContentTests` has those of fields and bodies.
@Suite struct DivergenceTests {
    @Test(arguments: [
        ("Content-Type: multipart/mixed\n\n", "--B\n\na\n--B--\n", Defect.Code.missingBoundary),
        ("Content-Type: multipart/mixed; boundary=B\n\n", "text\n--b\n", .boundaryNotFound),
    ])
    func aMultipartWithoutPartsKeepsItsBody(header: String, body: String, code: Defect.Code) {
        let message = mail(header + body)
        #expect(message.shape == ["1 multipart/mixed"])
        #expect(message.root.decodedBody == crlf(body))
        #expect(message.codes == [code])
    }

    @Test func anOuterDelimiterEndsAnInnerMultipart() {
        let message = multipart("--B\nContent-Type: multipart/mixed; boundary=I\n\n--I\n\na\n--B\n\nb\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/plain", "1.2 text/plain"])
        #expect(message.body("1.1.1") == "a")
        #expect(message.body("1.2") == "b")
        #expect(message.codes == [.missingClose])
    }

    @Test func theLastPartOfAnUnterminatedMultipartKeepsItsLineEnd() {
        let message = multipart("--B\n\na\n\n")
        #expect(message.body("1.1") == "a\r\n\r\n")
        #expect(message.codes == [.missingClose])
    }

    @Test(arguments: [99, 100, 5000])
    func nestingIsReadToTheLimit(levels: Int) {
        // Every boundary begins like all that are deeper.
        let heads = (1...levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        let message = mail(heads + "\ninside" + (1...levels).reversed().map { "\n--b\($0)--" }.joined())
        if levels < 100 {
            #expect(message.parts.count == levels + 1)
            #expect(message.parts.last.map { string($0.decodedBody) } == "inside")
            #expect(message.codes == [])
        } else {
            #expect(message.parts.count == 100)
            #expect(message.parts.last?.isOpaque == true)
            #expect(message.codes.contains(.depthLimitExceeded))
        }
    }

    @Test func aLineThatBeginsLikeADelimiterIsNone() {
        let message = multipart("--B\n\na\n--Bjunk\nb\n--B--\n")
        #expect(message.body("1.1") == "a\r\n--Bjunk\r\nb")
        #expect(message.codes == [.invalidDelimiter])
    }

    @Test func aBoundaryMayBeginLikeThatOfTheOuterMultipart() {
        let inner = "Content-Type: multipart/mixed; boundary=AA\n\n--AA\n\na\n--AA--\n"
        let message = mail("Content-Type: multipart/mixed; boundary=A\n\n--A\n\(inner)--A\n\nb\n--A--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/plain", "1.2 text/plain"])
        #expect(message.body("1.1.1") + message.body("1.2") == "ab")
        #expect(message.codes == [])
    }

    @Test func aCloseDelimiterWithTextBehindItIsContent() {
        let message = multipart("--B\n\na\n--B-- junk\nb\n--B--\n")
        #expect(message.body("1.1") == "a\r\n--B-- junk\r\nb")
        #expect(message.codes == [.invalidDelimiter])
    }

    @Test func aPartBehindTheCloseDelimiterIsNone() {
        let message = multipart("--B\n\na\n--B--\n--B\n\nghost\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain"])
        #expect(message.body("1.1") == "a")
        #expect(message.codes == [.partAfterClose])
    }

    @Test func theFirstContentTypeCounts() {
        let message = mail("Content-Type: text/html\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\na\n--B--\n")
        #expect(message.shape == ["1 text/html"])
        #expect(message.root.headers(named: "content-type").map(\.value) == ["text/html", "multipart/mixed; boundary=B"])
        #expect(message.codes == [.duplicateHeader])
    }

    @Test func theFirstTransferEncodingCounts() {
        let message = mail("Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: quoted-printable\n\nYT00MQ==")
        #expect(message.body("1") == "a=41")
        #expect(message.codes == [.duplicateHeader])
    }

    @Test func theFirstBoundaryCounts() {
        let message = mail("Content-Type: multipart/mixed; boundary=A; boundary=B\n\n--B\n\nb\n--A\n\na\n--A--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain"])
        #expect(message.body("1.1") == "a")
        #expect(message.codes == [.duplicateParameter])
    }

    @Test func anEmbeddedMessageInBase64IsRead() {
        let message = mail("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQoKYg==\n")
        #expect(message.shape == ["1 message/rfc822", "1.1 text/plain"])
        #expect(message.part("1.1")?.header("subject")?.value == "a")
        #expect(message.body("1.1") == "b")
        #expect(message.codes == [.encodedMessage])
    }

    @Test func aLineWithoutAColonDoesNotEndTheHeader() {
        let message = mail("Subject: a\nno colon\nContent-Type: text/html\n\nb")
        #expect(message.root.headers.map(\.name) == ["Subject", "", "Content-Type"])
        #expect(message.shape == ["1 text/html"])
        #expect(message.body("1") == "b")
        #expect(message.codes == [.invalidHeader])
    }

    @Test func aSpaceBeforeTheColonIsNotInTheName() {
        let message = mail("Subject : a\nTo: a@example.com\n\nb")
        #expect(message.subject == "a")
        #expect(message.to.map(\.address) == ["a@example.com"])
        #expect(message.codes == [.spaceBeforeColon])
    }

    @Test func aHeaderWithoutAnEmptyLineEndsAtADelimiter() {
        let message = multipart("--B\nContent-Type: text/html\n--B\n\nb\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/html", "1.2 text/plain"])
        #expect(message.body("1.1") == "")
        #expect(message.body("1.2") == "b")
        #expect(message.codes == [.missingHeaderBodySeparator])
    }

    @Test func aByteOrderMarkIsNotInTheFirstName() {
        let message = mail("\u{FEFF}Subject: a\n\nb")
        #expect(message.subject == "a")
        #expect(message.codes == [.byteOrderMark])
    }

    @Test func aBareCarriageReturnEndsNoLine() {
        let message = Message(Array("Subject: a\rTo: b\r\n\r\nc\r--B\rd".utf8))
        #expect(message.root.headers.map(\.name) == ["Subject"])
        #expect(message.body("1") == "c\r--B\rd")
        #expect(message.codes == [.bareCarriageReturn])
    }

    @Test func bytesBehindANULAreKept() {
        let message = mail("Subject: a\0b\n\nc\0d")
        #expect(message.subject == "a\0b")
        #expect(message.body("1") == "c\0d")
        #expect(message.codes == [.nulByte])
    }

    @Test func aLongHeaderIsReadWhole() {
        let message = mail("Subject: " + String(repeating: "a", count: 1 << 20) + "\nTo: a@example.com\n\nb")
        #expect(message.subject?.utf8.count == 1 << 20)
        #expect(message.to.count == 1)
        #expect(message.codes == [])
    }

    @Test func manyHeaderFieldsAreReadToTheLimit() {
        let message = mail(String(repeating: "X: y\n", count: 100_001) + "\nb")
        #expect(message.root.headers.count == 100_000)
        #expect(message.body("1") == "b")
        #expect(message.codes == [.headerLimitExceeded])
    }

    @Test func aMillionPartsAreReadToTheLimit() {
        let message = Message(
            Array(("Content-Type: multipart/mixed; boundary=B\n\n" + String(repeating: "--B\n\n", count: 1_000_000)).utf8))
        // The multipart is one of 10,000, and the rest is one more.
        #expect(message.parts.count == 10_001)
        #expect(message.parts.last?.isOpaque == true)
        #expect(message.parts.last?.bodyRange.upperBound == message.bytes.count)
        #expect(message.structureDefects.map(\.code) == [.partLimitExceeded])
    }
}
