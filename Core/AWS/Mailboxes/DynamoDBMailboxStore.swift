import Mail

/// Mailboxes, messages, accounts and keys in one DynamoDB table.
///
/// Each change is one transaction with conditions, so that any number of functions may work at once. `docs/data-model.md` describes the rows.
public struct DynamoDBMailboxStore: MailboxStore {
    static let tries = DynamoDB.tries
    let table: DynamoDB
    let memory: StoreMemory
    let clock: any WallClock

    /// The store in a table.
    /// - Parameters:
    ///   - clock: says when the sweep is to look at what is given up.
    ///   - plansAreKept: how long a plan, and what an owner is on, are known before they are read again, together with a mailbox.
    public init(_ table: DynamoDB, clock: any WallClock = SystemClock(), plansAreKept: Duration = .seconds(60)) {
        self.table = table
        self.clock = clock
        memory = StoreMemory(plansAreKept: plansAreKept)
    }

    /// See ``MailboxStore/mailbox(_:)``.
    public func mailbox(_ address: EmailAddress) async throws -> Mailbox? {
        let mailbox = try await mailboxRow(address).map { try Mailbox(row: $0) }
        memory.keep(mailbox, at: address)
        return mailbox
    }

    // MARK: - What changes have in common

    /// See ``DynamoDB/transactOrReasons(_:)``.
    func transact(_ writes: [DynamoDB.Write]) async throws -> [AWSError.CancellationReason]? { try await table.transactOrReasons(writes) }

    /// See ``DynamoDB/pause(_:)``.
    func pause(_ attempt: Int) async throws { try await DynamoDB.pause(attempt) }

    /// Too many others were faster.
    func contention(_ what: String) -> AWSError { DynamoDB.contention(what) }
}
