import AWS
import AWSForwarding
import Forwarding
import FoundationEssentials
import Mail
import MailContract
import Synchronization
import Testing

/// What every adapter of a protocol of Forwarding does, on AWS's side; see ``DynamoDBContractTests``.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["POSTROOM_TEST_AWS"] != nil, "test_aws_contracts.py runs these against the double"))
struct ForwardingContractTests {
    private static let tables = Atomic(0)

    private static func table() async throws -> DynamoDB {
        let client = try AWSClient(environment: ProcessInfo.processInfo.environment)
        let name = "forwarding-\(tables.add(1, ordering: .relaxed).newValue)"
        try await client.makeTable(name)
        return DynamoDB(client, table: name)
    }

    @Test("DynamoDB keeps the contract of ledgers", arguments: ForwardingLedgerContract.all)
    func ledger(_ contract: ContractCase<any ForwardingLedger>) async throws {
        try await contract.check(DynamoDBLedger(try await Self.table(), pageLimit: 7))
    }

    @Test("DynamoDB keeps the contract of target states", arguments: TargetStatesContract.all)
    func targetStates(_ contract: ContractCase<any TargetStates>) async throws {
        try await contract.check(DynamoDBTargetStates(try await Self.table()))
    }

    @Test("DynamoDB keeps the contract of alias stores", arguments: AliasStoreContract.all)
    func aliases(_ contract: ContractCase<AliasStoreContract.Maker>) async throws {
        try await contract.check { aliases in
            let store = DynamoDBAliases(try await Self.table())
            for (key, alias) in aliases { try await store.put(alias, as: key) }
            return store
        }
    }

    @Test("DynamoDB keeps the contract of aliases that are edited", arguments: AliasEditingContract.all)
    func editing(_ contract: ContractCase<any AliasEditing>) async throws {
        try await contract.check(DynamoDBAliases(try await Self.table()))
    }

    @Test func `Of 10 who ask for the secret at once all get the same, and so do others later`() async throws {
        let table = try await Self.table()
        let codes = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<10 { group.addTask { try await DynamoDBForwardingKey(table).key().code("test", "x") } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(codes == [try await DynamoDBForwardingKey(table).key().code("test", "x")])
        #expect(codes != [try await DynamoDBForwardingKey(try await Self.table()).key().code("test", "x")])
    }

    /// The parameters of an account are one place for all.
    @Suite(.serialized) struct Parameters {
        private static func empty() async throws -> SSMAliases {
            let store = SSMAliases(SSM(try AWSClient(environment: ProcessInfo.processInfo.environment)))
            for stored in try await store.all(of: nil) {
                if let key = stored.key { try await store.remove(key) }
            }
            return store
        }

        @Test("Parameter Store keeps the contract of alias stores", arguments: AliasStoreContract.all)
        func aliases(_ contract: ContractCase<AliasStoreContract.Maker>) async throws {
            try await contract.check { aliases in
                let store = try await Self.empty()
                for (key, alias) in aliases { try await store.put(alias, as: key) }
                return store
            }
        }

        @Test("Parameter Store keeps the contract of aliases that are edited", arguments: AliasEditingContract.all)
        func editing(_ contract: ContractCase<any AliasEditing>) async throws {
            try await contract.check(try await Self.empty())
        }
    }
}
