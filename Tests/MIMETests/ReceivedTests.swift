import MIME
import Testing

/// Received fields in the dialects of the servers that write them (RFC 5321 section 4.4).
@Suite struct ReceivedTests {
    private typealias Clause = Received.Clause

    private func received(_ value: String) -> (hop: Received, codes: Set<Defect.Code>) {
        let message = mail("Received: " + value + "\n\n")
        return (message.trace.first ?? Received(), message.codes)
    }

    @Test func postfix() {
        let (hop, codes) = received(
            """
            from mail.example.com (mail.example.com [192.0.2.1])
             (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
              key-exchange X25519)
             (No client certificate requested)
            \tby mx.example.org (Postfix) with ESMTPS id 4F3C21A0B7
            \tfor <mary@example.org>; Sat, 21 Nov 2026 09:30:05 +0100 (CET)
            """)
        #expect(hop.from?.value == "mail.example.com")
        #expect(hop.from?.comments.count == 3)
        #expect(hop.from?.comments.first == "mail.example.com [192.0.2.1]")
        #expect(hop.by == Clause(value: "mx.example.org", comments: ["Postfix"]))
        #expect(hop.with == Clause(value: "ESMTPS"))
        #expect(hop.id == Clause(value: "4F3C21A0B7"))
        #expect(hop.recipient == Clause(value: "mary@example.org"))
        #expect(hop.via == nil)
        #expect(hop.date?.rfc3339 == "2026-11-21T09:30:05+01:00")
        #expect(hop.clientAddress == "192.0.2.1")
        #expect(hop.clientName == "mail.example.com")
        #expect(codes == [])
    }

    @Test func sendmail() {
        let (hop, codes) = received(
            """
            from joan (joan@host.example.com [IPv6:2001:db8::1] (may be forged))
             (authenticated bits=0)
             by mx.example.org (8.14.4/8.14.4/Debian-4) with ESMTP id sAL8U5xx012345
             (version=TLSv1/SSLv3 cipher=DHE-RSA-AES256-SHA bits=256 verify=NO)
             for <mary@example.org>; Sat, 21 Nov 2026 09:30:05 GMT
            """)
        #expect(hop.from?.value == "joan")
        #expect(hop.from?.comments.last == "authenticated bits=0")
        #expect(hop.clientAddress == "2001:db8::1")
        #expect(hop.clientName == "host.example.com")
        #expect(hop.by?.comments == ["8.14.4/8.14.4/Debian-4"])
        #expect(hop.id?.comments.count == 1)
        #expect(codes == [])
        let local = received("(from joan@localhost)\n by host.example.com (8.14) id abc; Sat, 21 Nov 2026 09:30:05 GMT").hop
        #expect(local.comments == ["from joan@localhost"])
        #expect(local.from == nil)
        #expect(local.clientAddress == nil)
        #expect(local.by?.value == "host.example.com")
    }

    @Test func exim() {
        let (hop, codes) = received(
            """
            from [192.0.2.7] (helo=laptop)
            \tby mx.example.org with esmtpsa (TLS1.3) tls TLS_AES_128_GCM_SHA256
            \t(Exim 4.94.2)
            \t(envelope-from <joan@example.com>)
            \tid 1abcDE-0000xy-Zz
            \tfor mary@example.org; Sat, 21 Nov 2026 09:30:05 +0100
            """)
        #expect(hop.from == Clause(value: "[192.0.2.7]", comments: ["helo=laptop"]))
        #expect(hop.clientAddress == "192.0.2.7")
        #expect(hop.clientName == nil)
        #expect(hop.with == Clause(value: "esmtpsa", comments: ["TLS1.3"]))
        #expect(hop.tls == Clause(value: "TLS_AES_128_GCM_SHA256", comments: ["Exim 4.94.2", "envelope-from <joan@example.com>"]))
        #expect(hop.id?.value == "1abcDE-0000xy-Zz")
        #expect(hop.recipient?.value == "mary@example.org")
        #expect(codes == [])
        let named = received("from laptop ([192.0.2.7]:50123 helo=laptop) by mx with smtp; Sat, 21 Nov 2026 09:30:05 +0100").hop
        #expect(named.clientAddress == "192.0.2.7")
        #expect(named.clientName == nil)
    }

    @Test func qmail() {
        let (hop, codes) = received("(qmail 4711 invoked by uid 89); 21 Nov 2026 08:30:05 -0000")
        #expect(hop.comments == ["qmail 4711 invoked by uid 89"])
        #expect(hop.by == nil)
        #expect(hop.date?.rfc3339 == "2026-11-21T08:30:05Z")
        #expect(codes == [])
        let remote = received("from unknown (HELO mail.example.com) (joan@192.0.2.1)\n by 0 with SMTP; 21 Nov 2026 08:30:05 -0000").hop
        #expect(remote.from == Clause(value: "unknown", comments: ["HELO mail.example.com", "joan@192.0.2.1"]))
        #expect(remote.clientAddress == "192.0.2.1")
        #expect(remote.by?.value == "0")
    }

    @Test func exchange() {
        let (hop, codes) = received(
            """
            from AM0PR01.prod.example.com (2603:10a6:150::17) by
             AM0PR02.prod.example.com (2603:10a6:150::18) with Microsoft SMTP
             Server (version=TLS1_2, cipher=TLS_ECDHE) id
             15.20.8466.16; Sat, 21 Nov 2026 08:30:05 +0000
            """)
        #expect(hop.clientAddress == "2603:10a6:150::17")
        #expect(hop.with == Clause(value: "Microsoft SMTP Server", comments: ["version=TLS1_2, cipher=TLS_ECDHE"]))
        #expect(hop.id?.value == "15.20.8466.16")
        #expect(codes == [])
        let front = received(
            "from A (10.0.0.1) by B (10.0.0.2) with Microsoft SMTP Server id 15.20 via Frontend Transport; Sat, 21 Nov 2026 08:30:05 +0000"
        ).hop
        #expect(front.via?.value == "Frontend Transport")
    }

    @Test func gmailAndSES() {
        let (gmail, codes) = received(
            """
            by 2002:a05:6a10:2b1c:b0:5d2:aaaa:bbbb with SMTP id x28csp1234567pxs;
                    Sat, 21 Nov 2026 00:30:05 -0800 (PST)
            """)
        #expect(gmail.by?.value == "2002:a05:6a10:2b1c:b0:5d2:aaaa:bbbb")
        #expect(gmail.date?.offsetMinutes == -480)
        #expect(codes == [])
        let relay = received(
            """
            from mail-sor-f41.example.com (mail-sor-f41.example.com. [198.51.100.41])
                    by mx.example.org with SMTPS id a1sor123
                    for <mary@example.org>
                    (Example Transport Security);
                    Sat, 21 Nov 2026 00:30:05 -0800 (PST)
            """
        ).hop
        #expect(relay.clientName == "mail-sor-f41.example.com")
        #expect(relay.recipient == Clause(value: "mary@example.org", comments: ["Example Transport Security"]))
    }

    @Test func obsoleteAndProductForms() {
        let lotus = received("by x.example.com (Lotus Domino Release 5.0.8) with ESMTP id 2002:1-99 ; Sat, 21 Nov 2026 09:30:05 +0100").hop
        #expect(lotus.id?.value == "2002:1-99")
        let fetchmail = received(
            "from mail.example.com [192.0.2.1]\n by localhost with IMAP (fetchmail-6.3)\n for <root@localhost> (single-drop); 21 Nov 2026 09:30 GMT"
        )
        .hop
        #expect(fetchmail.from?.value == "mail.example.com [192.0.2.1]")
        #expect(fetchmail.clientAddress == "192.0.2.1")
        #expect(fetchmail.recipient?.comments == ["single-drop"])
        let uucp = received("from a by b with UUCP id c (5.9/1.14); 21 Nov 88 09:03 EST").hop
        #expect(uucp.date?.rfc3339 == "1988-11-21T09:03:00-05:00")
        #expect(received("FROM a BY b; 21 Nov 2026 09:30 GMT").hop.by?.value == "b")
        let comments = received("(a)from(b)c(d)by(e)f(g); 21 Nov 2026 09:30 GMT").hop
        #expect(comments.from == Clause(value: "c", comments: ["b", "d"]))
        #expect(comments.by == Clause(value: "f", comments: ["e", "g"]))
        #expect(comments.comments == ["a"])
    }

    @Test func aSemicolonInACommentOrAQuotedStringIsNotThatOfTheDate() {
        let hop = received("from a (x; y) by b for \"c;d\"@example.com; 21 Nov 2026 09:30 GMT (z; z)").hop
        #expect(hop.recipient?.value == "\"c;d\"@example.com")
        #expect(hop.date?.rfc3339 == "2026-11-21T09:30:00Z")
    }

    @Test(arguments: ["from a by b", "from a by b;", "from a by b; ", ""])
    func aFieldWithoutADateIsNoted(value: String) {
        let (hop, codes) = received(value)
        #expect(hop.date == nil)
        #expect(hop.by?.value == (value.isEmpty ? nil : "b"))
        #expect(codes == [.invalidReceived])
    }

    @Test func aDateWithoutItsSemicolonIsRead() {
        let (hop, codes) = received("from a by b for <c@example.com> Sat, 21 Nov 2026 09:30:05 +0100")
        #expect(hop.recipient?.value == "c@example.com")
        #expect(hop.date?.rfc3339 == "2026-11-21T09:30:05+01:00")
        #expect(codes == [.invalidReceived])
    }

    @Test func wordsBeforeTheFirstClauseAreDropped() {
        let (hop, codes) = received("mail.example.com by b; 21 Nov 2026 09:30 GMT")
        #expect(hop.by?.value == "b")
        #expect(codes == [.invalidReceived])
    }

    @Test func theSecondOfTwoKeywordsIsAWord() {
        let hop = received("from a by b by c with d; 21 Nov 2026 09:30 GMT").hop
        #expect(hop.by?.value == "b by c")
        #expect(hop.with?.value == "d")
    }

    @Test func theTraceHasAllHopsInOrder() {
        let message = mail(
            """
            Return-Path: <bounce@example.com>
            Received: by c; 21 Nov 2026 09:30:03 +0000
            received: by b; 21 Nov 2026 09:30:02 +0000
            Subject: a
            Received: by a; 21 Nov 2026 09:30:01 +0000

            """)
        #expect(message.trace.map(\.by?.value) == ["c", "b", "a"])
        #expect(message.root.returnPath == "bounce@example.com")
        #expect(mail("Return-Path", "<>").root.returnPath == "")
        #expect(mail("Subject", "a").root.returnPath == nil)
        #expect(mail("Return-Path", "<>").defects == [])
    }

    @Test(arguments: ["[", "[1.2.3]", "[1.2.3.4.5]", "[256.1.1.1]", "[x]", "(1.2.3.4", "1.2.3.4", "[::1::2::3::4::5]", "[1:2]"])
    func whatIsNoAddressIsNone(text: String) {
        #expect(received("from a (\(text)x) by b; 21 Nov 2026 09:30 GMT").hop.clientAddress == nil || text == "[::1]")
    }
}
