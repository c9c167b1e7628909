import AWSForwarding
import Forwarding
import Mail
import Testing

@Suite struct DeferredMailBodyTests {
    private let mail = DeferredMail(
        ForwardingRequest(
            sesMessageID: "m1", rawKey: "inbound/m1 \u{FFFF}\u{1F4EE}\"\\\u{1}", envelopeSender: "jane@example.com",
            recipients: ["Hello@Example.com", "ü@example.com"], receivedAt: Timestamp(millisecondsSince1970: 1_763_712_000_123),
            verdicts: Verdicts(spam: "PASS", dmarc: "FAIL"), dmarcPolicy: "reject"),
        notBefore: Timestamp(millisecondsSince1970: 1_763_712_900_456), attempt: 3)

    @Test func `A mail comes back as it was, from text that SQS takes`() throws {
        let text = try DeferredMailBody(mail).text
        #expect(try DeferredMailBody(text).mail == mail)
        #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        var bare = mail
        bare.request.envelopeSender = nil
        bare.request.dmarcPolicy = nil
        bare.request.verdicts = Verdicts()
        #expect(try DeferredMailBody(DeferredMailBody(bare).text).mail == bare)
    }

    @Test func `The text is as it is documented`() throws {
        var plain = mail
        plain.request.rawKey = "inbound/m1"
        plain.request.recipients = ["hello@example.com"]
        let text = """
            {"attempt":3,"mail":{"dmarc_policy":"reject","envelope_sender":"jane@example.com","raw_key":"inbound/m1",\
            "received_at":1763712000123,"recipients":["hello@example.com"],"ses_message_id":"m1",\
            "verdicts":{"dmarc":"FAIL","spam":"PASS"}},"not_before":1763712900456,"type":"deferred","version":1}
            """
        #expect(try DeferredMailBody(plain).text == text)
    }

    @Test(arguments: [
        ("", "it is no JSON object with a type and a version"),
        ("[]", "it is no JSON object with a type and a version"),
        (#"{"Records":[]}"#, "it is no JSON object with a type and a version"),
        (#"{"type":"other","version":1}"#, "it is of the type 'other'"),
        (#"{"type":"deferred","version":2}"#, "it is of version 2, and only version 1 is known"),
        (#"{"type":"deferred","version":1}"#, "something is missing in it, or is of another kind"),
    ])
    func `What is no mail`(_ text: String, _ problem: String) {
        do {
            _ = try DeferredMailBody(text)
            Issue.record("it was read")
        } catch {
            #expect(error.description == problem)
        }
    }

    @Test(arguments: [
        (Int64(0), 0), (-1, 0), (1, 1), (1000, 1), (1001, 2), (899_001, 900), (900_000, 900), (86_400_000, 900), (.max, 900), (.min, 0),
    ])
    func `The delay is what is left, up to what SQS takes`(_ milliseconds: Int64, _ seconds: Int) {
        var mail = mail
        mail.notBefore = Timestamp(millisecondsSince1970: milliseconds)
        #expect(SQSDeferralQueue.delay(mail, now: Timestamp(millisecondsSince1970: 0)) == seconds)
        // Whatever the difference.
        _ = SQSDeferralQueue.delay(mail, now: Timestamp(millisecondsSince1970: milliseconds > 0 ? .min : .max))
    }
}
