import Mail
import Testing

extension MailboxStoreContract {
    static let commits: [ContractCase<any MailboxStore>] = [
        ContractCase("A mail that others wait for is stored like any other, and nobody's end of waiting takes it away") { store in
            try await store.add("a@example.com")
            let message = try Sample.message("m1", to: "a@example.com")
            let until = Sample.now.adding(minutes: 1)
            let commit = try await store.commit(message, within: Sample.plan(), pendingUntil: until, now: Sample.now)
            var stored = message
            stored.seq = 1
            #expect(commit == .stored(stored))
            #expect(try await store.commit(message, within: Sample.plan(), pendingUntil: until, now: Sample.now) == .duplicate(stored))
            for _ in 1...2 {
                for key in [message.rawKey, "never seen"] {
                    try await store.settleRawMail(key)
                    try await store.discardRawMail(key)
                }
            }
            #expect(try await store.message(message.id, in: message.mailbox, now: Sample.now) == stored)
            #expect(try await store.delete(message.id, in: message.mailbox) == released([message.rawKey]))
        },
        ContractCase("Messages are numbered from 1 in the order of their commits") { store in
            try await store.add("a@example.com")
            for number in 1...5 {
                var expected = try Sample.message("m\(number)", to: "a@example.com")
                let commit = try await store.commit(expected, within: Sample.plan(), now: Sample.now)
                expected.seq = number
                #expect(commit == .stored(expected))
                let mailbox = try #require(try await store.mailbox(expected.mailbox))
                #expect(mailbox.seq == number && mailbox.messageCount == number)
            }
        },
        ContractCase("The number that a message brings along does not count") { store in
            try await store.add("a@example.com")
            var message = try Sample.message("m1", to: "a@example.com")
            message.seq = 77
            #expect(try await store.add(message).seq == 1)
            #expect(try await store.message(message.id, in: message.mailbox, now: Sample.now)?.seq == 1)
        },
        ContractCase("Each mailbox numbers its own messages") { store in
            try await store.add("a@example.com")
            try await store.add("b@example.com")
            #expect(try await store.add("m1", to: "a@example.com").seq == 1)
            #expect(try await store.add("m2", to: "a@example.com").seq == 2)
            #expect(try await store.add("m1", to: "b@example.com").seq == 1)
            #expect(try await store.add("m3", to: "a@example.com").seq == 3)
            #expect(try await store.add("m2", to: "b@example.com").seq == 2)
        },
        ContractCase("A number is not given again after its message was deleted") { store in
            try await store.add("a@example.com")
            try await store.add("m1", to: "a@example.com")
            let second = try await store.add("m2", to: "a@example.com")
            _ = try await store.delete(second.id, in: second.mailbox)
            #expect(try await store.add("m3", to: "a@example.com").seq == 3)
        },
    ]

    static let refusals: [ContractCase<any MailboxStore>] = [
        ContractCase("A message for an unknown mailbox is refused") { store in
            let message = try Sample.message("m1", to: "a@example.com")
            #expect(try await store.commit(message, within: Sample.plan(), now: Sample.now) == .refused(.unknownMailbox))
            // Nothing of it is left that would make the next attempt a duplicate.
            try await store.add("a@example.com")
            #expect(try await store.add(message).seq == 1)
        },
        ContractCase("A message for an expired mailbox is refused, from the millisecond of the expiry on") { store in
            try await store.add("a@example.com", minutes: 10)
            let end = Sample.now.adding(minutes: 10)
            let last = Timestamp(millisecondsSince1970: end.millisecondsSince1970 - 1)
            let second = try Sample.message("m2", to: "a@example.com")
            #expect(try await store.commit(second, within: Sample.plan(), now: end) == .refused(.expired))
            let first = try Sample.message("m1", to: "a@example.com")
            guard case .stored = try await store.commit(first, within: Sample.plan(), now: last) else {
                throw Unexpected(description: "refused a millisecond too early")
            }
            #expect(try await store.mailbox(first.mailbox)?.messageCount == 1)
        },
        ContractCase("A message for a deleted mailbox is refused") { store in
            try await store.add("a@example.com")
            let message = try Sample.message("m1", to: "a@example.com")
            _ = try await store.delete(message.mailbox)
            #expect(try await store.commit(message, within: Sample.plan(), now: Sample.now) == .refused(.expired))
            #expect(try await store.page(after: nil, limit: 10) == [])
        },
        ContractCase("A message over the quota is refused and changes nothing") { store in
            try await store.add("a@example.com")
            let plan = Sample.plan(messages: 2)
            for number in 1...2 {
                _ = try await store.commit(try Sample.message("m\(number)", to: "a@example.com"), within: plan, now: Sample.now)
            }
            let third = try Sample.message("m3", to: "a@example.com")
            #expect(try await store.commit(third, within: plan, now: Sample.now) == .refused(.overQuota))
            let mailbox = try #require(try await store.mailbox(third.mailbox))
            #expect(mailbox.seq == 2 && mailbox.messageCount == 2)
            #expect(try await store.message(third.id, in: third.mailbox, now: Sample.now) == nil)
        },
        ContractCase("Deleting a message makes room for another below the quota") { store in
            try await store.add("a@example.com")
            let plan = Sample.plan(messages: 1)
            let first = try await store.add("m1", to: "a@example.com")
            var second = try Sample.message("m2", to: "a@example.com")
            #expect(try await store.commit(second, within: plan, now: Sample.now) == .refused(.overQuota))
            _ = try await store.delete(first.id, in: first.mailbox)
            let commit = try await store.commit(second, within: plan, now: Sample.now)
            second.seq = 2
            #expect(commit == .stored(second))
        },
        ContractCase("A plan of no messages takes none") { store in
            try await store.add("a@example.com")
            let message = try Sample.message("m1", to: "a@example.com")
            #expect(try await store.commit(message, within: Sample.plan(messages: 0), now: Sample.now) == .refused(.overQuota))
        },
    ]

    static let duplicates: [ContractCase<any MailboxStore>] = [
        ContractCase("A message that is committed again is a duplicate; the stored one is returned unchanged") { store in
            try await store.add("a@example.com")
            let first = try await store.add("m1", to: "a@example.com")
            try await store.add("m2", to: "a@example.com")
            var again = try Sample.message("m1", to: "a@example.com", rawKey: "another key")
            again.envelopeSender = nil
            again.isRead = true
            #expect(try await store.commit(again, within: Sample.plan(), now: Sample.now) == .duplicate(first))
            let mailbox = try #require(try await store.mailbox(first.mailbox))
            #expect(mailbox.seq == 2 && mailbox.messageCount == 2)
            #expect(try await store.message(first.id, in: first.mailbox, now: Sample.now) == first)
        },
        ContractCase("What was ever committed is known, deleted messages too") { store in
            try await store.add("a@example.com")
            let message = try Sample.message("m1", to: "a@example.com")
            #expect(try await store.hasCommitted(message.id) == false)
            _ = try await store.add(message)
            #expect(try await store.hasCommitted(message.id))
            _ = try await store.delete(message.id, in: message.mailbox)
            #expect(try await store.hasCommitted(message.id))
            _ = try await store.delete(message.mailbox)
            #expect(try await store.hasCommitted(message.id))
        },
        ContractCase("A duplicate is known as one also in a full mailbox") { store in
            try await store.add("a@example.com")
            let first = try await store.add("m1", to: "a@example.com")
            #expect(try await store.commit(first, within: Sample.plan(messages: 1), now: Sample.now) == .duplicate(first))
            #expect(try await store.commit(first, within: Sample.plan(messages: 0), now: Sample.now) == .duplicate(first))
        },
        ContractCase("A deleted message never comes back") { store in
            try await store.add("a@example.com")
            let first = try await store.add("m1", to: "a@example.com")
            _ = try await store.delete(first.id, in: first.mailbox)
            for plan in [Sample.plan(), Sample.plan(messages: 0)] {
                #expect(try await store.commit(first, within: plan, now: Sample.now) == .duplicate(nil))
            }
            let mailbox = try #require(try await store.mailbox(first.mailbox))
            #expect(mailbox.seq == 1 && mailbox.messageCount == 0)
            #expect(try await store.numbers(in: "a@example.com") == [])
        },
        ContractCase("One mail to two mailboxes is no duplicate") { store in
            try await store.add("a@example.com")
            try await store.add("b@example.com")
            let first = try await store.add("m1", to: "a@example.com")
            let second = try await store.add("m1", to: "b@example.com")
            #expect(first.id != second.id)
            #expect(first.seq == 1 && second.seq == 1)
        },
    ]
}
