import Mail
import Testing

extension MailboxStoreContract {
    static let ranges: [ContractCase<any MailboxStore>] = [
        ContractCase("Messages are read in either order, within bounds that are not among them") { store in
            try await addTen(to: store)
            #expect(try await store.numbers(MessageRange()) == (1...10).reversed())
            #expect(try await store.numbers(MessageRange(order: .oldestFirst)) == Array(1...10))
            #expect(try await store.numbers(MessageRange(after: 7)) == [10, 9, 8])
            #expect(try await store.numbers(MessageRange(after: 7, order: .oldestFirst)) == [8, 9, 10])
            #expect(try await store.numbers(MessageRange(before: 4, order: .oldestFirst)) == [1, 2, 3])
            #expect(try await store.numbers(MessageRange(after: 3, before: 7)) == [6, 5, 4])
            #expect(try await store.numbers(MessageRange(after: 3, before: 7, order: .oldestFirst)) == [4, 5, 6])
        },
        ContractCase("The limit leaves out what comes last in the order") { store in
            try await addTen(to: store)
            #expect(try await store.numbers(MessageRange(order: .oldestFirst), limit: 3) == [1, 2, 3])
            #expect(try await store.numbers(MessageRange(after: 4, order: .oldestFirst), limit: 2) == [5, 6])
            #expect(try await store.numbers(MessageRange(after: 4), limit: 2) == [10, 9])
            for none in [0, -1] { #expect(try await store.numbers(MessageRange(order: .oldestFirst), limit: none) == []) }
        },
        ContractCase("Bounds that no number has are bounds too") { store in
            try await addTen(to: store)
            for order in [MessageRange.Order.newestFirst, .oldestFirst] {
                for (after, before) in [
                    (10, nil), (.max, nil), (999_999_999_999, nil), (nil, 1), (nil, .min), (5, 6), (6, 5), (.max, .min),
                ] {
                    #expect(try await store.numbers(MessageRange(after: after, before: before, order: order)) == [])
                }
                for (after, before) in [(0, nil), (.min, .max), (-1, 11), (0, 999_999_999_999)] as [(Int?, Int?)] {
                    #expect(try await store.numbers(MessageRange(after: after, before: before, order: order)).count == 10)
                }
            }
        },
        ContractCase("Walking through a mailbox in commit order meets every message once, also those that come meanwhile") { store in
            try await addTen(to: store)
            var met: [Int] = []
            var range = MessageRange(order: .oldestFirst)
            while true {
                let page = try await store.numbers(range, limit: 3)
                guard let last = page.last else { break }
                met += page
                range = range.rest(behind: last)
                if met.count == 6 {
                    _ = try await store.delete(try Sample.message("m8", to: "a@example.com").id, in: try EmailAddress("a@example.com"))
                    try await store.add("m11", to: "a@example.com")
                }
            }
            #expect(met == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11])
        },
        ContractCase("In commit order too nothing is shown of an earlier mailbox, an ended one, and an unknown one") { store in
            try await addTen(to: store)
            let address = try EmailAddress("a@example.com")
            #expect(
                try await store.messages(in: address, MessageRange(order: .oldestFirst), limit: 9, now: Sample.now.adding(minutes: 60))
                    == [])
            #expect(
                try await store.messages(
                    in: try EmailAddress("b@example.com"), MessageRange(order: .oldestFirst), limit: 9, now: Sample.now)
                    == [])
            _ = try await store.delete(address)
            #expect(try await store.numbers(MessageRange(order: .oldestFirst)) == [])
            _ = try await store.create(try Sample.mailbox("a@example.com"), within: Sample.plan(), reclaims: true, now: Sample.now)
            for number in 11...13 { try await store.add("m\(number)", to: "a@example.com") }
            #expect(try await store.numbers(MessageRange(order: .oldestFirst), limit: 2) == [11, 12])
            #expect(try await store.numbers(MessageRange(after: 3, order: .oldestFirst), limit: 2) == [11, 12])
        },
    ]
}

extension MailboxStore {
    /// The numbers of the messages of `a@example.com` in a range.
    fileprivate func numbers(_ range: MessageRange, limit: Int = 1000) async throws -> [Int] {
        try await messages(in: try EmailAddress("a@example.com"), range, limit: limit, now: Sample.now).map(\.seq)
    }
}
