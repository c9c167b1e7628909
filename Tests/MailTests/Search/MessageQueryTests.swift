import Mail
import MailContract
import Testing

@Suite("The search language")
struct MessageQueryTests {
    private static let mail = """
        From: "Pear Shop" <orders@shop.example>\r
        To: Jane <jane@postroom.test>\r
        Subject: Your Order has left\r
        Message-ID: <abc.1@shop.example>\r
        \r
        Hello Jane, the parcel is on its way.\r

        """

    private func message(read: Bool = false, extract: SummaryExtract? = nil, attachments: Int = 0) throws -> StoredMessage {
        var message = try Sample.message("m", to: "jane@postroom.test")
        message.summary = Sample.summary(Self.mail)
        message.summary.extract = extract
        message.summary.attachmentCount = attachments
        message.isRead = read
        return message
    }

    private func matches(_ query: String, _ message: StoredMessage, content: MessageContent? = nil) throws -> Bool {
        try MessageQuery(query, now: Sample.now).matches(message, content: content)
    }

    @Test(
        "a term finds what it names, without regard to case; a sign turns it round",
        arguments: [
            ("", true), ("order", true), ("ORDER left", true), ("order missing", false), ("-order", false), ("!missing", true),
            ("from:shop", true), ("from:\"pear shop\"", true), ("from:jane", false), ("from:bounces@news.example", true), ("to:jane", true),
            ("to:shop", false), ("addressed:jane", true), ("addressed:orders@", true), ("subject:\"order has\"", true),
            ("subject:parcel", false), ("parcel", true), ("message-id:abc.1", true), ("message-id:<abc", false), ("is:unread", true),
            ("is:read", false), ("-is:read", true), ("has:attachment", false), ("has:otp", false), ("has:link", false), ("larger:1k", true),
            ("larger:2k", false), ("smaller:1235", true), ("smaller:1234", false), ("larger:1234", false), ("after:2026-11-21", true),
            ("after:2026-11-22", false), ("before:2026-11-21T08:30:00Z", false), ("before:2026-11-22", true), ("after:30m", true),
            ("before:1h", false), ("FROM:Shop", true), ("\"from:shop\"", false), ("https://shop.example", false), ("12:30", false),
            ("  order   from:shop ", true),
        ])
    func terms(_ query: String, _ isFound: Bool) throws {
        #expect(try matches(query, try message()) == isFound, "\(query)")
    }

    @Test("has: and is: tell what a message has")
    func properties() throws {
        let message = try message(read: true, extract: SummaryExtract(otp: "123456", confidence: 1, link: "verify"), attachments: 2)
        for query in ["has:otp", "has:code", "has:link", "has:attachment", "is:read"] { #expect(try matches(query, message), "\(query)") }
    }

    @Test("body: and filename: take the content; without it nothing is excluded")
    func content() throws {
        let message = try message()
        let content = MessageContent(text: "a secret word", filenames: ["invoice.pdf"])
        for (query, isFound) in [("body:secret", true), ("body:parcel", false), ("-body:parcel", true), ("filename:INVOICE", true)] {
            let query = try MessageQuery(query, now: Sample.now)
            #expect(query.needsRawMail && !query.excludes(message))
            #expect(query.matches(message, content: content) == isFound)
        }
        #expect(try MessageQuery("body:secret from:jane", now: Sample.now).excludes(message))
    }

    @Test(
        "what is wrong is said, with what could stand there",
        arguments: [
            ("form:shop", "there are from: to:"), ("from:", "nothing behind 'from:'"), ("is:open", "is:read and is:unread"),
            ("has:cake", "has:attachment, has:otp and has:link"), ("after:yesterday", "no time"), ("after:2026-13-45", "no time"),
            ("larger:big", "no size"), ("larger:-1", "no size"), ("subject:\"open", "a quote that does not end"),
            (String(repeating: "a", count: 1001), "more than 1000"), (String(repeating: "a ", count: 33), "more than 32 terms"),
        ])
    func faults(_ query: String, _ part: String) throws {
        let error = #expect(throws: MessageQuery.Invalid.self) { try MessageQuery(query, now: Sample.now) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }
}
