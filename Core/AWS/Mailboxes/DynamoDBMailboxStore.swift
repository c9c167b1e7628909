import Crypto
import Mail
import Synchronization

/// Mailboxes and messages in one DynamoDB table.
///
/// Each change is one transaction with conditions, so that any number of functions may work at once. `docs/data-model.md` describes the rows.
public struct DynamoDBMailboxStore: MailboxStore {
    /// How often a change is tried again when another came in between. Each loser waits a random while, so that one of many gets through soon.
    static let tries = 100
    /// How long a plan is known before it is read again.
    static let plansAreKept = Duration.seconds(60)

    let table: DynamoDB
    let memory = Memory()

    /// The store in a table.
    public init(_ table: DynamoDB) { self.table = table }

    // MARK: - Plans

    /// See ``MailboxStore/plan(named:)``.
    public func plan(named name: String) async throws -> Plan? {
        if let known = memory.plan(named: name) { return known }
        let row = try await table.get(TableKey.plan(name))
        let plan = try row.map { try Plan(row: $0) } ?? Plan.builtIn.first { $0.name == name }
        memory.keep(plan, named: name)
        return plan
    }

    /// See ``MailboxStore/save(_:)``.
    public func save(_ plan: Plan) async throws {
        try await table.write(.put(plan.row))
        memory.keep(plan, named: plan.name)
    }

    // MARK: - Mailboxes

    /// See ``MailboxStore/mailbox(_:)``.
    public func mailbox(_ address: EmailAddress) async throws -> Mailbox? {
        let mailbox = try await table.get(TableKey.mailbox(address)).map { try Mailbox(row: $0) }
        memory.keep(mailbox?.seq, of: address)
        return mailbox
    }

    // MARK: - What changes have in common

    /// Makes a transaction; the reasons, part by part, when it was refused.
    func transact(_ writes: [DynamoDB.Write]) async throws -> [AWSError.CancellationReason]? {
        do {
            try await table.transact(writes, token: try SecureRandom.bytes(16).hexadecimal)
            return nil
        } catch let error as AWSError where error.code == "TransactionCanceledException" && !error.cancellationReasons.isEmpty {
            return error.cancellationReasons
        }
    }

    /// Waits for a while that grows with the number of losses.
    func pause(_ attempt: Int) async throws {
        try await Task.sleep(for: .microseconds(Int64(Double.random(in: 0...1) * Double(min(2000 << min(attempt, 6), 60_000)))))
    }

    /// Too many others were faster.
    func contention(_ what: String) -> AWSError {
        AWSError(
            service: "DynamoDB", operation: "TransactWriteItems", code: "TransactionConflict",
            message: "\(what) was changed by others \(Self.tries) times in a row", isRetryable: true, outcome: .refused)
    }

    /// What an instance remembers: it never decides anything, the table does.
    final class Memory: Sendable {
        private struct State {
            var plans: [String: (plan: Plan?, until: ContinuousClock.Instant)] = [:]
            var seqs: [String: Int] = [:]
        }
        private let state = Mutex(State())

        func plan(named name: String) -> Plan?? {
            state.withLock { state in
                guard let known = state.plans[name], ContinuousClock.now < known.until else { return nil }
                return .some(known.plan)
            }
        }

        func keep(_ plan: Plan?, named name: String) {
            state.withLock { $0.plans[name] = (plan, .now + DynamoDBMailboxStore.plansAreKept) }
        }

        /// The number of the last message, as it was when somebody last looked: a commit that begins with it rarely has to look itself.
        func seq(of address: EmailAddress) -> Int? { state.withLock { $0.seqs[address.key] } }

        func keep(_ seq: Int?, of address: EmailAddress) {
            state.withLock { state in
                if state.seqs.count > 1000 { state.seqs = [:] }
                state.seqs[address.key] = seq
            }
        }
    }
}

extension AWSError.CancellationReason {
    /// Whether the part's condition does not hold.
    var isCondition: Bool { code == "ConditionalCheckFailed" }
}
