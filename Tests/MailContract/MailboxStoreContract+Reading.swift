import Mail
import Testing

extension MailboxStoreContract {
    static let expiry: [ContractCase<any MailboxStore>] = [
        ContractCase("An expired mailbox shows no messages although they are still there") { store in
            try await store.add("a@example.com", minutes: 10)
            let message = try await store.add("m1", to: "a@example.com")
            let end = Sample.now.adding(minutes: 10)
            #expect(try await store.numbers(in: "a@example.com", now: end) == [])
            #expect(try await store.message(message.id, in: message.mailbox, now: end) == nil)

            let last = Timestamp(millisecondsSince1970: end.millisecondsSince1970 - 1)
            #expect(try await store.numbers(in: "a@example.com", now: last) == [1])
            #expect(try await store.message(message.id, in: message.mailbox, now: last) == message)
        },
        ContractCase("An expired mailbox is still found, with its state and its count") { store in
            try await store.add("a@example.com", minutes: 0)
            let mailbox = try #require(try await store.mailbox(try EmailAddress("a@example.com")))
            #expect(mailbox.state == .active)
            #expect(!mailbox.isOpen(at: Sample.now))
        },
        ContractCase("A deleted mailbox shows no messages") { store in
            try await store.add("a@example.com")
            let message = try await store.add("m1", to: "a@example.com")
            _ = try await store.delete(message.mailbox)
            #expect(try await store.numbers(in: "a@example.com") == [])
            #expect(try await store.message(message.id, in: message.mailbox, now: Sample.now) == nil)
        },
    ]

    static let listing: [ContractCase<any MailboxStore>] = [
        ContractCase("Messages are listed newest first") { store in
            try await addTen(to: store)
            #expect(try await store.numbers(in: "a@example.com") == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
        },
        ContractCase("A list is as long as its limit at most") { store in
            try await addTen(to: store)
            #expect(try await store.numbers(in: "a@example.com", limit: 0) == [])
            #expect(try await store.numbers(in: "a@example.com", limit: 1) == [10])
            #expect(try await store.numbers(in: "a@example.com", limit: 3) == [10, 9, 8])
            #expect(try await store.numbers(in: "a@example.com", limit: 10).count == 10)
            #expect(try await store.numbers(in: "a@example.com", limit: 11).count == 10)
        },
        ContractCase("A list begins below the number that it is asked for") { store in
            try await addTen(to: store)
            #expect(try await store.numbers(in: "a@example.com", before: 4) == [3, 2, 1])
            #expect(try await store.numbers(in: "a@example.com", before: 4, limit: 2) == [3, 2])
            #expect(try await store.numbers(in: "a@example.com", before: 2) == [1])
            for none in [1, 0, -5, .min] { #expect(try await store.numbers(in: "a@example.com", before: none) == []) }
            for all in [11, 999_999_999_999, .max] { #expect(try await store.numbers(in: "a@example.com", before: all).count == 10) }
        },
        ContractCase("Lists leave deleted messages out, and a cursor may point at one") { store in
            try await addTen(to: store)
            for number in [10, 5, 1] {
                let message = try Sample.message("m\(number)", to: "a@example.com")
                _ = try await store.delete(message.id, in: message.mailbox)
            }
            #expect(try await store.numbers(in: "a@example.com") == [9, 8, 7, 6, 4, 3, 2])
            #expect(try await store.numbers(in: "a@example.com", before: 5, limit: 2) == [4, 3])
            #expect(try await store.numbers(in: "a@example.com", before: 10, limit: 1) == [9])
        },
        ContractCase("Walking through the pages of a list meets every message once") { store in
            try await addTen(to: store)
            var met: [Int] = []
            var before: Int?
            while true {
                let page = try await store.numbers(in: "a@example.com", before: before, limit: 3)
                guard let last = page.last else { break }
                met += page
                before = last
            }
            #expect(met == (1...10).reversed())
        },
        ContractCase("The numbers of many messages are ordered as numbers") { store in
            try await store.add("a@example.com")
            for number in 1...105 { try await store.add("m\(number)", to: "a@example.com") }
            #expect(try await store.numbers(in: "a@example.com") == (1...105).reversed())
            #expect(try await store.numbers(in: "a@example.com", before: 101, limit: 3) == [100, 99, 98])
        },
        ContractCase("An unknown mailbox lists nothing and has no message") { store in
            try await addTen(to: store)
            #expect(try await store.numbers(in: "b@example.com") == [])
            let message = try Sample.message("m1", to: "a@example.com")
            #expect(try await store.message(message.id, in: try EmailAddress("b@example.com"), now: Sample.now) == nil)
        },
        ContractCase("An unknown message is nil") { store in
            try await addTen(to: store)
            let message = try Sample.message("m11", to: "a@example.com")
            #expect(try await store.message(message.id, in: message.mailbox, now: Sample.now) == nil)
        },
    ]

    static let pages: [ContractCase<any MailboxStore>] = [
        ContractCase("A store without messages has no page") { store in
            #expect(try await store.page(after: nil, limit: 10) == [])
            try await store.add("a@example.com")
            #expect(try await store.page(after: nil, limit: 10) == [])
        },
        ContractCase("Pages of every size meet every message of every mailbox once, in one order") { store in
            let addresses = ["b@example.com", "a@example.org", "B2@example.com", "ü@example.com", "a@example.com"]
            for address in addresses { try await store.add(address) }
            for number in 1...12 {
                for (index, address) in addresses.enumerated() where number % (index + 1) == 0 {
                    try await store.add("m\(number)", to: address)
                }
            }
            let all = try await store.page(after: nil, limit: 1000)
            #expect(all.count == 27)
            #expect(Set(all.map(\.id)).count == all.count)
            for address in addresses {
                let address = try EmailAddress(address)
                let numbers = all.filter { $0.mailbox == address }.map(\.seq)
                #expect(numbers == Array(1..<(numbers.count + 1)))
            }
            for limit in [1, 2, 3, 5, 26, 27, 28] { #expect(try await store.allPages(of: limit) == all) }
        },
        ContractCase("Pages have the messages of expired mailboxes, and those of deleted ones not") { store in
            try await store.add("expired@example.com", minutes: 1)
            try await store.add("deleted@example.com")
            let kept = try await store.add("m1", to: "expired@example.com")
            let removed = try await store.add("m1", to: "deleted@example.com")
            _ = try await store.delete(removed.mailbox)
            #expect(try await store.allPages(of: 1) == [kept])
        },
        ContractCase("A page goes on behind a message that was deleted in the meantime") { store in
            try await addTen(to: store)
            let page = try await store.page(after: nil, limit: 4)
            let last = try #require(page.last)
            _ = try await store.delete(last.id, in: last.mailbox)
            #expect(try await store.page(after: MessageCursor(last), limit: 2).map(\.seq) == [5, 6])
        },
        ContractCase("Changing messages does not change their order in pages") { store in
            try await addTen(to: store)
            let before = try await store.allPages(of: 3).map(\.id)
            for number in [3, 7, 1] {
                let message = try Sample.message("m\(number)", to: "a@example.com")
                _ = try await store.update(Sample.summary("Subject: changed\r\n\r\n"), of: message.id, in: message.mailbox)
                _ = try await store.mark(message.id, in: message.mailbox, isRead: true)
            }
            #expect(try await store.allPages(of: 3).map(\.id) == before)
        },
    ]

    /// Adds `a@example.com` with ten messages.
    static func addTen(to store: any MailboxStore) async throws {
        try await store.add("a@example.com")
        for number in 1...10 { try await store.add("m\(number)", to: "a@example.com") }
    }
}
