import MIME
import Testing

/// Limits of one field: what is beyond them is not read, and a defect says so.
@Suite struct FieldLimitTests {
    private let limits = Limits(parameters: 2, encodedWords: 2, listEntries: 2)

    @Test func parameters() {
        let fits = mail("Content-Type: a/b; x=1; y=2\n\n", limits: limits)
        #expect(fits.root.contentType.parameter("y") == "2")
        #expect(fits.defects == [])
        let over = mail("Content-Type: a/b; x=1; y=2; z=3\n\n", limits: limits)
        #expect(over.root.contentType.parameter("y") == "2")
        #expect(over.root.contentType.parameter("z") == nil)
        #expect(over.codes == [.fieldLimitExceeded])
        let sections = mail("Content-Disposition: attachment; filename*0=a; filename*1=b; filename*2=c\n\n", limits: limits)
        #expect(sections.root.filename == "ab")
        #expect(sections.codes == [.fieldLimitExceeded])
    }

    @Test func encodedWords() {
        let word = "=?utf-8?Q?a?="
        #expect(mail("Subject: \(word) \(word)\n\n", limits: limits).defects == [])
        let over = mail("Subject: \(word) \(word) \(word)\n\n", limits: limits)
        #expect(over.subject == "aa =?utf-8?Q?a?=")
        #expect(over.codes == [.fieldLimitExceeded])
    }

    @Test(arguments: [
        ("To: a@x.test, b@x.test", "To: a@x.test, b@x.test, c@x.test"), ("To: A:;", "To: A:;B:;C:;"),
        ("References: <1@a> <2@a>", "References: <1@a> <2@a> <3@a>"),
        ("List-Help: <a:1>, <a:2>", "List-Help: <a:1>, <a:2>, <a:3>"),
        ("Received: ; 21 Nov 2026 09:30 GMT", "Received: by a; 21 Nov 2026 09:30 GMT"),
        ("Authentication-Results: a;", "Authentication-Results: a; none"),
    ])
    func lists(fits: String, over: String) {
        let limits = fits.hasPrefix("Received") ? Limits(listEntries: 1) : limits
        #expect(mail(fits + "\n\n", limits: limits).defects == [])
        #expect(mail(over + "\n\n", limits: limits).codes == [.fieldLimitExceeded])
    }

    @Test func theFirstEntriesAreRead() {
        #expect(mail("To: a@x.test, b@x.test, c@x.test\n\n", limits: limits).to.map(\.address) == ["a@x.test", "b@x.test"])
        #expect(mail("References: <1@a> <2@a> <3@a>\n\n", limits: limits).references == ["1@a", "2@a"])
        #expect(mail("List-Help: <a:1>, <a:2>, <a:3>\n\n", limits: limits).mailingList?.help == ["a:1", "a:2"])
    }
}
