import Mail
import Testing

extension MailboxStoreContract {
    static let changes: [ContractCase<any MailboxStore>] = [
        ContractCase("A message is marked as read and as unread") { store in
            try await store.add("a@example.com")
            var message = try await store.add("m1", to: "a@example.com")
            #expect(!message.isRead)
            for isRead in [true, true, false] {
                #expect(try await store.mark(message.id, in: message.mailbox, isRead: isRead))
                message.isRead = isRead
                #expect(try await store.message(message.id, in: message.mailbox, now: Sample.now) == message)
            }
        },
        ContractCase("Marking one message leaves the others") { store in
            try await store.add("a@example.com")
            for number in 1...3 { try await store.add("m\(number)", to: "a@example.com") }
            let second = try Sample.message("m2", to: "A@example.com")
            #expect(try await store.mark(second.id, in: second.mailbox, isRead: true))
            let all = try await store.messages(in: second.mailbox, before: nil, limit: 10, now: Sample.now)
            #expect(all.map(\.isRead) == [false, true, false])
        },
        ContractCase("A summary is replaced and the rest of the message stays") { store in
            try await store.add("a@example.com")
            var message = try await store.add("m1", to: "a@example.com")
            _ = try await store.mark(message.id, in: message.mailbox, isRead: true)
            let summary = Sample.summary("Subject: =?utf-8?q?f=C3=BCr_dich?=\r\nFrom: Jane <jane@example.org>\r\n\r\nneu\r\n")
            #expect(try await store.update(summary, of: message.id, in: message.mailbox))
            message.summary = summary
            message.isRead = true
            #expect(try await store.message(message.id, in: message.mailbox, now: Sample.now) == message)
        },
        ContractCase("Changing a message that is not there is false and adds nothing") { store in
            try await store.add("a@example.com")
            try await store.add("b@example.com")
            let message = try await store.add("m1", to: "a@example.com")
            let unknown = try Sample.message("m2", to: "a@example.com")
            let other = try EmailAddress("b@example.com")
            let nobody = try EmailAddress("nobody@example.com")
            for (id, address) in [(unknown.id, message.mailbox), (message.id, other), (message.id, nobody)] {
                #expect(try await store.mark(id, in: address, isRead: true) == false)
                #expect(try await store.update(unknown.summary, of: id, in: address) == false)
            }
            #expect(try await store.allPages(of: 10) == [message])
        },
        ContractCase("A deleted message cannot be changed") { store in
            try await store.add("a@example.com")
            let message = try await store.add("m1", to: "a@example.com")
            _ = try await store.delete(message.id, in: message.mailbox)
            #expect(try await store.mark(message.id, in: message.mailbox, isRead: true) == false)
            #expect(try await store.update(message.summary, of: message.id, in: message.mailbox) == false)
            #expect(try await store.allPages(of: 10) == [])
        },
    ]

    static let deletion: [ContractCase<any MailboxStore>] = [
        ContractCase("A deleted message is gone, the count goes down, the last number stays") { store in
            try await store.add("a@example.com")
            for number in 1...3 { try await store.add("m\(number)", to: "a@example.com") }
            let second = try Sample.message("m2", to: "a@example.com")
            #expect(try await store.delete(second.id, in: second.mailbox) == released(["m2"]))
            #expect(try await store.numbers(in: "a@example.com") == [3, 1])
            #expect(try await store.message(second.id, in: second.mailbox, now: Sample.now) == nil)
            let mailbox = try #require(try await store.mailbox(second.mailbox))
            #expect(mailbox.messageCount == 2 && mailbox.seq == 3 && mailbox.state == .active)
        },
        ContractCase("Deleting a message that is not there is nil and does not count") { store in
            try await store.add("a@example.com")
            try await store.add("b@example.com")
            let message = try await store.add("m1", to: "a@example.com")
            #expect(try await store.delete(try Sample.message("m2", to: "a@example.com").id, in: message.mailbox) == nil)
            #expect(try await store.delete(message.id, in: try EmailAddress("b@example.com")) == nil)
            #expect(try await store.delete(message.id, in: try EmailAddress("nobody@example.com")) == nil)
            #expect(try await store.mailbox(message.mailbox)?.messageCount == 1)
            #expect(try await store.mailbox(try EmailAddress("b@example.com"))?.messageCount == 0)

            #expect(try await store.delete(message.id, in: message.mailbox) == released(["m1"]))
            #expect(try await store.delete(message.id, in: message.mailbox) == nil)
            #expect(try await store.mailbox(message.mailbox)?.messageCount == 0)
        },
        ContractCase("A raw mail is released by the last of the messages that refer to it") { store in
            for address in ["a@example.com", "b@example.com", "c@example.com"] {
                try await store.add(address)
                try await store.add("m1", to: address)
            }
            for (address, released) in [("b@example.com", []), ("a@example.com", []), ("c@example.com", released(["m1"]))] {
                let message = try Sample.message("m1", to: address)
                #expect(try await store.delete(message.id, in: message.mailbox) == released)
            }
        },
        ContractCase("A raw mail that two messages of one mailbox refer to is released by the second") { store in
            try await store.add("a@example.com")
            let first = try await store.add("m1", to: "a@example.com", rawKey: "shared")
            let second = try await store.add("m2", to: "a@example.com", rawKey: "shared")
            #expect(try await store.delete(first.id, in: first.mailbox) == [])
            #expect(try await store.delete(second.id, in: second.mailbox) == released(["shared"]))
        },
    ]

    static let endings: [ContractCase<any MailboxStore>] = [
        ContractCase("A deleted mailbox is still found, as deleted and empty") { store in
            try await store.add("a@example.com", owner: "jane")
            try await store.add("m1", to: "a@example.com")
            try await store.add("m2", to: "a@example.com")
            var expected = try #require(try await store.mailbox(try EmailAddress("a@example.com")))
            _ = try await store.delete(try EmailAddress("A@EXAMPLE.com"))
            expected.state = .deleted
            expected.messageCount = 0
            #expect(try await store.mailbox(expected.address) == expected)
            #expect(expected.seq == 2)
        },
        ContractCase("Deleting a mailbox releases the raw mails that only it had, each once") { store in
            try await store.add("a@example.com")
            try await store.add("b@example.com")
            try await store.add("both", to: "a@example.com")
            try await store.add("both", to: "b@example.com")
            for number in 1...3 { try await store.add("m\(number)", to: "a@example.com") }
            try await store.add("m4", to: "a@example.com", rawKey: "m3")
            #expect(try await store.delete(try EmailAddress("a@example.com")).sorted() == released(["m1", "m2", "m3"]))
            #expect(try await store.numbers(in: "b@example.com") == [1])
            #expect(try await store.delete(try EmailAddress("b@example.com")) == released(["both"]))
        },
        ContractCase("Deleting an empty, an unknown or a deleted mailbox releases nothing") { store in
            try await store.add("empty@example.com")
            try await store.add("deleted@example.com")
            try await store.add("m1", to: "deleted@example.com")
            _ = try await store.delete(try EmailAddress("deleted@example.com"))
            for address in ["empty@example.com", "deleted@example.com", "unknown@example.com"] {
                #expect(try await store.delete(try EmailAddress(address)) == [])
            }
            #expect(try await store.mailbox(try EmailAddress("unknown@example.com")) == nil)
        },
        ContractCase("Deleting an expired mailbox releases its raw mails") { store in
            try await store.add("a@example.com", minutes: 1)
            let message = try await store.add("m1", to: "a@example.com")
            #expect(try await store.delete(message.mailbox) == released(["m1"]))
            #expect(try await store.mailbox(message.mailbox)?.state == .deleted)
        },
    ]

    static let isolation: [ContractCase<any MailboxStore>] = [
        ContractCase("What happens in one mailbox does not show in another") { store in
            try await store.add("a@example.com", owner: "jane")
            try await store.add("b@example.com", owner: "jane")
            for number in 1...3 {
                try await store.add("m\(number)", to: "a@example.com")
                try await store.add("m\(number)", to: "b@example.com")
            }
            let before = try await store.messages(in: try EmailAddress("b@example.com"), before: nil, limit: 10, now: Sample.now)
            let mailbox = try await store.mailbox(try EmailAddress("b@example.com"))

            let first = try Sample.message("m1", to: "a@example.com")
            let second = try Sample.message("m2", to: "a@example.com")
            _ = try await store.mark(first.id, in: first.mailbox, isRead: true)
            _ = try await store.update(Sample.summary("Subject: changed\r\n\r\n"), of: first.id, in: first.mailbox)
            _ = try await store.delete(second.id, in: second.mailbox)
            try await store.add("m4", to: "a@example.com")
            _ = try await store.delete(first.mailbox)

            #expect(try await store.messages(in: try EmailAddress("b@example.com"), before: nil, limit: 10, now: Sample.now) == before)
            #expect(try await store.mailbox(try EmailAddress("b@example.com")) == mailbox)
            #expect(try await store.add("m4", to: "b@example.com").seq == 4)
        },
        ContractCase("An address that is the beginning of another has its own messages") { store in
            try await store.add("a@example.com")
            try await store.add("a@example.community")
            try await store.add("m1", to: "a@example.community")
            #expect(try await store.numbers(in: "a@example.com") == [])
            #expect(try await store.delete(try EmailAddress("a@example.com")) == [])
            #expect(try await store.numbers(in: "a@example.community") == [1])
        },
    ]
}
