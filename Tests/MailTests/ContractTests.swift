import Forwarding
import Mail
import MailContract
import Testing

@Suite("The adapters that Mail brings along")
struct ContractTests {
    @Test("The store in memory keeps the contract of mailbox stores", arguments: MailboxStoreContract.all)
    func mailboxStore(_ contract: ContractCase<any MailboxStore>) async throws {
        try await contract.check(InMemoryMailboxStore())
    }

    @Test("The store in memory keeps the contract of account stores", arguments: AccountStoreContract.all)
    func accountStore(_ contract: ContractCase<any AccountStore & MailboxStore>) async throws {
        try await contract.check(InMemoryMailboxStore())
    }

    @Test("Raw mail in memory keeps the contract of raw mail stores", arguments: RawMailStoreContract.all)
    func rawMailStore(_ contract: ContractCase<any RawMailStore>) async throws {
        try await contract.check(InMemoryRawMail())
    }

    @Test("Aliases in memory keep the contract of alias stores", arguments: AliasStoreContract.all)
    func aliasStore(_ contract: ContractCase<AliasStoreContract.Maker>) async throws {
        try await contract.check { InMemoryAliases($0) }
    }

    @Test("The ledger in memory keeps the contract of ledgers", arguments: ForwardingLedgerContract.all)
    func ledger(_ contract: ContractCase<any ForwardingLedger>) async throws {
        try await contract.check(InMemoryLedger())
    }

    @Test("States of targets in memory keep the contract of target states", arguments: TargetStatesContract.all)
    func targetStates(_ contract: ContractCase<any TargetStates>) async throws {
        try await contract.check(InMemoryTargetStates())
    }

    @Test("The record of events keeps the contract of publishers", arguments: EventPublisherContract.all)
    func eventPublisher(_ contract: ContractCase<ObservedPublisher>) async throws {
        let record = RecordedEvents()
        try await contract.check(ObservedPublisher(record) { _ in await record.events })
    }

    @Test("The system's clock keeps the contract of clocks", arguments: WallClockContract.all)
    func systemClock(_ contract: ContractCase<any WallClock>) async throws {
        try await contract.check(SystemClock())
    }

    @Test("A clock that is set by hand keeps the contract of clocks", arguments: WallClockContract.all)
    func manualClock(_ contract: ContractCase<any WallClock>) async throws {
        try await contract.check(ManualClock(Sample.now))
    }

    @Test("The system's generator keeps the contract of random sources", arguments: RandomSourceContract.all)
    func systemRandom(_ contract: ContractCase<any RandomSource>) async throws {
        try await contract.check(SystemRandom())
    }
}
