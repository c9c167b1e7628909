import Mail
import Testing

extension MailboxStoreContract {
    static let fidelity: [ContractCase<any MailboxStore>] = [
        ContractCase("Every field of a message is read back as it was") { store in
            try await store.add("jörg@example.com")
            var message = try Sample.message("m1", to: "jörg@example.com", rawKey: "2026/11/21/ü x")
            message.size = 41_943_040
            message.receivedAt = Timestamp(millisecondsSince1970: 1_795_249_800_001)
            message.envelopeSender = "bounce+ü=1@例え.テスト"
            message.verdicts = Verdicts(spam: "GRAY", virus: "PASS", spf: "PROCESSING_FAILED", dkim: "FAIL", dmarc: "DISABLED")
            message.summary = fullSummary
            message.isRead = true
            try await expectReadBack(message, in: store)
        },
        ContractCase("A message without sender, verdicts and header fields is read back as it was") { store in
            try await store.add("a@example.com")
            var message = try Sample.message("m1", to: "a@example.com")
            message.size = 0
            message.envelopeSender = nil
            message.verdicts = Verdicts()
            message.summary = Sample.summary("")
            #expect(message.summary.date == nil && message.summary.messageID == nil)
            try await expectReadBack(message, in: store)
        },
        ContractCase("An empty sender is not the same as none") { store in
            try await store.add("a@example.com")
            var message = try Sample.message("m1", to: "a@example.com")
            message.envelopeSender = ""
            message.summary.date = ""
            message.verdicts.spam = ""
            try await expectReadBack(message, in: store)
        },
        ContractCase("Text of any characters is read back as it was") { store in
            try await store.add("a@example.com")
            let texts = [
                "it's \"quoted\" -- ; DROP TABLE message; %s \\n \\u0000 {} <&>", "\u{0}\u{1}\u{1F}\u{7F}\t\r\n",
                "\u{202E}\u{200D}\u{FEFF}\u{FFFD}\u{FFFF}",
                "e\u{301}\u{E9}", "👩‍👩‍👧‍👦🇩🇪𝒳", String(repeating: "長", count: 250), " leading and trailing ",
            ]
            for (index, text) in texts.enumerated() {
                var message = try Sample.message("m\(index)", to: "a@example.com", rawKey: "key \(text.hasPrefix("\u{0}") ? "" : text)")
                message.envelopeSender = text.hasPrefix("\u{0}") ? nil : text
                message.summary.subject = text
                message.summary.snippet = text
                try await expectReadBack(message, in: store)
            }
        },
        ContractCase("Times from the first to the last are read back to the millisecond") { store in
            try await store.add("a@example.com")
            for (index, time) in [0, -1, 1, 253_402_300_799_999, Int64.max, Int64.min].enumerated() {
                var message = try Sample.message("m\(index)", to: "a@example.com")
                message.receivedAt = Timestamp(millisecondsSince1970: time)
                try await expectReadBack(message, in: store)
            }
        },
        ContractCase("Every field of a mailbox is read back as it was") { store in
            var mailbox = try Sample.mailbox("Jörg@example.com", owner: "owner 'ü' \"1\"")
            mailbox.plan = "plan: ü"
            mailbox.createdAt = Timestamp(millisecondsSince1970: 1)
            mailbox.expiresAt = Timestamp(millisecondsSince1970: .max)
            mailbox.tokenHash = []
            mailbox.label = "it's \"so\" é e\u{301} 🎉"
            mailbox.metadata = ["": "", "ü 'x'": "\u{1F}\u{FFFF}", String(repeating: "k", count: 500): String(repeating: "長", count: 2000)]
            mailbox.creationKey = Array(0...255)
            #expect(try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now) == .created(mailbox))
            #expect(try await store.mailbox(mailbox.address) == mailbox)
        },
        ContractCase("An empty label and an empty creation key are not the same as none") { store in
            var mailbox = try Sample.mailbox("a@example.com")
            mailbox.label = ""
            mailbox.creationKey = []
            _ = try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
            #expect(try await store.mailbox(mailbox.address) == mailbox)
            try await store.add("b@example.com")
            let without = try #require(try await store.mailbox(try EmailAddress("b@example.com")))
            #expect(without.label == nil && without.creationKey == nil && without.metadata == [:])
        },
    ]

    /// A summary with something in every field.
    private static var fullSummary: MessageSummary {
        var summary = Sample.summary(
            """
            From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>, b@example.org, c@example.org\r
            To: a@example.com\r
            Subject: =?utf-8?b?44GT44KT44Gr44Gh44Gv?=\r
            Date: Sat, 21 Nov 2026 09:30:00 +0100\r
            Message-ID: <1@example.org>\r
            \r
            Grüße 🎉\r

            """)
        summary.subject = String(repeating: "very long 長い ", count: 2000)
        summary.attachmentCount = 10_000
        summary.defectCount = 7
        summary.version = 12
        return summary
    }

    private static func expectReadBack(_ message: StoredMessage, in store: any MailboxStore) async throws {
        var expected = message
        expected.seq = try await store.add(message).seq
        let found = try #require(try await store.message(message.id, in: message.mailbox, now: Sample.now))
        #expect(found == expected)
        // Strings are equal in any normalization; stored text has to be the same bytes.
        #expect(found.summary.subject.utf8.elementsEqual(expected.summary.subject.utf8))
        #expect(found.rawKey.utf8.elementsEqual(expected.rawKey.utf8))
        #expect(try await store.messages(in: message.mailbox, before: expected.seq + 1, limit: 1, now: Sample.now) == [expected])
        #expect(try await store.commit(message, within: Sample.plan(), now: Sample.now) == .duplicate(expected))
        #expect(try await store.page(after: nil, limit: 100).contains(expected))
    }
}
