import MIME
import Testing

/// What multipart/report carries: RFC 3464 and RFC 8098.
@Suite struct ReportTests {
    private func report(_ type: String, _ body: String) -> Reading {
        mail(
            """
            Content-Type: multipart/report; report-type=\(type); boundary=B

            --B

            It did not work.
            --B
            Content-Type: message/\(type)

            \(body)
            --B
            Content-Type: text/rfc822-headers

            Subject: a
            --B--

            """
        ).reading
    }

    @Test func aDeliveryStatusHasItsMessageAndItsRecipients() throws {
        let reading = report(
            "delivery-status",
            """
            Reporting-MTA: dns; mx.example.com
            X-Queue: 1
            Original-Envelope-ID: env 1
            Arrival-Date: Sat, 21 Nov 2026 09:30:00 +0100

            Original-Recipient: rfc822;joan+a@example.com
            Final-Recipient: RFC822; joan@example.com
            Action: Failed (as ever)
            Status: 5.1.1 (no such user)
            Remote-MTA: dns; mail.example.org
            Diagnostic-Code: smtp; 550 5.1.1 User
             unknown; sorry
            Last-Attempt-Date: Sat, 21 Nov 2026 09:31:00 +0100


            Final-Recipient: rfc822; mary@example.com
            Action: delayed
            Status: later
            Will-Retry-Until: Sun, 22 Nov 2026 09:30:00 +0100
            """)
        #expect(reading.text == "It did not work.")
        #expect(reading.files.map(\.kind) == [.deliveryStatus, .returnedHeader])
        let status = try #require(reading.deliveryStatus)
        #expect(status.reportingMTA == TypedValue(type: "dns", value: "mx.example.com"))
        #expect(status.originalEnvelopeID == "env 1")
        #expect(status.arrival?.rfc3339 == "2026-11-21T09:30:00+01:00")
        #expect(status.receivedFromMTA == nil)
        #expect(status.fields.map(\.name) == ["Reporting-MTA", "X-Queue", "Original-Envelope-ID", "Arrival-Date"])
        try #require(status.recipients.count == 2)
        let joan = status.recipients[0]
        #expect(joan.originalRecipient == TypedValue(type: "rfc822", value: "joan+a@example.com"))
        #expect(joan.finalRecipient == TypedValue(type: "rfc822", value: "joan@example.com"))
        #expect(joan.action == .failed)
        #expect(joan.status == "5.1.1")
        #expect(joan.remoteMTA?.value == "mail.example.org")
        #expect(joan.diagnosticCode == TypedValue(type: "smtp", value: "550 5.1.1 User unknown; sorry"))
        #expect(joan.lastAttempt?.rfc3339 == "2026-11-21T09:31:00+01:00")
        let mary = status.recipients[1]
        #expect(mary.action == .delayed)
        #expect(mary.status == nil)
        #expect(mary.willRetryUntil != nil)
        #expect(reading.dispositionNotification == nil)
    }

    @Test func aStatusWithoutEmptyLinesIsOneRecipient() throws {
        let body = "not a field\nReporting-MTA: mx.example.com\nFinal-Recipient: joan@example.com\nAction: gone\n"
        let status = try #require(report("delivery-status", body).deliveryStatus)
        #expect(status.reportingMTA == TypedValue(type: "", value: "mx.example.com"))
        #expect(status.recipients.map(\.action) == [.other("gone")])
    }

    @Test(arguments: ["", "\n\n\n", "no colon", " x: y", ":a\n: b"])
    func anEmptyStatusHasNothing(body: String) throws {
        let status = try #require(report("delivery-status", body).deliveryStatus)
        #expect(status.fields.isEmpty)
        #expect(status.recipients.isEmpty)
    }

    @Test func aDispositionNotificationSaysWhatWasDone() throws {
        let reading = report(
            "disposition-notification",
            """
            Reporting-UA: mail.example.com; Mail 1
            Final-Recipient: rfc822; joan@example.com
            Original-Message-ID: <1@example.com>
            Disposition: Manual-Action / MDN-sent-manually;
             Displayed / error, x-late
            Error: a

            Error: b
            """)
        let notification = try #require(reading.dispositionNotification)
        #expect(notification.reportingUserAgent == "mail.example.com; Mail 1")
        #expect(notification.finalRecipient?.value == "joan@example.com")
        #expect(notification.originalRecipient == nil)
        #expect(notification.originalMessageID == "1@example.com")
        let disposition = try #require(notification.disposition)
        #expect(disposition.actionMode == "manual-action")
        #expect(disposition.sendingMode == "mdn-sent-manually")
        #expect(disposition.type == "displayed")
        #expect(disposition.modifiers == ["error", "x-late"])
        #expect(notification.errors == ["a", "b"])
        #expect(reading.deliveryStatus == nil)
    }

    @Test(arguments: ["", ";", "displayed", "manual-action;"])
    func brokenDispositionsHaveEmptyWords(value: String) throws {
        let notification = report("disposition-notification", "Disposition: \(value)").dispositionNotification
        let disposition = try #require(notification?.disposition)
        #expect(disposition.type == "")
        #expect(disposition.modifiers == [])
    }

    @Test func aPieceOfAMessageSaysWhichItIs() {
        let whole = mail("Content-Type: message/partial; id=\"a@example.com\"; number=2; total=3\n\nx").root
        #expect(whole.partialMessage?.id == "a@example.com")
        #expect(whole.partialMessage?.number == 2)
        #expect(whole.partialMessage?.total == 3)
        for parameters in ["", "; id=a", "; id=a; number=0", "; id=a; number=x"] {
            #expect(mail("Content-Type: message/partial\(parameters)\n\nx").root.partialMessage == nil)
        }
        #expect(mail("Content-Type: text/plain; id=a; number=1\n\nx").root.partialMessage == nil)
    }

    @Test func anExternalBodySaysWhereItIs() throws {
        let body = try #require(
            mail(
                """
                Content-Type: message/external-body; access-type=ANON-FTP; site="ftp.example.com"; directory=pub; name=a.ps; size=12;
                 expiration="Fri, 14 Jun 1991 19:13:14 -0400"; x-more=1

                Content-Type: application/postscript
                Content-ID: <1@example.com>

                ignored
                """
            ).root.externalBody)
        #expect(body.accessType == "anon-ftp")
        #expect(body.site == "ftp.example.com")
        #expect(body.directory == "pub")
        #expect(body.name == "a.ps")
        #expect(body.size == 12)
        #expect(body.expiration?.rfc3339 == "1991-06-14T19:13:14-04:00")
        #expect(body.parameter("x-more") == "1")
        #expect(body.contentType?.essence == "application/postscript")
        #expect(body.fields.count == 2)
        let url = "Content-Type: message/external-body; access-type=URL; url=\"https://example.com/ \n a\"\n\n"
        #expect(mail(url).root.externalBody?.url == "https://example.com/a")
        #expect(mail("Content-Type: message/external-body\n\n").root.externalBody == nil)
    }

    @Test(arguments: [
        ("text/calendar; method=request", "BEGIN:VCALENDAR\nMETHOD:CANCEL\n", "REQUEST"),
        ("text/calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nmethod;x=y:Reply\nBEGIN:VEVENT\n", "REPLY"),
        ("text/calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nMETHOD:X\n", nil), ("text/calendar", "", nil), ("text/plain; method=x", "", nil),
    ])
    func aCalendarSaysItsMethod(type: String, body: String, method: String?) {
        #expect(mail("Content-Type: \(type)\n\n\(body)").root.calendarMethod == method)
    }
}
