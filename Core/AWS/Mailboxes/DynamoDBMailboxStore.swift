import Mail
import Synchronization

/// Mailboxes and messages in one DynamoDB table.
///
/// Each change is one transaction with conditions, so that any number of functions may work at once. `docs/data-model.md` describes the rows.
public struct DynamoDBMailboxStore: MailboxStore {
    static let tries = DynamoDB.tries
    let table: DynamoDB
    let memory: Memory
    let clock: any WallClock

    /// The store in a table.
    /// - Parameters:
    ///   - clock: says when the sweep is to look at what is given up.
    ///   - plansAreKept: how long a plan is known before it is read again; it is read together with a mailbox.
    public init(_ table: DynamoDB, clock: any WallClock = SystemClock(), plansAreKept: Duration = .seconds(60)) {
        self.table = table
        self.clock = clock
        memory = Memory(plansAreKept: plansAreKept)
    }

    // MARK: - Plans

    /// See ``MailboxStore/plan(named:)``.
    public func plan(named name: String) async throws -> Plan? {
        if let known = memory.plan(named: name) { return known }
        return try keep(try await table.get(TableKey.plan(name)), asPlan: name)
    }

    @discardableResult
    private func keep(_ row: Item?, asPlan name: String) throws -> Plan? {
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
        let mailbox = try await mailboxRow(address).map { try Mailbox(row: $0) }
        memory.keep(mailbox?.seq, of: address)
        return mailbox
    }

    /// Reads a mailbox, and with it the plans that were read too long ago: whoever asks for a mailbox asks for its plan next.
    private func mailboxRow(_ address: EmailAddress) async throws -> Item? {
        let key = TableKey.mailbox(address)
        let plans = memory.oldPlans()
        guard !plans.isEmpty else { return try await table.get(key) }
        let keys = [key] + plans.map { TableKey.plan($0) }
        let rows = try await table.get(keys)
        func find(_ key: Item) -> Item? { rows.first { TableKey.of($0) == key } }
        // One that cannot be read fails whoever asks for it.
        for (name, key) in zip(plans, keys.dropFirst()) { _ = try? keep(find(key), asPlan: name) }
        return find(key)
    }

    // MARK: - What changes have in common

    /// See ``DynamoDB/transactOrReasons(_:)``.
    func transact(_ writes: [DynamoDB.Write]) async throws -> [AWSError.CancellationReason]? { try await table.transactOrReasons(writes) }

    /// See ``DynamoDB/pause(_:)``.
    func pause(_ attempt: Int) async throws { try await DynamoDB.pause(attempt) }

    /// Too many others were faster.
    func contention(_ what: String) -> AWSError { DynamoDB.contention(what) }

    /// What an instance remembers: it never decides anything, the table does.
    final class Memory: Sendable {
        /// How much longer a plan serves than it is new: it is read with the mailbox, and asked for a little later.
        private static let grace = Duration.seconds(10)
        /// Plans that are read with a mailbox, at most.
        private static let plansAtOnce = 20

        private struct State {
            var plans: [String: (plan: Plan?, readAt: ContinuousClock.Instant)] = [:]
            var seqs: [String: Int] = [:]
        }
        private let state = Mutex(State())
        private let plansAreKept: Duration

        init(plansAreKept: Duration) { self.plansAreKept = plansAreKept }

        func plan(named name: String) -> Plan?? {
            state.withLock { state in
                guard let known = state.plans[name], .now < known.readAt + plansAreKept + Self.grace else { return nil }
                return .some(known.plan)
            }
        }

        /// The plans that are to be read again.
        func oldPlans() -> [String] {
            state.withLock { state in
                let now = ContinuousClock.now
                var names: [String] = []
                for (name, known) in state.plans where now >= known.readAt + plansAreKept && names.count < Self.plansAtOnce {
                    names.append(name)
                }
                return names.sorted()
            }
        }

        func keep(_ plan: Plan?, named name: String) {
            state.withLock { $0.plans[name] = (plan, .now) }
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
