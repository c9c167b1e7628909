import LambdaEvents
import Testing

@Suite("Recorded events")
struct RecordedEventTests {
    private func content(_ name: String) throws -> SESEvent.Content {
        try #require(try SESEvent(json: RecordedEvent.bytes(name)).records.first).ses
    }

    @Test("every file of the folder is one mail with SES's identifier and a recipient", arguments: try RecordedEvent.names())
    func every(_ name: String) throws {
        let event = try SESEvent(json: RecordedEvent.bytes(name))
        #expect(event.records.count == 1)
        let content = try content(name)
        let id = content.mail.messageID
        let isIdentifier = id.utf8.count == 40 && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        #expect(isIdentifier || id == "AMAZON_SES_SETUP_NOTIFICATION")
        #expect(content.receipt.recipients.allSatisfy { $0.contains("@") })
    }

    @Test("no two files are the same mail")
    func distinct() throws {
        let names = try RecordedEvent.names()
        #expect(names.count >= 14)
        #expect(Set(try names.map { try content($0).mail.messageID }).count == names.count)
    }

    @Test("an ordinary mail")
    func ordinary() throws {
        let record = try #require(try SESEvent(json: RecordedEvent.bytes("ses-inbound")).records.first)
        #expect(record.eventSource == "aws:ses")
        #expect(record.eventVersion == "1.0")

        let mail = record.ses.mail
        #expect(mail.messageID == "lrn3hhx002pzkbrfe0ozpaqw5tjgzyafynd4126p")
        #expect(mail.source == "signup@shop.example")
        #expect(mail.timestamp == "2026-11-21T08:30:00.000Z")
        #expect(mail.destination == ["happy-tiger-42@postroom.test"])
        #expect(mail.headersTruncated == false)
        #expect(mail.headers.count == 13)
        #expect(mail.headers.first { $0.name == "Subject" }?.value == "Your sign-up code")
        let common = try #require(mail.commonHeaders)
        #expect(common.returnPath == "signup@shop.example")
        #expect(common.from == ["Shop <signup@shop.example>"])
        #expect(common.date == "Sat, 21 Nov 2026 08:29:58 +0000")
        #expect(common.to == ["happy-tiger-42@postroom.test"])
        #expect(common.cc == [])
        #expect(common.messageID == "<20261121082958.4711@shop.example>")
        #expect(common.subject == "Your sign-up code")

        let receipt = record.ses.receipt
        #expect(receipt.recipients == ["happy-tiger-42@postroom.test"])
        #expect(receipt.timestamp == "2026-11-21T08:30:00.000Z")
        #expect(receipt.processingTimeMillis == "574")
        let pass = SESEvent.Verdict(status: "PASS")
        #expect(receipt.spamVerdict == pass && receipt.virusVerdict == pass)
        #expect(receipt.spfVerdict == pass && receipt.dkimVerdict == pass && receipt.dmarcVerdict == pass)
        #expect(receipt.dmarcPolicy == nil)
        #expect(receipt.action?.type == "Lambda")
        #expect(receipt.action?.functionARN == "arn:aws:lambda:eu-west-1:123456789012:function:postroom-ses-inbound")
        #expect(receipt.action?.invocationType == "Event")
    }

    @Test("the envelope's recipients come from the receipt, all of them and as they are")
    func severalRecipients() throws {
        let content = try content("ses-inbound-several-recipients")
        #expect(
            content.receipt.recipients == [
                "happy-tiger-42@postroom.test", "quiet-otter-17@postroom.test", "Happy-Tiger-42@Postroom.Test", "jane@alias.test",
            ])
        #expect(content.mail.destination.contains("colleague@shop.example"))
        #expect(!content.receipt.recipients.contains("colleague@shop.example"))
        #expect(content.mail.commonHeaders?.cc == ["quiet-otter-17@postroom.test", "colleague@shop.example"])
    }

    @Test("a Bcc recipient is in the receipt and nowhere else")
    func bcc() throws {
        let content = try content("ses-inbound-bcc")
        #expect(content.receipt.recipients == ["quiet-otter-17@postroom.test"])
        #expect(content.mail.destination == ["team@shop.example"])
        #expect(content.mail.commonHeaders?.to == ["team@shop.example"])
    }

    @Test("verdicts are the words of SES, whichever they are")
    func verdicts() throws {
        let bad = try content("ses-inbound-spam-and-virus").receipt
        #expect(bad.spamVerdict?.status == "FAIL" && bad.virusVerdict?.status == "FAIL")
        #expect(bad.spfVerdict?.status == "GRAY")
        let unscanned = try content("ses-inbound-scan-disabled").receipt
        #expect(unscanned.spamVerdict?.status == "DISABLED" && unscanned.virusVerdict?.status == "DISABLED")
        #expect(unscanned.dkimVerdict?.status == "PROCESSING_FAILED")
    }

    @Test("the DMARC policy is text, as SES writes it")
    func dmarc() throws {
        let receipt = try content("ses-inbound-dmarc-reject").receipt
        #expect(receipt.dmarcVerdict?.status == "FAIL")
        #expect(receipt.dmarcPolicy == "REJECT")
    }

    @Test("a Date stays what the sender wrote, or is not there")
    func dates() throws {
        #expect(try content("ses-inbound-odd-date").mail.commonHeaders?.date == "Sunday,  1 Nov 26 9:05 CEST")
        let bare = try #require(try content("ses-inbound-no-date-no-from").mail.commonHeaders)
        #expect(bare.date == nil && bare.subject == nil && bare.messageID == nil)
        #expect(bare.from == [] && bare.to == [])
    }

    @Test("a bounce has an empty source")
    func nullSender() throws {
        let mail = try content("ses-inbound-null-sender").mail
        #expect(mail.source == "")
        #expect(mail.commonHeaders?.returnPath == "<>")
    }

    @Test("truncated headers are marked so and still readable as far as they go")
    func truncated() throws {
        let mail = try content("ses-inbound-headers-truncated").mail
        #expect(mail.headersTruncated == true)
        #expect(mail.headers.count > 40)
        #expect(mail.commonHeaders?.subject == "[forum] Long way round")
    }

    @Test("what is required is enough")
    func minimal() throws {
        let event = try SESEvent(json: RecordedEvent.bytes("ses-inbound-minimal"))
        #expect(event.records.first?.eventSource == nil)
        let content = try content("ses-inbound-minimal")
        #expect(content.mail.source == nil && content.mail.timestamp == nil && content.mail.commonHeaders == nil)
        #expect(content.mail.destination == [] && content.mail.headers.isEmpty && content.mail.headersTruncated == nil)
        #expect(content.receipt.spamVerdict == nil && content.receipt.action == nil)
    }

    @Test("the S3 action has a bucket and a key, and no function")
    func s3Action() throws {
        let content = try content("ses-inbound-s3-action")
        let action = try #require(content.receipt.action)
        #expect(action.type == "S3")
        #expect(action.functionARN == nil && action.invocationType == nil)
        #expect(action.bucketName == "postroom-raw")
        #expect(action.objectKey == "raw/\(content.mail.messageID)")
    }

    @Test("what SES may come up with costs at most the field that it is in")
    func future() throws {
        let event = try SESEvent(json: RecordedEvent.bytes("ses-inbound-future"))
        #expect(event.records.first?.eventVersion == "2.1")
        let mail = try content("ses-inbound-future").mail
        #expect(mail.timestamp == "1795249800000")
        #expect(mail.destination == ["happy-tiger-42@postroom.test"])
        #expect(mail.headersTruncated == nil)
        #expect(mail.headers.map(\.name) == ["Subject"])
        #expect(mail.commonHeaders?.from == ["Shop <signup@shop.example>"])
        #expect(mail.commonHeaders?.subject == "847291")
        #expect(mail.commonHeaders?.messageID == "true")
        #expect(mail.commonHeaders?.returnPath == nil)
        let receipt = try content("ses-inbound-future").receipt
        #expect(receipt.timestamp == nil)
        #expect(receipt.processingTimeMillis == "812")
        #expect(receipt.spamVerdict?.status == "SUSPICIOUS" && receipt.virusVerdict?.status == "QUARANTINED")
        #expect(receipt.spfVerdict == nil && receipt.dkimVerdict == nil && receipt.dmarcVerdict == nil)
        #expect(receipt.dmarcPolicy == "1")
        #expect(receipt.action?.type == "MailManager" && receipt.action?.functionARN == "7")
    }
}
