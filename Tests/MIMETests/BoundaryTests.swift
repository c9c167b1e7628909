import MIME
import Testing

/// RFC 2046 section 5.1: which lines are delimiters, and what they end.
@Suite struct BoundaryTests {
    @Test func theLineEndBeforeADelimiterBelongsToIt() {
        let message = multipart("preamble\n--B\n\na\n--B\n\nb\n\n--B--\nepilogue\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain", "1.2 text/plain"])
        #expect(message.body("1.1") == "a")
        #expect(message.body("1.2") == "b\r\n")
        #expect(message.defects == [])
    }

    @Test(arguments: ["Content-Type: multipart/mixed\n\n", "Content-Type: multipart/mixed; boundary=\"\"\n\n"])
    func aMultipartWithoutABoundaryIsOneLeafWithItsRawBody(header: String) {
        let message = mail(header + "--B\n\na\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed"])
        #expect(message.body("1") == "--B\r\n\r\na\r\n--B--\r\n")
        #expect(message.codes == [.missingBoundary])
        #expect(message.reading.text == "--B\r\n\r\na\r\n--B--\r\n")
    }

    @Test(arguments: ["no delimiter\n", "--B--\n", "--b\n\na\n--b--\n", "text --B\n", ""])
    func aBoundaryThatNeverComesLeavesOneLeaf(body: String) {
        let message = multipart(body)
        #expect(message.shape == ["1 multipart/mixed"])
        #expect(message.root.rawBody == crlf(body))
        #expect(message.codes == [.boundaryNotFound])
    }

    @Test func anOuterDelimiterClosesTheInnerMultipart() {
        let message = multipart(
            "--B\nContent-Type: multipart/alternative; boundary=I\n\n--I\n\na\n--B\n\nb\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 multipart/alternative", "1.1.1 text/plain", "1.2 text/plain"])
        #expect(message.body("1.1.1") == "a")
        #expect(message.body("1.2") == "b")
        #expect(message.structureDefects.map(\.code) == [.missingClose])
        #expect(message.structureDefects.map(\.path) == ["1.1"])
    }

    @Test func anUnterminatedLastPartKeepsAllItsBytes() {
        let message = multipart("--B\n\na\n\n")
        #expect(message.body("1.1") == "a\r\n\r\n")
        #expect(message.codes == [.missingClose])
    }

    @Test func aDelimiterAtTheEndBeginsAnEmptyPart() {
        let message = multipart("--B\n\na\n--B")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain", "1.2 text/plain"])
        #expect(message.body("1.2") == "")
    }

    @Test func delimitersInARowHaveEmptyPartsBetweenThem() {
        let message = multipart("--B\n--B\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain", "1.2 text/plain"])
        #expect(message.defects == [])
    }

    @Test(arguments: ["--Bjunk", "--B junk", "--Bx--", "--B-", "--B -- x"])
    func textBehindABoundaryMakesTheLineContent(line: String) {
        let message = multipart("--B\n\na\n\(line)\nb\n--B--\n")
        #expect(message.body("1.1") == "a\r\n\(line)\r\nb")
        #expect(message.codes == [.invalidDelimiter])
    }

    @Test(arguments: ["-B", " --B", "text", "-xBjunk", "--", "--b", "- -B"])
    func aLineThatIsNoDelimiterIsContentWithoutADefect(line: String) {
        let message = multipart("--B\n\na\n\(line)\nb\n--B--\n")
        #expect(message.body("1.1") == "a\r\n\(line)\r\nb")
        #expect(message.defects == [])
    }

    @Test(arguments: ["--B", "--B ", "--B\t  "])
    func whiteSpaceBehindADelimiterIsTransportPadding(line: String) {
        let message = multipart("\(line)\n\na\n\(line)\n\nb\n--B-- \t\n")
        #expect(message.body("1.1") == "a")
        #expect(message.body("1.2") == "b")
        #expect(message.defects == [])
    }

    @Test(arguments: [("A", "AA"), ("AA", "A"), ("b1", "b10"), ("b10", "b1"), ("A", "A--")])
    func aBoundaryThatBeginsLikeAnotherIsItsOwn(outer: String, inner: String) {
        let message = mail(
            """
            Content-Type: multipart/mixed; boundary="\(outer)"

            --\(outer)
            Content-Type: multipart/mixed; boundary="\(inner)"

            --\(inner)

            a
            --\(inner)

            b
            --\(inner)--
            --\(outer)

            c
            --\(outer)--

            """)
        #expect(message.shape.map { $0.prefix { $0 != " " } } == ["1", "1.1", "1.1.1", "1.1.2", "1.2"])
        #expect(message.body("1.1.2") == "b")
        #expect(message.body("1.2") == "c")
    }

    @Test func aCloseDelimiterWithJunkDoesNotClose() {
        let message = multipart("--B\n\na\n--B-- junk\nb\n")
        #expect(message.body("1.1") == "a\r\n--B-- junk\r\nb\r\n")
        #expect(message.codes == [.invalidDelimiter, .missingClose])
    }

    @Test func whatFollowsTheCloseDelimiterIsEpilogue() {
        let message = multipart("--B\n\na\n--B--\n--B\n\nghost\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain"])
        #expect(message.structureDefects.map(\.code) == [.partAfterClose])
        #expect(string(message.root.rawBody).hasSuffix("ghost\r\n--B--\r\n"))
    }

    @Test func anOuterMultipartMayReuseTheBoundaryOnceTheInnerIsClosed() {
        let message = multipart(
            "--B\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\na\n--B--\n--B\n\nb\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/plain", "1.2 text/plain"])
        #expect(message.body("1.2") == "b")
    }

    @Test func aBoundaryWithASpaceAtItsEndNeedsThatSpace() {
        let message = mail("Content-Type: multipart/mixed; boundary=\"B \"\n\n--B \n\na\n--B\nb\n--B --\n")
        #expect(message.body("1.1") == "a\r\n--B\r\nb")
        #expect(message.codes == [.invalidBoundary])
    }

    @Test(arguments: [70, 71, 300])
    func aBoundaryOver70CharactersWorksAndIsNoted(length: Int) {
        let boundary = String(repeating: "x", count: length)
        let message = mail("Content-Type: multipart/mixed; boundary=\(boundary)\n\n--\(boundary)\n\na\n--\(boundary)--\n")
        #expect(message.body("1.1") == "a")
        #expect(message.codes == (length > 70 ? [.invalidBoundary] : []))
    }

    @Test(arguments: ["base64", "quoted-printable"])
    func aTransferEncodingOfAMultipartIsNotUndone(encoding: String) {
        let message = mail(
            "Content-Type: multipart/mixed; boundary=\"=3D\"\nContent-Transfer-Encoding: \(encoding)\n\n--=3D\n\na=3D\n--=3D--\n")
        #expect(message.body("1.1") == "a=3D")
        #expect(message.codes == [.encodedMultipart])
    }

    @Test func theWayABoundaryIsWrittenDoesNotMatter() {
        for parameter in ["boundary=\"a b\"", "BOUNDARY = (x) \"a\\ b\"", "boundary*=us-ascii''a%20b", "boundary*0=a; boundary*1=\" b\""] {
            let message = mail("Content-Type: multipart/mixed; \(parameter)\n\n--a b\n\nx\n--a b--\n")
            #expect(message.body("1.1") == "x", "\(parameter)")
        }
    }

    @Test func partsOfADigestAreMessagesByDefault() {
        let message = mail(
            "Content-Type: multipart/digest; boundary=B\n\n--B\n\nSubject: a\n\nx\n--B\nContent-Type: text/plain\n\ny\n--B--\n")
        #expect(message.shape == ["1 multipart/digest", "1.1 message/rfc822", "1.1.1 text/plain", "1.2 text/plain"])
        #expect(message.part("1.1.1")?.header("subject")?.value == "a")
        #expect(message.defects == [])
    }
}
