import FoundationEssentials
import LambdaEvents
import Testing

@Suite("Writing events")
struct EventEncodingTests {
    @Test("an event that was built in code has AWS's names and reads back the same")
    func roundTrip() throws {
        var receipt = SESEvent.Receipt(recipients: ["a@postroom.test", "b@postroom.test"], timestamp: "2026-11-21T08:30:00.000Z")
        receipt.spamVerdict = SESEvent.Verdict(status: "PASS")
        receipt.dmarcPolicy = "none"
        let mail = SESEvent.Mail(
            messageID: "m1", source: "c@shop.example", timestamp: "2026-11-21T08:30:00.000Z", destination: ["a@postroom.test"])
        let event = SESEvent(records: [SESEvent.Record(ses: SESEvent.Content(mail: mail, receipt: receipt))])

        let bytes = [UInt8](try JSONEncoder().encode(event))
        #expect(
            try JSON(parsing: bytes)
                == JSON(
                    parsing: Array(
                        #"""
                        {"Records": [{
                          "eventSource": "aws:ses", "eventVersion": "1.0",
                          "ses": {
                            "mail": {
                              "messageId": "m1", "source": "c@shop.example", "timestamp": "2026-11-21T08:30:00.000Z",
                              "destination": ["a@postroom.test"], "headersTruncated": false, "headers": []
                            },
                            "receipt": {
                              "recipients": ["a@postroom.test", "b@postroom.test"], "timestamp": "2026-11-21T08:30:00.000Z",
                              "spamVerdict": {"status": "PASS"}, "dmarcPolicy": "none"
                            }
                          }
                        }]}
                        """#.utf8)))

        let back = try SESEvent(json: bytes)
        #expect(try JSON(parsing: Array(JSONEncoder().encode(back))) == JSON(parsing: bytes))
    }

    @Test(
        "a recorded event that is written again keeps every name",
        arguments: ["ses-inbound", "ses-inbound-dmarc-reject", "ses-inbound-null-sender"])
    func recorded(_ name: String) throws {
        let processingTime: [JSON.Step] = [.key("Records"), .index(0), .key("ses"), .key("receipt"), .key("processingTimeMillis")]
        let original = try RecordedEvent.json(name)
        let written = try JSON(parsing: Array(JSONEncoder().encode(SESEvent(json: RecordedEvent.bytes(name)))))
        #expect(original[processingTime] == .number(574))
        // SES documents text and sends a number.
        #expect(written == original.replacing(processingTime, with: .text("574")).filling(emptyListsOf: ["cc"]))
    }

    @Test("every recorded event can be written and read again without a change", arguments: try RecordedEvent.names())
    func stable(_ name: String) throws {
        let first = try JSONEncoder().encode(SESEvent(json: RecordedEvent.bytes(name)))
        let second = try JSONEncoder().encode(SESEvent(json: first))
        #expect(try JSON(parsing: Array(first)) == JSON(parsing: Array(second)))
    }
}

extension JSON {
    /// The same with empty lists where `commonHeaders` has none: SES leaves them out.
    fileprivate func filling(emptyListsOf keys: [String]) -> JSON {
        let commonHeaders: [Step] = [.key("Records"), .index(0), .key("ses"), .key("mail"), .key("commonHeaders")]
        return keys.reduce(self) { json, key in
            json[commonHeaders + [.key(key)]] == nil ? json.replacing(commonHeaders + [.key(key)], with: .list([])) : json
        }
    }
}
