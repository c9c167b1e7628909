import MIME
import Testing

/// How attachments are described to a reader.
@Suite struct AttachedFileTests {
    private func file(_ header: String, _ body: String = "x") throws -> AttachedFile {
        try #require(multipart("--B\n\(header)\n\n\(body)\n--B--\n").reading.files.first)
    }

    @Test(arguments: [
        ("report.pdf", "report.pdf"), ("../../etc/passwd", "passwd"), ("C:\\\\Temp\\\\a.doc", "a.doc"), ("a/", "a"), ("..", nil),
        ("/", nil),
        ("a\u{202E}fdp.exe", "afdp.exe"), ("a\tb  c.txt ", "a b c.txt"), ("a\u{7}\u{200B}\u{FEFF}b", "ab"), (". . .", nil),
        (".profile", ".profile"), ("a.", "a"), ("\u{1F468}\u{200D}\u{1F469}.png", "\u{1F468}\u{200D}\u{1F469}.png"),
    ])
    func namesAreSafeToShow(written: String, expected: String?) throws {
        let attachment = try file("Content-Type: application/x-any\nContent-Disposition: attachment; filename=\"\(written)\"")
        #expect(attachment.name == expected ?? "attachment")
    }

    @Test func longNamesKeepTheirEnding() throws {
        let name = try file("Content-Disposition: attachment; filename=\"\(String(repeating: "\u{E9}", count: 300)).pdf\"").name
        #expect(name.utf8.count <= 255 && name.utf8.count > 250)
        #expect(name.hasSuffix("\u{E9}.pdf"))
    }

    @Test(arguments: [
        ("image/png", "attachment.png"), ("application/x-any", "attachment"), ("text/calendar", "invite.ics"),
        ("application/ms-tnef", "winmail.dat"), ("application/pkcs7-mime", "smime.p7m"), ("application/pgp-signature", "signature.asc"),
        ("text/html\nContent-Disposition: attachment", "attachment.html"),
    ])
    func aNameIsMadeWhereThereIsNone(type: String, expected: String) throws {
        #expect(try file("Content-Type: \(type)").name == expected)
    }

    @Test func anEmbeddedMessageHasItsSubjectForAName() throws {
        #expect(try file("Content-Type: message/rfc822", "Subject: Re: a/b\n\nx").name == "Re: a-b.eml")
        #expect(try file("Content-Type: message/rfc822", "To: a@example.com\n\nx").name == "message.eml")
    }

    @Test(arguments: [
        ("application/octet-stream; name=a.PDF", "application/pdf"), ("application/octet-stream; name=a.html", "application/octet-stream"),
        ("application/octet-stream; name=a.svg", "application/octet-stream"),
        ("application/octet-stream; name=pdf", "application/octet-stream"),
        ("application/x-any; name=a.pdf", "application/x-any"), ("application/octet-stream", "application/octet-stream"),
    ])
    func theEndingOfTheNameSaysWhatBytesAre(type: String, expected: String) throws {
        #expect(try file("Content-Type: \(type)").mediaType == expected)
    }

    @Test(arguments: [
        ("application/ms-tnef", AttachedFile.Kind.tnef), ("application/octet-stream; name=WINMAIL.DAT", .tnef),
        ("text/calendar", .calendar),
        ("message/rfc822", .message), ("message/partial; id=a; number=1", .partialMessage),
        ("message/external-body; access-type=ftp", .externalBody),
        ("message/delivery-status", .deliveryStatus), ("message/disposition-notification", .dispositionNotification),
        ("text/rfc822-headers", .returnedHeader), ("application/pgp-keys", .pgpKeys), ("application/zip", .file),
        ("application/octet-stream; name=smime.p7s", .smimeSignature),
    ])
    func kindsAreNamed(type: String, kind: AttachedFile.Kind) throws {
        #expect(try file("Content-Type: \(type)").kind == kind)
    }

    @Test func imagesThatTheHTMLShowsAreInline() {
        let html = """
            <img src="cid:a%40x"><td background=CID:b@x><p style="background: url(&quot;cid:c&amp;c@x&quot;)"><img src='cid:d@x'> acid:e@x
            """
        let ids = ["a@x", "b@x", "c&c@x", "d@x", "f@x"]
        let images = ids.map { "\n--B\nContent-Type: image/png\nContent-ID: <\($0)>\n\ni" }.joined()
        let reading = mail("Content-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n\(html)\(images)\n--B--").reading
        #expect(reading.files.map(\.contentID) == ids)
        #expect(reading.files.map(\.isInline) == [true, true, true, true, false])
    }

    @Test(arguments: [0, 1, 2, 3, 56, 57, 58, 59, 114, 1000, 5000])
    func sizesOfBase64AreFoundWithoutDecoding(size: Int) throws {
        let padding = (3 - size % 3) % 3
        let digits = Array(String(repeating: "A", count: (size + 2) / 3 * 4 - padding) + String(repeating: "=", count: padding))
        for (width, end) in [(76, "\n"), (60, "\n"), (1_000_000, "")] {
            let lines = stride(from: 0, to: digits.count, by: width).map { String(digits[$0..<min($0 + width, digits.count)]) }
            let attachment = try file("Content-Type: image/png\nContent-Transfer-Encoding: base64", lines.joined(separator: "\n") + end)
            #expect(attachment.estimatedSize == size)
            #expect(attachment.data.count == size)
        }
    }

    @Test func otherSizesAreThoseOfTheBody() throws {
        #expect(try file("Content-Type: image/png", "12345").estimatedSize == 5)
        #expect(try file("Content-Type: image/png\nContent-Transfer-Encoding: quoted-printable", "=41=42").estimatedSize >= 2)
    }
}
