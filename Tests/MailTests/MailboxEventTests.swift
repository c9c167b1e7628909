import Mail
import MailContract
import Testing

@Suite("Mailbox events")
struct MailboxEventTests {
    @Test("The event of a message says what, where and which")
    func fields() throws {
        var message = try Sample.message("m1", to: "jane@example.com")
        message.seq = 7
        let event = MailboxEvent(newMessage: message)
        #expect(event.kind == .newMessage)
        #expect(event.kind.rawValue == "new_message")
        #expect(event.mailbox == message.mailbox)
        #expect(event.messageID == message.id)
        #expect(event.seq == 7)
        #expect(event.receivedAt == message.receivedAt)
    }

    @Test("The id is an identifier of its own that depends on the message alone")
    func id() throws {
        var message = try Sample.message("m1", to: "jane@example.com")
        let event = MailboxEvent(newMessage: message)
        #expect(event.id.hasPrefix("evt_"))
        let id = try #require(MessageIdentifier(String(event.id.dropFirst(4))))
        #expect(id != message.id)

        message.isRead = true
        message.seq = 9
        message.rawKey = "other"
        #expect(MailboxEvent(newMessage: message).id == event.id)
        #expect(MailboxEvent(newMessage: try Sample.message("m1", to: "john@example.com")).id != event.id)
        #expect(MailboxEvent(newMessage: try Sample.message("m2", to: "jane@example.com")).id != event.id)
    }
}
