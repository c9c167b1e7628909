import HTTP
import Mail

/// The pace of one instance of a function: its part of what SES lets the account send.
///
/// It asks SES for that every five minutes, when it is asked itself. What SES does not answer keeps nobody from sending.
public actor SendPace: SendingPace {
    /// Of what the account may send: the rest is for its other senders, and for clocks that differ.
    private static let share = 0.8
    /// Mails in a second where SES has never said: what every account may.
    private static let unknownRate = 1.0
    /// How long an answer serves.
    private static let served = Duration.seconds(5 * 60)
    /// How long mail is put off that the account may not send today: the 24 hours of the quota go on all the time.
    package static let dayPause = Duration.seconds(15 * 60)
    /// How long SES has to answer.
    private static let patience = Duration.seconds(5)

    private let concurrency: Double
    private let ask: @Sendable () async throws -> SES.Account
    private let now: @Sendable () -> ContinuousClock.Instant
    private let sleep: @Sendable (Duration) async throws -> Void

    private var bucket: TokenBucket
    private var asked: ContinuousClock.Instant?
    private var asking: Task<Void, Never>?
    private var account: SES.Account?
    /// Turns since SES last answered, which its number of sent mails does not have.
    private var turns = 0

    /// The pace of one of `concurrency` instances at most: the reserved concurrency of the function.
    public init(_ ses: SES, concurrency: Int = 1) {
        self.init(
            concurrency: concurrency, ask: { try await ses.account() }, now: { .now }, sleep: { try await Task.sleep(for: $0) })
    }

    /// The same with answers and a clock of one's own.
    package init(
        concurrency: Int, ask: @escaping @Sendable () async throws -> SES.Account, now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.concurrency = Double(max(1, concurrency))
        self.ask = ask
        self.now = now
        self.sleep = sleep
        bucket = TokenBucket(rate: Self.share * Self.unknownRate / Double(max(1, concurrency)), at: now())
    }

    /// See ``SendingPace/turn(atMost:)``. A day's quota that is used up, or an account that may not send, is no matter of patience: `.later` at once.
    public func turn(atMost patience: Duration) async throws -> PaceTurn {
        await refresh()
        guard maySendToday else { return .later(Self.dayPause) }
        switch bucket.take(at: now(), atMost: patience) {
        case .tooLong(let wait): return .later(wait)
        case .taken(let wait):
            turns += 1
            guard wait > .zero else { return .go }
            do {
                try await sleep(wait)
            } catch {
                turns -= 1
                bucket.giveBack(at: now())
                throw error
            }
            return .go
        }
    }

    private var maySendToday: Bool {
        guard let account else { return true }
        guard account.isSendingEnabled else { return false }
        // -1 is any number.
        guard let quota = account.quota, quota.perDay > 0 else { return true }
        return quota.sent + Double(turns) < quota.perDay
    }

    /// Asks SES, if that was long ago; whoever comes meanwhile waits for the same answer.
    private func refresh() async {
        if asking == nil, asked.map({ $0.duration(to: now()) >= Self.served }) ?? true {
            asked = now()
            asking = Task { await read() }
        }
        await asking?.value
    }

    private func read() async {
        defer { asking = nil }
        let deadline = ContinuousClock.now + Self.patience
        let before = turns
        guard
            let answer = try? await RequestDeadline.$current.withValue(
                RequestDeadline.current.map { min($0, deadline) } ?? deadline, operation: ask)
        else { return }
        account = answer
        turns -= before
        let rate = answer.quota.map(\.perSecond) ?? 0
        if rate > 0 { bucket.change(rate: Self.share * rate / concurrency, at: now()) }
    }
}
