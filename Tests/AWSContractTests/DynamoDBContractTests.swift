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
        let client = try AWSClient(environment: ProcessInfo.processInfo.environment)
        let name = "contract-\(Self.tables.add(1, ordering: .relaxed).newValue)"
        try await client.makeTable(name)
        try await MailboxStoreContract.$releasesRawMails.withValue(false) {
            try await contract.check(DynamoDBMailboxStore(DynamoDB(client, table: name)))
        }
    }

    @Test("S3 keeps the contract of raw mail stores", arguments: RawMailStoreContract.all)
    func rawMailStore(_ contract: ContractCase<any RawMailStore>) async throws {
        let client = try AWSClient(environment: ProcessInfo.processInfo.environment)
        let name = "contract-\(Self.tables.add(1, ordering: .relaxed).newValue)"
        try await client.makeBucket(name)
        try await contract.check(S3RawMailStore(S3(client), bucket: name))
    }
}
