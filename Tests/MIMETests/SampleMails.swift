/// Small mails that between them use most of what the parser knows; the mutation test starts from them.
enum SampleMails {
    static let all: [[UInt8]] = [plain, alternative, attachments, embedded, legacy, broken, report].map(crlf) + [Array(alternative.utf8)]

    private static let plain = """
        From: Joan Doe <joan@example.com>
        To: "Doe, John" <john@example.org>, Friends: a@x.test, b@y.test;, <@r.test:c@z.test>
        Cc: mary@example.net (Mary (M.) Major), "quoted local"@example.com, d@[192.0.2.1]
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?B?/A==?= plain
        Date: Sat, 21 Nov 2026 09:30:05 +0100 (CET)
        Message-ID: <1@example.com>
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe,=20
        a long line that =
        goes on

        """

    private static let alternative = """
        Content-Type: multipart/alternative; boundary="=_1"

        preamble
        --=_1
        Content-Type: text/plain; charset=iso-8859-1

        plain
        --=_1
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64

        PGI+R3LDvG48L2I+
        --=_1--
        epilogue

        """

    private static let attachments = """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=AA

        --AA
        Content-Type: multipart/related; boundary=A

        --A
        Content-Type: text/html

        <img src="cid:x@y">
        --A
        Content-Type: image/png; name*0*=utf-8''%C3%BC; name*1=".png"
        Content-ID: <x@y>
        Content-Disposition: inline; filename*=utf-8''%C3%BC.png; filename="u.png"
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --A--
        --AA
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename="=?utf-8?Q?=C3=BC?="

        data
        --AA--

        """

    private static let embedded = """
        Content-Type: multipart/digest; boundary=B

        --B

        Subject: first
        Content-Type: multipart/mixed; boundary=C

        --C

        inner
        --C--
        --B
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        U3ViamVjdDogYQpDb250ZW50LVR5cGU6IG11bHRpcGFydC9taXhlZDsgYm91bmRhcnk9QgoKLS1C
        CgpiCi0tQi0tCg==
        --B
        Content-Type: message/rfc822
        Content-Transfer-Encoding: quoted-printable

        Subject: =3D?utf-8?Q?a?=3D

        x
        --B--

        """

    private static let legacy = """
        From joan@example.com Sat Nov 21 09:30:05 1998
        From: joan @ example . com
        Date: Sat Nov 21 09:30:05 98
        Subject : folded
         \tvalue
        Content-Type: text/plain; charset=x-none (comment); name=my file (1).txt
        Content-Transfer-Encoding: (a) 8bit (b)

        r\u{E9}sum\u{E9}

        """

    private static let broken = """
        Subject: =?utf-8?Q?a b?=c=?x?b?Q?=
        no colon
        To: joan@example.com mary@example.org; "open
        Content-Type: multipart/mixed; boundary=B; boundary=C
        Content-Type: text/plain
        --B
        Content-Disposition: filename=a.txt
        --B
        Content-Type: multipart/mixed; boundary="B "

        --B \u{0}
        --Bjunk
        --B-- junk
        --B
        Content-Transfer-Encoding: base64

        SGVs*bG8=YQ
        --B--
        --B

        """

    private static let report = """
        Content-Type: multipart/report; report-type=delivery-status; boundary=B

        --B
        Content-Type: text/plain; format=flowed; delsp=yes

        > quoted 
        > text
        begin 644 a.txt
        "86(
        `
        end
        -- 
        name
        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; joan@example.com
        Action: failed
        Status: 5.1.1
        --B
        Content-Type: message/external-body; access-type=url; url="https://example.com/"; expiration="21 Nov 2026 09:30"

        Content-Type: text/plain
        --B
        Content-Type: multipart/related; start="<r@x>"; boundary=R

        --R
        Content-Type: text/calendar

        BEGIN:VCALENDAR
        METHOD:REQUEST
        --R
        Content-Type: text/html
        Content-ID: <r@x>

        <a href="https://example.com/?a=1&amp;b">x</a><ul><li>&eacute;<p hidden>y<table><tr><td>z<img src="cid:r@x" alt=i><!-- c -->
        --R--
        --B--

        """
}
