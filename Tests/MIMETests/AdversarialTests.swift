import MIME
import Testing

/// Inputs made to be slow. Each has to end in about linear time; the tests only look at the outcome.
@Suite struct AdversarialTests {
    private static let count = 100_000

    private static func repeated(_ text: String, _ times: Int = count) -> String { String(repeating: text, count: times) }

    @Test func aMillionTinyParts() {
        let bytes = Array("Content-Type: multipart/mixed; boundary=B\n\n".utf8) + Array(Self.repeated("--B\n\n", 1_000_000).utf8)
        let message = Message(bytes, limits: Limits(parts: 2_000_000))
        #expect(message.root.children.count == 1_000_000)
        #expect(message.root.children.last?.path == "1.1000000")
        #expect(message.structureDefects.map(\.code) == [.missingClose])
        let limited = Message(bytes)
        #expect(limited.root.children.count == 10_000)
        #expect(limited.structureDefects.map(\.code) == [.partLimitExceeded])
    }

    @Test func manySemicolonsInAContentType() {
        let message = mail("Content-Type", "text/html\(Self.repeated(";"))charset=utf-8")
        #expect(message.root.contentType.essence == "text/html")
        #expect(message.root.contentType.charset == "utf-8")
        #expect(message.defects == [])
    }

    @Test(arguments: ["=?a?q?", "=?a?q?<", "=?", "=", "=?utf-8?B?", "=?utf-8?Q?=?= "])
    func manyBeginningsOfEncodedWords(text: String) {
        let value = Self.repeated(text)
        let subject = mail("Subject", value)
        #expect(subject.subject?.isEmpty == false)
        let from = mail("From", value)
        #expect(from.from.count == 1)
        let name = mail("Content-Type", "text/plain; name=\"\(value)\"")
        #expect(name.root.filename?.isEmpty == false)
        _ = (subject.defects, from.defects, name.defects)
    }

    @Test(arguments: ["=?a?q?<", "=?a?q? ,", "=?a?q?b", "=?a?q?\""])
    func manyBeginningsOfEncodedWordsBeforeOneEnd(text: String) {
        let message = mail("To: \(Self.repeated(text, 250_000))?= <a@b>\n\n", limits: Limits(listEntries: 1_000_000))
        let last = message.to.last?.address
        #expect(last?.hasSuffix("@b") == true)
    }

    @Test(arguments: ["From", "Date", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Message-ID", "Content-ID"])
    func manyOpenParentheses(name: String) {
        let message = mail(name, Self.repeated("("))
        #expect(message.codes.contains(.unterminatedComment))
        #expect(message.from.isEmpty)
        #expect(message.date == nil)
    }

    @Test func manyOpenParenthesesInsideAParameter() {
        let message = mail("Content-Type", "text/plain; name=a\(Self.repeated(" (", 1_000_000))")
        #expect(message.root.filename?.utf8.count == 2_000_001)
        #expect(message.codes == [.invalidParameter])
    }

    @Test func manyCommentsInsideAParameter() {
        let row = mail("Content-Type", "text/plain; name=a\(Self.repeated(" (b)", 500_000)) c")
        #expect(row.root.filename?.utf8.count == 2_000_003)
        let nested = mail("Content-Type", "text/plain; name=a\(Self.repeated(" (", 600_000))\(Self.repeated(")", 600_000))c")
        #expect(nested.root.filename?.utf8.count == 1_800_002)
        let trailing = mail("Content-Type", "text/plain; name=a\(Self.repeated(" (b)", 500_000))")
        #expect(trailing.root.filename == "a")
        #expect(trailing.defects == [])
    }

    @Test func manyParametersWithAnOpenParenthesis() {
        let message = mail("Content-Type", "text/plain\(Self.repeated("; a=b (", 280_000))")
        #expect(message.root.contentType.parameter("a") == "b (")
        #expect(message.codes == [.invalidParameter, .duplicateParameter, .fieldLimitExceeded])
    }

    @Test func manyBoundariesThatBeginAlike() {
        let prefix = Self.repeated("x", 2000)
        var text = ""
        for level in 1000..<2000 {
            text += "Content-Type: multipart/mixed; boundary=\(prefix)\(level)\n\n--\(prefix)\(level)\n"
        }
        text += "\n" + Self.repeated("--\(prefix)9999\n", 8000)
        text += "--\(prefix)1000\n\nlast"
        let message = Message(Array(text.utf8), limits: Limits(depth: 10_000))
        #expect(message.parts.count == 1002)
        #expect(message.root.children.map { string($0.rawBody).hasSuffix("last") } == [false, true])
        #expect(Set(message.structureDefects.map(\.code)) == [.missingClose, .invalidBoundary])
    }

    @Test func manyUnclosedAngleAddresses() {
        let message = mail("To", Self.repeated("<a@b,"))
        #expect(message.to.count == Self.count)
        #expect(message.to.last == Address(name: "", address: "a@b"))
        #expect(message.codes == [.invalidAddress])
    }

    @Test(arguments: ["<@b,", "@", "a ", "<", ">", ":", "a:", "\"", "[", "]", ".", "a.", "a@b "])
    func manyBrokenPiecesOfAddresses(text: String) {
        let message = mail("To", Self.repeated(text))
        #expect(message.to.count <= Self.count)
        #expect(message.defects.isEmpty == false)
    }

    @Test func manyContinuations() {
        let sections = (0..<Self.count).reversed().map { "filename*\($0)=x" }
        let message = mail("Content-Disposition", "attachment; " + sections.joined(separator: ";"))
        #expect(message.root.filename?.utf8.count == Self.count)
        #expect(message.defects == [])
    }

    @Test func manyParametersAndManyOfOneName() {
        let different = mail("Content-Type", "text/plain" + (0..<Self.count).map { "; p\($0)=x" }.joined())
        #expect(different.root.contentType.parameter("p99999") == "x")
        let same = mail("Content-Type", "text/plain" + Self.repeated("; p=x"))
        #expect(same.codes == [.duplicateParameter])
    }

    @Test func fiveThousandLevels() {
        let bytes = LimitTests.nested(5000)
        let limited = Message(bytes)
        #expect(limited.parts.count == 100)
        #expect(limited.defects.map(\.code) == [.depthLimitExceeded])
        let deep = Message(bytes, limits: Limits(depth: 10_000))
        #expect(deep.parts.count == 5001)
        #expect(deep.parts.last.map { string($0.rawBody) } == "text")
        #expect(deep.structureDefects == [])
    }

    @Test func fiveThousandUnclosedLevels() {
        let bytes = Array((1...5000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined().utf8)
        let message = Message(bytes, limits: Limits(depth: 10_000))
        #expect(message.parts.count == 5001)
        #expect(message.structureDefects.count == 5000)
        #expect(Set(message.structureDefects.map(\.code)) == [.missingClose])
    }

    @Test func fiveThousandEmbeddedMessages() {
        let text = Self.repeated("Content-Type: message/rfc822\n\n", 5000)
        #expect(mail(text, limits: Limits(depth: 10_000)).parts.count == 5001)
        #expect(mail(text).structureDefects.map(\.code) == [.depthLimitExceeded])
    }

    @Test(arguments: ["X: y\n", "no colon\n", "-\n", "--\n", "--x\n", " folded\n", ":\n"])
    func manyHeaderLines(line: String) {
        let message = mail(Self.repeated(line, 120_000) + "\nbody")
        #expect(message.body("1") == "body")
        #expect(message.root.headers.count == (line == " folded\n" ? 1 : Self.count))
        #expect(message.codes.contains(.headerLimitExceeded) == (line != " folded\n"))
    }

    @Test func aHeaderFieldOfAMegabyte() {
        let message = mail("Subject: \(Self.repeated("0123456789"))\n\nbody")
        #expect(message.subject?.utf8.count == 1_000_000)
        #expect(message.defects == [])
    }

    @Test(arguments: ["--x\n", "-\n", "--Bx\n", "--B \n--B--\n", "\n--"])
    func manyLinesLikeDelimiters(line: String) {
        let message = mail("Content-Type: multipart/mixed; boundary=B\n\n--B\n\na\n\(Self.repeated(line))\n--B--\n")
        #expect(message.structureDefects.count <= 2)
        expectNested(Message(message.bytes, limits: Limits(parts: 10)))
    }

    @Test(arguments: ["=", "= ", "=4", " ", "=\n", " \n", "=20\n"])
    func manyPiecesOfQuotedPrintable(text: String) {
        let message = mail("Content-Transfer-Encoding: quoted-printable\n\n\(Self.repeated(text))")
        #expect(message.root.decodedBody.count <= Self.count * 4)
        _ = message.defects
    }

    @Test(arguments: ["A", "=", "A=", "*", "AB=\n"])
    func manyPiecesOfBase64(text: String) {
        let message = mail("Content-Type: a/b\nContent-Transfer-Encoding: base64\n\n\(Self.repeated(text))")
        #expect(message.root.decodedBody.count <= Self.count)
        _ = message.defects
    }

    @Test(arguments: ["1 ", "1:1 ", "+", "Jan ", "a ", "2026-01-01 ", "."])
    func manyPiecesOfDates(text: String) {
        let message = mail("Date", Self.repeated(text))
        _ = message.defects
        #expect(message.date == nil || message.date?.secondsSince1970 == 1_767_225_600)
    }
}
