/// Mails to deliver.
enum SampleMail {
    static let plain = Array(
        """
        From: Shop <shop@shop.example>\r
        To: happy-tiger-42@postroom.test\r
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r
        Date: Sat, 21 Nov 2026 09:29:58 +0100\r
        Message-ID: <1@shop.example>\r
        Content-Type: text/plain; charset=utf-8\r
        \r
        Your code is 847291.\r

        """.utf8)

    /// A text, and an attachment that says it is a web page.
    /// A mail with a code, and words that a blind reader must not see.
    static let code = Array(
        """
        From: Pear Secret <no-reply@accounts.pear.example>\r
        To: jane@postroom.test\r
        Subject: 482913 is your Pear verification code\r
        Date: Sat, 21 Nov 2026 08:30:00 +0000\r
        Message-ID: <c1@pear.example>\r
        \r
        Hello Jane, to verify your Secret address enter this code: 482913\r

        """.utf8)

    static let withAttachment = Array(
        """
        From: Shop <shop@shop.example>\r
        Subject: Your invoice\r
        MIME-Version: 1.0\r
        Content-Type: multipart/mixed; boundary=b\r
        \r
        --b\r
        Content-Type: text/plain\r
        \r
        Here it is.\r
        --b\r
        Content-Type: text/html; name="page.html"\r
        Content-Disposition: attachment; filename="..\\\\evil\\"; x.html"\r
        Content-Transfer-Encoding: base64\r
        \r
        PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\r
        --b--\r

        """.utf8)

    /// Bytes that no text has, bare line ends, and no header to speak of.
    static let bytes: [UInt8] = Array("X: \u{1}\nnot a field\r\r\n\n".utf8) + Array(UInt8.min...UInt8.max) + [0x0D]
}
