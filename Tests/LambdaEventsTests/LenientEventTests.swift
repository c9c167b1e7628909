import LambdaEvents
import Testing

@Suite("Only messageId and receipt.recipients can make an event unusable")
struct LenientEventTests {
    @Test("an event with a value missing or of another type", arguments: try Mutation.all(of: "ses-inbound"))
    func changed(_ mutation: Mutation) throws {
        let bytes = try mutation.event.bytes
        guard mutation.isRequired else {
            let content = try #require(try SESEvent(json: bytes).records.first).ses
            #expect(content.mail.messageID == "lrn3hhx002pzkbrfe0ozpaqw5tjgzyafynd4126p")
            #expect(content.receipt.recipients == ["happy-tiger-42@postroom.test"])
            return
        }
        let error = try #require(throws: EventError.self) { try SESEvent(json: bytes) }
        #expect(error.description.contains("'\(mutation.blamed.written)"), "\(error)")
    }

    @Test("the changes reach every level of the event")
    func coverage() throws {
        let mutations = try Mutation.all(of: "ses-inbound")
        #expect(mutations.count > 300)
        #expect(mutations.contains { $0.place.written == "Records[0].ses.receipt.action.functionArn" })
        #expect(mutations.contains { $0.isRequired } && mutations.contains { !$0.isRequired })
    }

    @Test("fields that nobody knows yet do not matter, at any level", arguments: ["", "[0]", "[0].ses", "[0].ses.mail", "[0].ses.receipt"])
    func unknownField(at level: String) throws {
        let event = try RecordedEvent.json("ses-inbound")
        let place = try #require(([[]] + event.places).first { $0.written == (level.isEmpty ? "" : "Records\(level)") })
        let changed = event.replacing(place + [.key("new")], with: .object(["a": .list([.null])]))
        #expect(changed != event)
        #expect(try SESEvent(json: changed.bytes).records.count == 1)
    }

    @Test(
        "text that Unicode does not allow costs the field, not the mail",
        arguments: [
            Array(#""\ud83d""#.utf8), Array(#""\udc00 and more""#.utf8), [0x22, 0xFF, 0xFE, 0x22], [0x22, 0xC3, 0x22],
            [0x22, 0xE9, 0x74, 0xE9, 0x22],
        ] as [[UInt8]])
    func brokenText(_ subject: [UInt8]) throws {
        let head = #"{"Records":[{"ses":{"mail":{"messageId":"m","commonHeaders":{"from":["a@shop.example"],"subject":"#
        let tail = #"}},"receipt":{"recipients":["b@postroom.test"]}}}]}"#
        let mail = try #require(try SESEvent(json: Array(head.utf8) + subject + Array(tail.utf8)).records.first).ses.mail
        #expect(mail.messageID == "m")
        #expect(mail.commonHeaders?.from == ["a@shop.example"])
    }

    @Test("elements that are no text are left out of lists of addresses")
    func partsOfLists() throws {
        let place: [JSON.Step] = [.key("Records"), .index(0), .key("ses"), .key("mail"), .key("destination")]
        let event = try RecordedEvent.json("ses-inbound")
            .replacing(place, with: .list([.null, .text("a@postroom.test"), .number(7), .list([]), .text("b@postroom.test")]))
        let mail = try #require(try SESEvent(json: event.bytes).records.first).ses.mail
        #expect(mail.destination == ["a@postroom.test", "b@postroom.test"])
    }
}
