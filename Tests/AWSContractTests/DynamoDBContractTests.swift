import AWS
import FoundationEssentials
import Mail
import MailContract
import Synchronization
import Testing

/// What every adapter of a protocol of Mail does, on AWS's side. They need a DynamoDB and an S3: `Tests/Integration/test_aws_contracts.py` starts
/// the double and runs them against it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["POSTROOM_TEST_AWS"] != nil, "test_aws_contracts.py runs these against the double"))
struct DynamoDBContractTests {
    private static let tables = Atomic(0)

    @Test("DynamoDB keeps the contract of mailbox stores", arguments: MailboxStoreContract.all)
    func mailboxStore(_ contract: ContractCase<any MailboxStore>) async throws {
        let table = try await Self.table()
        try await MailboxStoreContract.$releasesRawMails.withValue(false) {
            try await contract.check(DynamoDBMailboxStore(table))
        }
    }

    @Test("DynamoDB keeps the contract of account stores", arguments: AccountStoreContract.all)
    func accountStore(_ contract: ContractCase<any AccountStore & MailboxStore>) async throws {
        try await contract.check(DynamoDBMailboxStore(try await Self.table()))
    }

    @Test func `Whoever changes the end of a mailbox changes its place in the index and its slot`() async throws {
        let table = try await Self.table()
        let store = DynamoDBMailboxStore(table)
        let address = try EmailAddress("a@example.com")
        let mailbox = try Sample.mailbox("a@example.com", owner: "jane")
        _ = try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
        for minutes in [600, 0] {
            let end = Sample.now.adding(minutes: minutes)
            _ = try await store.change(address, MailboxChange(expiresAt: end), now: Sample.now)
            let row = try #require(try await table.get(["pk": "MB#a@example.com", "sk": "META"]))
            let slot = try #require(try await table.get(["pk": "OWN#jane", "sk": "MB#a@example.com"]))
            #expect(row["expires_at"] == .number(end.millisecondsSince1970) && slot["expires_at"] == row["expires_at"])
            // A whole minute behind the end.
            let place = try #require(row["exp_pk"]?.text).split(separator: "#")
            #expect(place.count == 3 && place[1] == "\(end.minute + 1)")
        }
    }

    @Test func `A mailbox whose slot was given back, since somebody saw it end, is not revived`() async throws {
        let store = DynamoDBMailboxStore(try await Self.table())
        let mailbox = try Sample.mailbox("a@example.com", owner: "jane", minutes: 10)
        let end = mailbox.expiresAt
        _ = try await store.create(mailbox, within: Sample.plan(mailboxes: 1), reclaims: false, now: Sample.now)
        let other = try Sample.mailbox("b@example.com", owner: "jane", start: end)
        #expect(try await store.create(other, within: Sample.plan(mailboxes: 1), reclaims: false, now: end) == .created(other))
        let late = Timestamp(millisecondsSince1970: end.millisecondsSince1970 - 1)
        #expect(try await store.change(mailbox.address, MailboxChange(expiresAt: end.adding(minutes: 60)), now: late) == nil)
        #expect(try await store.mailbox(mailbox.address) == mailbox)
        #expect(try await store.openMailboxes(of: "jane", now: end) == 1)
    }

    @Test func `What an account is on is read again after a while, with the mailbox`() async throws {
        let table = try await Self.table()
        let (first, second) = (DynamoDBMailboxStore(table), DynamoDBMailboxStore(table, plansAreKept: .zero))
        let mailbox = try Sample.mailbox("a@example.com", owner: "jane")
        _ = try await first.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
        _ = try await first.add(Account(name: "jane", createdAt: Sample.now))
        for plan in [Plan.free, .local, .anonymous, .free] {
            let subscription = plan == .free ? nil : Subscription(plan: plan.name, since: Sample.now)
            #expect(try await first.subscribe("jane", to: subscription))
            let found = try #require(try await second.mailbox(mailbox.address))
            #expect(try await second.plan(of: found, now: Sample.now) == plan)
        }
    }

    private static func table() async throws -> DynamoDB {
        let client = try AWSClient(environment: ProcessInfo.processInfo.environment)
        let name = "contract-\(tables.add(1, ordering: .relaxed).newValue)"
        try await client.makeTable(name)
        return DynamoDB(client, table: name)
    }

    @Test("S3 keeps the contract of raw mail stores", arguments: RawMailStoreContract.all)
    func rawMailStore(_ contract: ContractCase<any RawMailStore>) async throws {
        let client = try AWSClient(environment: ProcessInfo.processInfo.environment)
        let name = "contract-\(Self.tables.add(1, ordering: .relaxed).newValue)"
        try await client.makeBucket(name)
        try await contract.check(S3RawMailStore(S3(client), bucket: name))
    }
}
