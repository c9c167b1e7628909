import MIME
import Testing

/// A row of docs/mime-readings.md: its slug, a mail that shows the case, and all defects of that mail.
struct ReadingRow: Sendable, CustomTestStringConvertible {
    var slug: String
    var mail: String
    var codes: Set<Defect.Code>
    var limits = Limits.standard

    init(_ slug: String, _ mail: String, _ codes: Set<Defect.Code>, limits: Limits = .standard) {
        self.slug = slug
        self.mail = mail
        self.codes = codes
        self.limits = limits
    }

    var testDescription: String { slug }
}

extension ReadingRow {
    private static let mixed = "Content-Type: multipart/mixed; boundary=B\n\n"

    static let structure: [ReadingRow] = [
        ReadingRow("missing-boundary", "Content-Type: multipart/mixed\n\n--B\n\na\n--B--\n", [.missingBoundary]),
        ReadingRow("missing-boundary", mixed + "no delimiter\n", [.boundaryNotFound]),
        ReadingRow("missing-boundary", mixed + "--B--\n", [.boundaryNotFound]),
        ReadingRow("unclosed-inner", mixed + "--B\nContent-Type: multipart/mixed; boundary=I\n\n--I\n\na\n--B--\n", [.missingClose]),
        ReadingRow("unterminated-last-part", mixed + "--B\n\na\n", [.missingClose]),
        ReadingRow("nesting-depth", mixed + "--B\n\na\n--B--\n", [.depthLimitExceeded], limits: Limits(depth: 1)),
        ReadingRow("part-limit", mixed + "--B\n\na\n--B\n\nb\n--B--\n", [.partLimitExceeded], limits: Limits(parts: 2)),
        ReadingRow("delimiter-padding", mixed + "--B\n\n--B\(String(repeating: " ", count: 999))\n--B--\n", [.invalidDelimiter]),
        ReadingRow("delimiter-padding", mixed + "--B\n\n--B\(String(repeating: " ", count: 998))\n\n--B--\n", []),
        ReadingRow("boundary-prefix", mixed + "--B\n\n--Bjunk\n--B--\n", [.invalidDelimiter]),
        ReadingRow("delimiter-junk", mixed + "--B\n\n--B junk\n--B--\n", [.invalidDelimiter]),
        ReadingRow("boundary-trailing-space", "Content-Type: multipart/mixed; boundary=\"B \"\n\n--B \n\na\n--B --\n", [.invalidBoundary]),
        ReadingRow("close-delimiter-junk", mixed + "--B\n\na\n--B-- junk\n", [.invalidDelimiter, .missingClose]),
        ReadingRow("after-close", mixed + "--B\n\na\n--B--\n--B\n\nghost\n", [.partAfterClose]),
        ReadingRow(
            "encoded-multipart", "Content-Transfer-Encoding: base64\n" + mixed + "--B\n\na\n--B--\n", [.encodedMultipart]),
        ReadingRow(
            "encoded-rfc822", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQoKYg==\n",
            [.encodedMessage]),
        ReadingRow(
            "embedded-size", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQoKYg==\n",
            [.encodedMessage, .embeddedLimitExceeded], limits: Limits(embeddedBytes: 20)),
    ]

    static let header: [ReadingRow] = [
        ReadingRow("duplicate-header", "Subject: a\nSubject: b\n\n", [.duplicateHeader]),
        ReadingRow("header-without-colon", "Subject: a\nno colon\nTo: a@example.com\n\n", [.invalidHeader]),
        ReadingRow("space-before-colon", "Subject : a\n\n", [.spaceBeforeColon]),
        ReadingRow("byte-order-mark", "\u{FEFF}Subject: a\n\n", [.byteOrderMark]),
        ReadingRow("mbox-from", "From joan@example.com Sat Nov 21 09:30:00 2026\nSubject: a\n\n", [.mboxFromLine]),
        ReadingRow("missing-separator", mixed + "--B\nContent-Type: text/plain\n--B--\n", [.missingHeaderBodySeparator]),
        ReadingRow(
            "missing-separator", "Content-Type: multipart/mixed; boundary=B\n--B\n\na\n--B--\n", [.missingHeaderBodySeparator]),
        ReadingRow("bare-cr", "Subject: a\rb\n\nc", [.bareCarriageReturn]),
        ReadingRow("bare-cr", "Subject: a\n\nb\rc", [.bareCarriageReturn]),
        ReadingRow("nul", "Subject: a\0b\n\nc", [.nulByte]),
        ReadingRow("nul", "Subject: a\n\nb\0c", [.nulByte]),
        ReadingRow("header-size", "Subject: a\nTo: a@example.com\n\n", [.headerLimitExceeded], limits: Limits(headerBytes: 12)),
        ReadingRow("header-size", "Subject: a\nTo: a@example.com\n\n", [.headerLimitExceeded], limits: Limits(headerFields: 1)),
        ReadingRow("split-encoded-word", "Subject: =?utf-8?B?5pc=?= =?utf-8?B?pQ==?=\n\n", []),
        ReadingRow("glued-encoded-word", "Subject: a=?utf-8?Q?b?=c\n\n", [.encodedWordNotSeparated]),
        ReadingRow("encoded-word-space", "Subject: =?utf-8?Q?a b?=\n\n", [.encodedWordWithSpace]),
        ReadingRow("encoded-word-damage", "Subject: =?utf-8?Q?a=ZZ?=\n\n", [.invalidEncodedWord]),
        ReadingRow("address-encoded-word", "To: =?utf-8?Q?Doe,_John?= <a@example.com>\n\n", []),
        ReadingRow("address-encoded-word", "To: =?utf-8?Q?a <a@example.com>, B =?utf-8?Q?b?= <b@example.com>\n\n", []),
        ReadingRow("address-encoded-word", "To: =?utf-8?Q?Doe, John?= <a@example.com>\n\n", [.invalidAddress]),
        ReadingRow("message-id", "Message-ID: (a <b@c>) \"d<e\" <1@example.com>\n\n", []),
        ReadingRow("address-list", "To: joan@example.com mary@example.org\n\n", [.invalidAddress]),
        ReadingRow("address-domain", "To: joan\n\n", [.addressWithoutDomain]),
        ReadingRow("date", "Date: yesterday\n\n", [.invalidDate]),
        ReadingRow("date-end-of-day", "Date: Sat, 21 Nov 2026 24:00:00 +0100\n\n", [.invalidDate]),
        ReadingRow("message-id-list", "References: 1@example.com\n\n", [.invalidMessageID]),
        ReadingRow("message-id-list", "References: <1@example.com <2@example.com>\n\n", [.invalidMessageID]),
        ReadingRow("list-field", "List-Unsubscribe: https://example.com/\n\n", [.invalidListField]),
        ReadingRow("list-field", "List-Id: a.example.com\n\n", [.invalidListField]),
        ReadingRow("received", "Received: from a by b\n\n", [.invalidReceived]),
        ReadingRow("received", "Received: from a by b Sat, 21 Nov 2026 09:30:00 +0100\n\n", [.invalidReceived]),
        ReadingRow("authentication-results", "Authentication-Results: spf=pass\n\n", [.invalidAuthenticationResults]),
        ReadingRow("field-limit", "To: a@x.test, b@x.test\n\n", [.fieldLimitExceeded], limits: Limits(listEntries: 1)),
        ReadingRow("encoded-word-question-mark", "Subject: =?utf-8?Q?a?=21?=\n\n", [.invalidEncodedWord]),
        ReadingRow("date-weekday", "Date: Mon, 21 Nov 2026 09:30:00 +0100\n\n", [.wrongWeekday]),
    ]

    static let parameters: [ReadingRow] = [
        ReadingRow("content-type", "Content-Type: text\n\n", [.invalidContentType]),
        ReadingRow("content-disposition", "Content-Disposition: filename=a.txt\n\n", [.invalidContentDisposition]),
        ReadingRow("duplicate-parameter", "Content-Type: text/plain; charset=utf-8; charset=us-ascii\n\n", [.duplicateParameter]),
        ReadingRow("parameter-semicolon", "Content-Type: text/plain; charset=\"utf-8\" name=a\n\n", [.invalidParameter]),
        ReadingRow("parameter-quotes", "Content-Disposition: attachment; filename=my report.pdf\n\n", [.invalidParameter]),
        ReadingRow("rfc2231-order", "Content-Disposition: attachment; filename*1=b; filename*0=a\n\n", []),
        ReadingRow("rfc2231-number", "Content-Disposition: attachment; filename*0=a; filename*01=b\n\n", [.invalidParameter]),
        ReadingRow("rfc2231-charset", "Content-Disposition: attachment; filename*0=\"\"; filename*1*=x-none''b\n\n", []),
        ReadingRow("rfc2231-gap", "Content-Disposition: attachment; filename*0=a; filename*2=c\n\n", [.parameterContinuationGap]),
        ReadingRow("filename-both", "Content-Disposition: attachment; filename=a; filename*=utf-8''b\n\n", [.parameterInBothForms]),
        ReadingRow(
            "parameter-encoded-word", "Content-Disposition: attachment; filename=\"=?utf-8?Q?a?=\"\n\n", [.encodedWordInParameter]),
        ReadingRow("quoted-string-end", "Content-Type: text/plain; name=\"a\n\n", [.unterminatedQuotedString]),
        ReadingRow("comment-end", "Content-Type: text/plain (a\n\n", [.unterminatedComment]),
        ReadingRow("encoding-comments", "Content-Transfer-Encoding: (a) base64 (b)\n\nYQ==", [.transferEncodingComment]),
        ReadingRow("unknown-encoding", "Content-Transfer-Encoding: x-uuencode\n\na", [.unknownTransferEncoding]),
    ]

    static let bodies: [ReadingRow] = [
        ReadingRow("base64-garbage", "Content-Transfer-Encoding: base64\n\nSGVs*bG8h!!", [.base64InvalidCharacter]),
        ReadingRow("base64-padding-inside", "Content-Transfer-Encoding: base64\n\nYQ==Yg==", [.base64DataAfterPadding]),
        ReadingRow("base64-partial", "Content-Transfer-Encoding: base64\n\nSGVsbG8hQ", [.base64PartialQuantum]),
        ReadingRow("base64-padding-missing", "Content-Transfer-Encoding: base64\n\nYQ", [.base64MissingPadding]),
        ReadingRow("qp-trailing-space", "Content-Transfer-Encoding: quoted-printable\n\na \nb", [.quotedPrintableTrailingSpace]),
        ReadingRow("qp-bad-escape", "Content-Transfer-Encoding: quoted-printable\n\na=ZZb", [.quotedPrintableInvalidEscape]),
        ReadingRow("unknown-charset", "Content-Type: text/plain; charset=x-none\n\na", [.unknownCharset]),
        ReadingRow("gb-superset", "Content-Type: text/plain; charset=gb2312\n\na", []),
        ReadingRow("unread-charsets", "Content-Type: text/plain; charset=hz-gb-2312\n\n~{VPND~}", []),
        ReadingRow("iso-2022-jp-words", "Subject: =?iso-2022-jp?B?GyRCRnwbKEI=?= =?iso-2022-jp?B?GyRCS1wbKEI=?=\n\n", []),
        ReadingRow("utf-7", "Content-Type: text/plain; charset=utf-7\n\nA+ImIDkQ-", []),
        ReadingRow("utf-7", "Content-Type: text/plain; charset=utf-7\n\n1 + 1", [.invalidCharsetBytes]),
        ReadingRow("charset-label", "Content-Type: text/plain; charset=\"ISO_8859_2;\"\n\na", []),
        ReadingRow("charset-mark", "Content-Type: text/plain; charset=iso-8859-1\n\n\u{FEFF}a", [.byteOrderMarkCharset]),
        ReadingRow("charset-mark", "Content-Type: text/plain; charset=utf-8\n\n\u{FEFF}a", []),
        ReadingRow("undeclared-charset", "Content-Type: text/plain\n\n\u{E9}", [.undeclaredEightBit]),
    ]
}

@Suite struct ReadingRowTests {
    @Test(arguments: ReadingRow.structure + ReadingRow.header + ReadingRow.parameters + ReadingRow.bodies)
    func aRowHasItsDefectsAndNoOthers(_ row: ReadingRow) {
        #expect(mail(row.mail, limits: row.limits).codes == row.codes)
    }

    @Test func rawEightBitHeadersAndInvalidCharsetBytesAreNoted() {
        #expect(Message(Array("Subject: Gr".utf8) + [0xFC] + Array("n\r\n\r\n".utf8)).codes == [.rawEightBitHeader])
        #expect(
            Message(Array("Content-Type: text/plain; charset=utf-8\r\n\r\n".utf8) + [0xFF]).codes == [.invalidCharsetBytes])
    }

    @Test func everyDefectCodeHasARow() {
        let rows = ReadingRow.structure + ReadingRow.header + ReadingRow.parameters + ReadingRow.bodies
        let covered = rows.reduce(into: Set<Defect.Code>()) { $0.formUnion($1.codes) }
        #expect(Set(Defect.Code.allCases).subtracting(covered) == [.rawEightBitHeader])
    }

    @Test func aMailInOrderHasNoDefects() {
        let message = mail(
            """
            From: Joan Doe <joan@example.com>
            To: mary@example.org
            Subject: =?utf-8?Q?Gr=C3=BCn?=
            Date: Sat, 21 Nov 2026 09:30:00 +0100
            Message-ID: <1@example.com>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_1"

            --=_1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BCn
            --=_1
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+R3LDvG48L2I+
            --=_1--

            """)
        #expect(message.defects == [])
        #expect(message.subject == "Grün")
        #expect(message.reading.text == "Grün")
        #expect(message.reading.html == "<b>Grün</b>")
        #expect(message.messageID == "1@example.com")
    }
}
