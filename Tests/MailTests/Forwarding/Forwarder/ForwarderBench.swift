import Forwarding
import MIME
import Mail
import MailContract
import Synchronization
import Testing

/// A forwarder whose parts are in memory, with faults, and everything that it did.
final class ForwarderBench: Sendable {
    struct Sent: Sendable {
        var target: String
        var from: String
        var entry: LedgerKey?
        var bytes: [UInt8]
        var id: String
    }

    let clock = ManualClock(Timestamp(millisecondsSince1970: 1_764_000_000_000))
    let faults = Faults()
    let ledger = InMemoryLedger()
    let targets = InMemoryTargetStates()
    let tokens = InMemoryReplyTokens()
    let key: ForwardingKey
    private let aliases: Mutex<[AliasKey: Alias]>
    private let mails = Mutex<[String: [UInt8]]>([:])
    private let log = Mutex<[Sent]>([])
    private let bounced = Mutex<[String]>([])
    private let waiting = Mutex<[DeferredMail]>([])
    private let aside = Mutex<[DeferredMail]>([])
    private let refusal = Mutex<@Sendable (Sent) -> SendFailure?>({ _ in nil })
    private let pauses = Mutex<[Duration]>([])
    let settings: ForwardingSettings
    let domains: Set<String>

    init(_ aliases: [String: Alias], domains: Set<String> = ["example.com"], settings: ForwardingSettings? = nil) throws {
        var all: [AliasKey: Alias] = [:]
        for (name, alias) in aliases { all[try AliasKey(name)] = alias }
        self.aliases = Mutex(all)
        self.domains = domains
        var standard = ForwardingSettings()
        standard.heldURL = "https://held.example"
        self.settings = settings ?? standard
        key = try #require(ForwardingKey([UInt8](repeating: 7, count: 32)))
    }

    var sent: [Sent] { log.withLock { $0 } }
    /// What went to targets, without notices.
    var copies: [Sent] { sent.filter { $0.entry != nil } }
    var notices: [Sent] { sent.filter { $0.entry == nil } }
    var bounces: [String] { bounced.withLock { $0 } }
    var queue: [DeferredMail] { waiting.withLock { $0 } }
    var givenUp: [DeferredMail] { aside.withLock { $0 } }

    func set(_ name: String, _ alias: Alias?) throws {
        let key = try AliasKey(name)
        aliases.withLock { $0[key] = alias }
    }

    /// What SES says to the mails that follow.
    func refuse(_ decide: @escaping @Sendable (Sent) -> SendFailure?) { refusal.withLock { $0 = decide } }

    /// The turns that come next have to wait so long.
    func pause(_ pauses: [Duration]) { self.pauses.withLock { $0 = pauses } }

    func put(_ id: String, _ text: String) { mails.withLock { $0[id] = Array(text.replacing("\n", with: "\r\n").utf8) } }

    func original(_ id: String) -> [UInt8]? { mails.withLock { $0[id] } }

    func request(_ id: String = "m1", to recipients: String..., sender: String? = "jane@ex.com", verdicts: Verdicts = Verdicts(spf: "PASS"))
        -> ForwardingRequest
    {
        ForwardingRequest(
            sesMessageID: id, rawKey: id, envelopeSender: sender, recipients: recipients, receivedAt: clock.now(), verdicts: verdicts)
    }

    func forwarder(hasQueue: Bool = true) -> Forwarder {
        Forwarder(
            Forwarder.Parts(
                router: AliasRouter(store: Aliases(bench: self), domains: domains), ledger: Ledger(bench: self),
                originals: Originals(bench: self),
                sender: Sender(bench: self), targets: Targets(bench: self), tokens: tokens, pace: Pace(bench: self),
                queue: hasQueue ? Queue(bench: self) : nil, key: key, clock: clock), settings: settings)
    }

    /// One attempt, as an invocation makes it.
    @discardableResult
    func forward(_ request: ForwardingRequest, attempt: Int = 0, isGivenBack: Bool = false) async throws -> [ForwardingOutcome] {
        try await forwarder().forward(request, attempt: attempt, isGivenBack: isGivenBack, until: clock.now().adding(minutes: 2))
    }

    /// What Lambda and the queue do: an invocation that fails is made again, and what was put off comes when it is time.
    func forwardToTheEnd(_ request: ForwardingRequest, events: Bool = true) async throws {
        for attempt in 0..<3 {
            do {
                try await forward(request)
                break
            } catch {
                faults.arm(nil)
                if attempt == 2 { throw error }
                clock.advance(minutes: 1)
            }
        }
        faults.arm(nil)
        if events { try await tellAll() }
        for _ in 0..<200 {
            guard let next = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
            if next.notBefore > clock.now() { clock.set(next.notBefore) }
            try await forward(next.request, attempt: next.attempt)
            if events { try await tellAll() }
        }
        Issue.record("it never ends")
    }

    /// SES says of everything that it has taken that it has.
    func tellAll() async throws {
        for mail in copies { _ = try await forwarder().note(SendingEvent(.sent, sesID: mail.id, entry: mail.entry)) }
    }

    func entries(_ id: String = "m1") -> [LedgerEntry] {
        ledger.entries(of: id).sorted { ($0.recipient.key, $0.target?.key ?? "") < ($1.recipient.key, $1.target?.key ?? "") }
    }

    func states(_ id: String = "m1") -> [String] { entries(id).map { "\($0.target?.key ?? "-") \($0.state.rawValue)" } }

    // MARK: Parts

    private struct Aliases: AliasStore {
        let bench: ForwarderBench
        func aliases(_ keys: [AliasKey]) async throws -> [AliasKey: Alias] {
            try await bench.faults.step { bench.aliases.withLock { all in InMemoryAliases(all).aliases(keys) } }
        }
    }

    private struct Ledger: ForwardingLedger {
        let bench: ForwarderBench
        func open(_ entries: [LedgerEntry], now: Timestamp) async throws -> [LedgerEntry] {
            try await bench.faults.step { bench.ledger.open(entries, now: now) }
        }
        func claim(_ key: LedgerKey, until lease: Timestamp, now: Timestamp) async throws -> LedgerEntry? {
            try await bench.faults.step { bench.ledger.claim(key, until: lease, now: now) }
        }
        func settle(_ key: LedgerKey, attempt: Int, _ change: LedgerChange, now: Timestamp) async throws -> Bool {
            try await bench.faults.step { bench.ledger.settle(key, attempt: attempt, change, now: now) }
        }
        func settle(_ key: LedgerKey, from states: Set<LedgerState>, _ change: LedgerChange, now: Timestamp) async throws -> LedgerEntry? {
            try await bench.faults.step { bench.ledger.settle(key, from: states, change, now: now) }
        }
        func entries(of mail: String) async throws -> [LedgerEntry] {
            try await bench.faults.step { bench.ledger.entries(of: mail) }
        }
        func entries(ofDay day: String, after next: String?) async throws -> (entries: [LedgerEntry], next: String?) {
            bench.ledger.entries(ofDay: day, after: next)
        }
    }

    private struct Originals: OriginalMails {
        let bench: ForwarderBench
        func open(_ key: String) async throws -> any OriginalMail {
            try await bench.faults.step {
                guard let bytes = bench.original(key) else { throw RawMailMissing(key: key) }
                return OriginalInMemory(bytes)
            }
        }
        func keep(_ key: String, until: Timestamp) async throws { try await bench.faults.step {} }
    }

    private struct Targets: TargetStates {
        let bench: ForwarderBench
        func disabled(_ targets: [EmailAddress]) async throws -> Set<AliasKey> {
            try await bench.faults.step { bench.targets.disabled(targets) }
        }
        func bounced(_ target: EmailAddress, mail: String, limit: Int, now: Timestamp) async throws -> (
            state: TargetState, isDisabledNow: Bool
        ) {
            try await bench.faults.step { bench.targets.bounced(target, mail: mail, limit: limit, now: now) }
        }
        func delivered(_ target: EmailAddress) async throws { try await bench.faults.step { bench.targets.delivered(target) } }
        func enable(_ target: EmailAddress) async throws { bench.targets.enable(target) }
    }

    private struct Pace: SendingPace {
        let bench: ForwarderBench
        func turn(atMost limit: Duration) async throws -> PaceTurn {
            bench.pauses.withLock { $0.isEmpty ? .go : .later($0.removeFirst()) }
        }
    }

    private struct Queue: DeferralQueue {
        let bench: ForwarderBench
        func put(_ mail: DeferredMail, now: Timestamp) async throws {
            try await bench.faults.step { bench.waiting.withLock { $0.append(mail) } }
        }
        func give(up mail: DeferredMail) async throws {
            try await bench.faults.step { bench.aside.withLock { $0.append(mail) } }
        }
    }

    private struct Sender: MailSender {
        let bench: ForwarderBench
        func send(_ mail: OutgoingMail, from: EmailAddress, to target: EmailAddress, for entry: LedgerKey?) async throws -> String {
            let bytes = try mail.bytes()
            #expect(bytes.count == mail.count)
            let id = "ses-\(bench.sent.count + 1)"
            let sent = Sent(target: target.description, from: from.description, entry: entry, bytes: bytes, id: id)
            if let failure = bench.refusal.withLock({ $0 })(sent) { throw failure }
            var isTaken = false
            do {
                return try await bench.faults.step {
                    isTaken = true
                    bench.log.withLock { $0.append(sent) }
                    return id
                }
            } catch {
                throw SendFailure(isTaken ? .unknown : .unavailable, "the connection was reset")
            }
        }
        func bounce(_ sesMessageID: String, for recipient: EmailAddress, _ kind: BounceKind) async throws {
            try await bench.faults.step { bench.bounced.withLock { $0.append("\(recipient) \(kind)") } }
        }
    }
}
