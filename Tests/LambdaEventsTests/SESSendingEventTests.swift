import FoundationEssentials
import LambdaEvents
import Testing

@Suite("What SES publishes of sent mail")
struct SESSendingEventTests {
    private func event(_ name: String) throws -> SESSendingEvent {
        let event = try JSONDecoder().decode(SNSEvent.self, from: Data(RecordedEvent.bytes(name)))
        let notification = try #require(event.records.first).notification
        #expect(notification.topicARN == "arn:aws:sns:eu-west-1:123456789012:postroom-forward-events")
        return try JSONDecoder().decode(SESSendingEvent.self, from: Data(notification.message.utf8))
    }

    private func read(_ json: String) throws -> SESSendingEvent { try JSONDecoder().decode(SESSendingEvent.self, from: Data(json.utf8)) }

    @Test(
        "the recorded events",
        arguments: [
            ("sns-ses-send", "Send"), ("sns-ses-delivery", "Delivery"), ("sns-ses-bounce-permanent", "Bounce"),
            ("sns-ses-bounce-suppressed", "Bounce"), ("sns-ses-bounce-transient", "Bounce"), ("sns-ses-complaint", "Complaint"),
            ("sns-ses-delivery-delay", "DeliveryDelay"), ("sns-ses-reject", "Reject"),
        ])
    func recorded(_ name: String, _ type: String) throws {
        let event = try event(name)
        #expect(event.type == type && event.mail.messageID == "0102019a-1111-2222-3333-444455556666-000000")
        #expect(event.mail.destination == ["jane@target.example"])
        #expect(event.mail.tags["postroom-mail"] == ["o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1"])
        #expect((event.bounce != nil) == (type == "Bounce") && (event.reject != nil) == (type == "Reject"))
    }

    @Test("a bounce says why")
    func bounce() throws {
        let permanent = try #require(try event("sns-ses-bounce-permanent").bounce)
        #expect(permanent.type == "Permanent" && permanent.subtype == "General" && permanent.diagnosis == "smtp; 550 5.1.1 user unknown")
        #expect(try event("sns-ses-bounce-suppressed").bounce?.subtype == "OnAccountSuppressionList")
        #expect(try event("sns-ses-delivery-delay").deliveryDelay?.delayType == "TransientCommunicationFailure")
        #expect(try event("sns-ses-reject").reject?.reason == "Bad content")
    }

    @Test("type and id are enough, and what is of another type costs the field")
    func lenient() throws {
        let event = try read(
            """
            {"notificationType": "Bounce", "mail": {"messageId": "m", "tags": ["x"], "destination": "one@x.org"},
             "bounce": {"bounceType": 5, "bouncedRecipients": {}}, "reject": 3}
            """)
        #expect(event.type == "Bounce" && event.mail.tags.isEmpty && event.mail.messageID == "m")
        #expect(event.bounce?.type == "5" && event.bounce?.diagnosis == nil && event.reject == nil)
    }

    @Test("without them it is none", arguments: ["{}", #"{"eventType":"Send"}"#, #"{"eventType":"Send","mail":{}}"#, "[]", "text"])
    func unusable(_ json: String) {
        #expect(throws: DecodingError.self) { try read(json) }
    }
}
