import MIME
import Testing

@Suite("What the RFCs ask of composed mail")
struct ComposingRulesTests {
    private let author = Address(name: "Jane", address: "jane@example.com")

    private func compose(_ content: PartContent) throws -> String {
        String(decoding: try ComposedMessage(fields: [], content: content, boundarySeed: 1).bytes, as: UTF8.self)
    }

    @Test("A mail has an author, and a sender where it has several")
    func authors() throws {
        func composer(_ authors: [Address]) -> MessageComposer {
            MessageComposer(from: authors, date: DateTime(secondsSince1970: 0, offsetMinutes: 0), messageID: "1@x")
        }
        #expect(throws: FieldError.self) { try composer([]).compose(boundarySeed: 1) }
        #expect(throws: FieldError.self) { try composer([author, author]).compose(boundarySeed: 1) }
        var both = composer([author, author])
        both.sender = author
        #expect(Message(try both.compose(boundarySeed: 1).bytes).from.count == 2)
    }

    @Test("Parts are those of a multipart, and a multipart has parts")
    func contentOfOtherType() {
        #expect(throws: FieldError.self) { try compose(.attachment([1], name: nil, mediaType: "Multipart/mixed")) }
        #expect(throws: FieldError.self) { try compose(PartContent("text/plain", content: .parts([.text("a")]))) }
    }

    @Test("A report is not encoded")
    func report() throws {
        let long =
            "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking\r\n"
        let mail = try compose(PartContent("message/delivery-status", content: .bytes(Array(long.utf8))))
        #expect(mail.contains(long) && !mail.contains("Content-Transfer-Encoding"))
    }

    @Test("Bytes that are given as 7bit and are not say what they are")
    func encodedAsGiven() throws {
        let mail = try compose(.multipart("mixed", [PartContent("text/plain", content: .encoded(Array("grün\r\n".utf8), .sevenBit))]))
        #expect(mail.matches(of: /Content-Transfer-Encoding: 8bit/).count == 2)
    }

    @Test("A mail from a file of lines with LF is sent with CRLF")
    func lineFeeds() throws {
        for content in [
            PartContent.message(Array("Subject: x\n\nbody\n".utf8)),
            .attachment(Array("Subject: x\n\nbody\n".utf8), name: "x.eml", mediaType: "message/rfc822"),
        ] {
            let mail = try compose(.multipart("mixed", [content]))
            #expect(mail.contains("Subject: x\r\n\r\nbody\r\n") && !mail.contains("binary"))
        }
    }

    @Test("A group without a name has an empty one, and white space stands behind an encoded one")
    func groups() throws {
        let members = [Address(name: "", address: "a@b.c")]
        #expect(try FieldValue(groups: [AddressGroup(name: "", addresses: members)]).unfolded == "\"\": a@b.c;")
        let encoded = try FieldValue(groups: [AddressGroup(name: "Grün", addresses: members)]).unfolded
        #expect(encoded.hasSuffix("?= : a@b.c;"))
        let field = HeaderField(name: "To", rawValue: Array(encoded.utf8))
        #expect(field.addressGroups == [AddressGroup(name: "Grün", addresses: [Address(name: "", address: "a@b.c", group: "Grün")])])
    }

    @Test("No line with an encoded-word has more than 76 characters")
    func encodedWordLines() throws {
        let line = try HeaderLine("X-Postroom-A-Rather-Long-Field-Name-For-A-Subject", text: String(repeating: "äöü", count: 40))
        let mail = try ComposedMessage(fields: [line], content: .text(""), boundarySeed: 1).bytes
        #expect(mail.split(separator: 0x0A).allSatisfy { $0.count <= 77 })
        #expect(
            Message(mail).root.header("x-postroom-a-rather-long-field-name-for-a-subject")?.value == String(repeating: "äöü", count: 40))
    }

    @Test("Any number is a time that can be written")
    func times() {
        for seconds in [Int.min, -1, 0, .max] {
            for offset in [Int.min, -1439, 0, 1439, .max] {
                let time = DateTime(secondsSince1970: seconds, offsetMinutes: offset)
                #expect(time.rfc5322.utf8.count < 40 && time.rfc3339.utf8.count < 40)
            }
        }
    }
}
