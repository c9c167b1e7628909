import MIME
import Testing

/// Content-Type and Content-Disposition with their parameters: RFC 2045 section 5.1, RFC 2183, RFC 2231.
@Suite struct ParameterTests {
    private func filename(_ value: String) -> (name: String?, codes: Set<Defect.Code>) {
        let message = mail("Content-Disposition", "attachment; \(value)")
        return (message.root.filename, message.codes)
    }

    @Test(arguments: [
        ("text/html", "text/html"), ("TEXT/HTML;", "text/html"), (" text / html ", "text/html"),
        ("(a) text (b) / (c) html (d)", "text/html"),
        ("application/vnd.x+json; a=b", "application/vnd.x+json"),
    ])
    func theMediaTypeIsInLowerCase(value: String, expected: String) {
        let message = mail("Content-Type", value)
        #expect(message.root.contentType.essence == expected)
        #expect(message.defects == [])
    }

    @Test(arguments: ["text", "", "/plain", "text/", "; charset=utf-8", "\"text/html\"", "html text/html"])
    func whatIsNoMediaTypeIsPlainText(value: String) {
        let message = mail("Content-Type", value)
        #expect(message.root.contentType.essence == "text/plain")
        #expect(message.root.contentType.charset == nil)
        #expect(message.codes == [.invalidContentType])
    }

    @Test(
        arguments: [
            ("filename=a.txt", "a.txt"), ("filename=\"a b.txt\"", "a b.txt"), ("FileName = \"a\\\"b\"", "a\"b"),
            ("filename=a.txt (comment)", "a.txt"),
            ("; ;filename=a.txt;;", "a.txt"), ("size=3; filename=a", "a"), ("filename=\"\"", nil), ("size=3", nil),
            ("filename=\"a\r\n b\"", "a b"),
            ("filename=\"ü\"", "ü"), ("filename=a=b", "a=b"), ("filename=a/b", "a/b"), ("filename=\"a;b\"", "a;b"),
        ] as [(String, String?)])
    func aFilenameIsRead(value: String, expected: String?) {
        let result = filename(value)
        #expect(result.name == expected)
        #expect(result.codes == [])
    }

    @Test(arguments: [
        ("filename=my report.pdf", "my report.pdf"), ("filename=report (1).pdf", "report (1).pdf"), ("filename=a,b.txt; size=1", "a,b.txt"),
        ("filename=a.txt size=3", "a.txt"), ("filename=\"a.txt\" size=3", "a.txt"), ("size=3 filename=a", "a"), ("x; filename=a", "a"),
        ("=b; filename=a", "a"), ("\"x\"; filename=a", "a"),
    ])
    func brokenParametersAreReadAndNoted(value: String, expected: String) {
        let result = filename(value)
        #expect(result.name == expected)
        #expect(result.codes == [.invalidParameter])
    }

    @Test(arguments: ["\"a.txt", "\"a.txt; size=3"])
    func aQuotedStringWithoutItsEndGoesToTheEnd(value: String) {
        let result = filename("filename=" + value)
        #expect(result.name == String(value.dropFirst()))
        #expect(result.codes == [.unterminatedQuotedString])
    }

    @Test(arguments: ["filename=a; filename=b", "filename=a; FILENAME=a", "filename*=''a; filename*=''b", "filename*0=a; filename*0=b"])
    func theFirstOfTwoParametersCounts(value: String) {
        let result = filename(value)
        #expect(result.name == "a")
        #expect(result.codes == [.duplicateParameter])
    }

    @Test func theFirstOfTwoBoundariesCounts() {
        let message = mail("Content-Type: multipart/mixed; boundary=A; boundary=B\n\n--A\n\na\n--B\n\nb\n--A--\n")
        #expect(message.body("1.1") == "a\r\n--B\r\n\r\nb")
        #expect(message.codes == [.duplicateParameter])
    }

    @Test(arguments: [
        ("filename*=utf-8''%C3%BC.txt", "ü.txt"), ("filename*=UTF-8'de'%c3%bc", "ü"), ("filename*=iso-8859-1''%FC", "ü"),
        ("filename*=''a%20b", "a b"),
        ("filename*=a%20b", "a b"), ("filename*=utf-8''100%", "100%"), ("filename*=utf-8''%ZZ%4", "%ZZ%4"),
        ("filename*0=a; filename*1=b", "ab"), ("filename*1=b; filename*0=a", "ab"),
        ("filename*0*=utf-8''%C3; filename*1*=%BC; filename*2=\".txt\"", "ü.txt"),
        ("filename*2=\"c%41\"; filename*1*=%42; filename*0*=utf-8''a", "aBc%41"), ("filename*0=\"a'b'\"; filename*1=c", "a'b'c"),
        ("FILENAME*0*=utf-8''a; filename*1=b", "ab"), ("filename*0=a; filename*1*=%42", "aB"),
    ])
    func rfc2231IsUndone(value: String, expected: String) {
        let result = filename(value)
        #expect(result.name == expected)
        #expect(result.codes == [])
    }

    @Test(arguments: [
        "filename*+1=b", "filename*-1=b", "filename*01=b", "filename*00=b", "filename*1x=b", "filename*=1=b", "filename**=b",
        "filename*+1*=b", "filename*01*=utf-8''b", "filename*1*2=b", "filename*1**=b", "filename*99999999999999999999=b", "*=b", "*0=b",
    ])
    func whatIsNoNumberMakesNoSection(value: String) {
        let result = filename("filename*0*=utf-8''a; \(value)")
        #expect(result.name == (value == "filename*=1=b" ? "1=b" : "a"))
        #expect(result.codes == (value == "filename*=1=b" ? [.duplicateParameter] : [.invalidParameter]))
    }

    @Test(arguments: [
        ("filename*0*=''; filename*1*=iso-8859-1''%FC", "iso-8859-1''ü"), ("filename*0=\"\"; filename*1*=utf-8''a", "utf-8''a"),
        ("filename*0*=\"\"; filename*1*=utf-8''a", "utf-8''a"), ("filename*0*=utf-8''; filename*1*=x-none''%C3%BC", "x-none''ü"),
    ])
    func onlyTheFirstSectionHasACharset(value: String, expected: String) {
        #expect(filename(value).name == expected)
    }

    @Test(arguments: [
        ("filename=a (b) (c)", "a"), ("filename=a (b (c) \\) d) ; size=1 (e)", "a"), ("filename=a (b;c) ; size=1", "a"),
        ("filename=a (\(String(repeating: "b", count: 500)))", "a"),
    ])
    func commentsAtTheEndOfAValueAreNotPartOfIt(value: String, expected: String) {
        let result = filename(value)
        #expect(result.name == expected)
        #expect(result.codes == [])
    }

    @Test(arguments: [
        ("filename=a (b) (c).txt", "a (b) (c).txt"), ("filename=a (b) c (d)", "a (b) c"), ("filename=a (b (c)", "a (b"),
        ("filename=a (b", "a (b"), ("filename=a (b\\)", "a (b\\)"), ("size=1 (; filename=a (b)", "a"), ("filename=a ) (b)", "a )"),
        ("filename=a (b (c) ; size=1) d", "a (b"),
    ])
    func otherCommentsInAValueArePartOfIt(value: String, expected: String) {
        let result = filename(value)
        #expect(result.name == expected)
        #expect(result.codes == [.invalidParameter])
    }

    @Test func continuationsAreSortedByNumber() {
        let sections = (0..<12).reversed().map { "filename*\($0)=\($0)." }
        let result = filename(sections.joined(separator: ";"))
        #expect(result.name == "0.1.2.3.4.5.6.7.8.9.10.11.")
    }

    @Test(arguments: [("filename*0=a; filename*2=c", "ac"), ("filename*1=b", "b"), ("filename*0=a; filename*9223372036854775807=z", "az")])
    func aGapInTheNumbersIsNoted(value: String, expected: String) {
        let result = filename(value)
        #expect(result.name == expected)
        #expect(result.codes == [.parameterContinuationGap])
    }

    @Test(arguments: [
        "filename=a; filename*=utf-8''b", "filename*=utf-8''b; filename=a", "filename=a; filename*0=b",
    ])
    func theExtendedFormCountsBeforeThePlainOne(value: String) {
        let result = filename(value)
        #expect(result.name == "b")
        #expect(result.codes == [.parameterInBothForms])
    }

    @Test(arguments: [("\"=?utf-8?Q?=C3=BC?=.txt\"", "ü.txt"), ("\"=?utf-8?B?w7w=?=\"", "ü")])
    func anEncodedWordInAParameterIsDecoded(value: String, expected: String) {
        let result = filename("filename=" + value)
        #expect(result.name == expected)
        #expect(result.codes.contains(.encodedWordInParameter))
    }

    @Test func anUnknownCharsetOfAParameterIsNoted() {
        let result = filename("filename*=x-none''%FC")
        #expect(result.name == "ü")
        #expect(result.codes == [.unknownCharset])
    }

    @Test(arguments: [("attachment", "attachment"), ("INLINE; x=y", "inline"), ("x-other", "x-other"), ("(c) attachment", "attachment")])
    func theDispositionTypeIsInLowerCase(value: String, expected: String) {
        let message = mail("Content-Disposition", value)
        #expect(message.root.contentDisposition?.type == expected)
        #expect(message.defects == [])
    }

    @Test(arguments: ["filename=a.txt; size=3", "; filename=a.txt"])
    func parametersWithoutADispositionAreAnAttachment(value: String) {
        let message = mail("Content-Disposition", value)
        #expect(message.root.contentDisposition?.type == "attachment")
        #expect(message.root.filename == "a.txt")
        #expect(message.codes == [.invalidContentDisposition])
    }

    @Test(arguments: ["", "\"attachment\""])
    func aDispositionWithoutATypeIsNone(value: String) {
        let message = mail("Content-Disposition", value)
        #expect(message.root.contentDisposition?.type == nil)
        #expect(message.codes == [.invalidContentDisposition])
    }

    @Test func theNameOfTheMediaTypeIsTheSecondChoice() {
        #expect(mail("Content-Type", "image/png; name=a.png").root.filename == "a.png")
        #expect(mail("Content-Type: image/png; name=a.png\nContent-Disposition: attachment; filename=b.png\n\n").root.filename == "b.png")
        #expect(mail("Content-Type: image/png; name=a.png\nContent-Disposition: attachment\n\n").root.filename == "a.png")
        #expect(mail("Content-Type", "text/plain; format=flowed; delsp=yes").root.contentType.parameter("delsp") == "yes")
    }

    @Test(
        arguments: [("<a@b>", "a@b"), (" < a@b > ", "a@b"), ("a@b", "a@b"), ("<a@b", "a@b"), ("", nil), ("<>", nil)] as [(String, String?)])
    func aContentIDIsReadWithoutItsBrackets(value: String, expected: String?) {
        #expect(mail("Content-ID", value).root.contentID == expected)
        #expect(mail("Message-ID", value).messageID == expected)
    }

    @Test(
        arguments: [
            ("\"x<y\" <id@h>", "id@h"), ("(comment) <id@h>", "id@h"), ("(a <b@c>) <id@h> (d)", "id@h"), ("(a\\)<b) <id@h>", "id@h"),
            ("text <id@h> <other@h>", "id@h"), ("(a) id@h (b)", "id@h"), ("id (a) @ h", "id@h"), ("\"a b\"@h", "\"ab\"@h"),
            ("<\"a(b\"@h>", "\"a(b\"@h"), ("(only <a@b>)", nil), ("()", nil),
        ] as [(String, String?)])
    func commentsAndQuotedStringsHoldNoIdentifier(value: String, expected: String?) {
        #expect(mail("Content-ID", value).root.contentID == expected)
        #expect(mail("Message-ID", value).messageID == expected)
        #expect(mail("Message-ID", value).defects == [])
    }

    @Test func aFieldMayBeReadThroughAnyAccessor() {
        let message = mail(
            "Content-Type: text/plain; charset=iso-8859-1; name=a\nContent-Disposition: inline\n"
                + "Content-Transfer-Encoding: quoted-printable\n\n=FC")
        #expect(message.root.text == "ü")
        #expect(message.reading.text == "ü")
        #expect(message.root.decodedBody == [0xFC])
        #expect(message.root.filename == "a")
        #expect(message.defects == [])
    }
}
