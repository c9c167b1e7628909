import Mail
import Testing

@Suite("Message identifiers")
struct MessageIdentifierTests {
    @Test(
        "A name gives the version 5 UUID of Postroom's namespace",
        arguments: [
            ("", "15d3dcb4-5d31-5827-b666-9be0d81d9a28"), ("a", "414164e0-d976-5e7a-95c5-af9f9de289b6"),
            ("0100018f|jane@example.com", "f15718b7-decd-565e-a335-5ec0f084d259"), ("ü|日本", "c85c1f97-6955-59d7-a702-6c6cc7de9a39"),
        ])
    func known(_ name: String, _ expected: String) {
        #expect(MessageIdentifier(name: name).description == expected)
    }

    @Test("The bits of version and variant are those of RFC 9562")
    func bits() {
        for number in 0..<500 {
            let bytes = MessageIdentifier(name: "\(number)").bytes
            #expect(bytes.count == 16)
            #expect(bytes[6] >> 4 == 5)
            #expect(bytes[8] >> 6 == 0b10)
        }
    }

    @Test("A retry makes the same identifier, another mail or another recipient another")
    func recipient() throws {
        let jane = try EmailAddress("jane@example.com")
        let id = MessageIdentifier(sesMessageID: "m1", recipient: jane)
        #expect(id == MessageIdentifier(sesMessageID: "m1", recipient: try EmailAddress("Jane@EXAMPLE.com")))
        #expect(id == MessageIdentifier(name: "m1|jane@example.com"))
        #expect(id != MessageIdentifier(sesMessageID: "m2", recipient: jane))
        #expect(id != MessageIdentifier(sesMessageID: "m1", recipient: try EmailAddress("john@example.com")))
    }

    @Test("An identifier is read again from its description, in any letter case")
    func roundTrip() {
        for number in 0..<200 {
            let id = MessageIdentifier(name: "\(number)")
            #expect(MessageIdentifier(id.description) == id)
            #expect(MessageIdentifier(id.description.uppercased()) == id)
        }
        let all = "00010203-0405-0607-0809-0a0b0c0d0eff"
        #expect(MessageIdentifier(all)?.description == all)
        #expect(MessageIdentifier(all)?.bytes == Array(0...14) + [255])
    }

    @Test(
        "A text that is not an identifier is nil",
        arguments: [
            "", "-", "15d3dcb4", "15d3dcb45d315827b6669be0d81d9a28", "15d3dcb4-5d31-5827-b666-9be0d81d9a2",
            "15d3dcb4-5d31-5827-b666-9be0d81d9a289",
            "15d3dcb4-5d31-5827-b666-9be0d81d9a2g", "15d3dcb4-5d31-5827-b6669-be0d81d9a28", "15d3dcb-45d31-5827-b666-9be0d81d9a28",
            "15d3dcb4_5d31_5827_b666_9be0d81d9a28", "{15d3dcb4-5d31-5827-b666-9be0d81d9a28}", " 15d3dcb4-5d31-5827-b666-9be0d81d9a2",
            "+5d3dcb4-5d31-5827-b666-9be0d81d9a28", "15d3dcb4-5d31-5827-b666-9be0d81d9aü", "15d3dcb4-5d31-5827-b666-９be0d81d9a",
            "------------------------------------",
        ])
    func unreadable(_ text: String) {
        #expect(MessageIdentifier(text) == nil)
    }
}
