import Mail
import Synchronization

/// What an instance of ``DynamoDBMailboxStore`` remembers: it never decides anything, the table does.
final class StoreMemory: Sendable {
    /// How much longer a row serves than it is new: it is read with the mailbox, and asked for a little later.
    private static let grace = Duration.seconds(10)
    /// Plans that are read with a mailbox, at most.
    private static let plansAtOnce = 20
    /// Mailboxes and owners that are remembered, at most.
    private static let most = 1000

    /// What was read, and when.
    private struct Known<Value> {
        var value: Value
        var readAt = ContinuousClock.now
    }

    private struct State {
        var plans: [String: Known<Plan?>] = [:]
        var subscriptions: [String: Known<Subscription?>] = [:]
        var mailboxes: [String: (seq: Int, owner: String?)] = [:]
    }
    private let state = Mutex(State())
    private let plansAreKept: Duration

    init(plansAreKept: Duration) { self.plansAreKept = plansAreKept }

    private func serves<Value>(_ known: Known<Value>) -> Bool { .now < known.readAt + plansAreKept + Self.grace }

    // MARK: - Plans

    func plan(named name: String) -> Plan?? {
        state.withLock { $0.plans[name] }.flatMap { serves($0) ? .some($0.value) : nil }
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
        state.withLock { $0.plans[name] = Known(value: plan) }
    }

    // MARK: - Subscriptions

    func subscription(of owner: String) -> Subscription?? {
        state.withLock { $0.subscriptions[owner] }.flatMap { serves($0) ? .some($0.value) : nil }
    }

    /// The owner that a mailbox had when somebody last looked, if what they are on is to be read again.
    func oldOwner(of address: EmailAddress) -> String? {
        state.withLock { state in
            guard let owner = state.mailboxes[address.key]?.owner else { return nil }
            return state.subscriptions[owner].map { .now >= $0.readAt + plansAreKept } ?? true ? owner : nil
        }
    }

    func keep(_ subscription: Subscription?, of owner: String) {
        state.withLock { state in
            if state.subscriptions.count > Self.most { state.subscriptions = [:] }
            state.subscriptions[owner] = Known(value: subscription)
        }
    }

    // MARK: - Mailboxes

    /// The number of the last message, as it was when somebody last looked: a commit that begins with it rarely has to look itself.
    func seq(of address: EmailAddress) -> Int? { state.withLock { $0.mailboxes[address.key]?.seq } }

    func keep(_ seq: Int, of address: EmailAddress) {
        state.withLock { $0.mailboxes[address.key, default: (0, nil)].seq = seq }
    }

    func keep(_ mailbox: Mailbox?, at address: EmailAddress) {
        state.withLock { state in
            if state.mailboxes.count > Self.most { state.mailboxes = [:] }
            state.mailboxes[address.key] = mailbox.map { ($0.seq, $0.owner) }
        }
    }
}
