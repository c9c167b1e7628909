import Local
import Mail
import MailContract
import Testing

@Suite struct ContractTests {
    @Test("SQLite keeps the contract of mailbox stores", arguments: MailboxStoreContract.all)
    func mailboxStore(_ contract: ContractCase<any MailboxStore>) async throws {
        let scratch = try Scratch()
        try await contract.check(try SQLiteMailboxStore(path: scratch.path + "/postroom.sqlite"))
    }

    @Test("SQLite keeps the contract of account stores", arguments: AccountStoreContract.all)
    func accountStore(_ contract: ContractCase<any AccountStore & MailboxStore>) async throws {
        let scratch = try Scratch()
        try await contract.check(try SQLiteMailboxStore(path: scratch.path + "/postroom.sqlite"))
    }

    @Test("Files keep the contract of raw mail stores", arguments: RawMailStoreContract.all)
    func rawMailStore(_ contract: ContractCase<any RawMailStore>) async throws {
        let scratch = try Scratch()
        try await contract.check(try RawMailFiles(directory: scratch.path + "/raw"))
    }

    @Test("Local events keep the contract of publishers", arguments: EventPublisherContract.all)
    func events(_ contract: ContractCase<ObservedPublisher>) async throws {
        let events = LocalEvents()
        let stream = events.subscribe()
        let observed = ObservedPublisher(events) { count in
            var iterator = stream.makeAsyncIterator()
            var received: [MailboxEvent] = []
            while received.count < count, let event = await iterator.next() { received.append(event) }
            return received
        }
        try await contract.check(observed)
    }
}
