import Mail
import Synchronization

/// An ``AliasStore`` that knows for a while what another one has said, also that there is no alias.
///
/// What it does not know it asks for in one call. Errors are not remembered.
public final class CachedAliases: AliasStore {
    private struct Known {
        var alias: Alias?
        var askedAt: Timestamp
    }

    private let store: any AliasStore
    private let milliseconds: Int64
    private let limit: Int
    private let clock: any WallClock
    private let known = Mutex<[AliasKey: Known]>([:])

    /// Puts a cache before a store.
    /// - Parameters:
    ///   - kept: how long an answer serves.
    ///   - limit: how many keys are remembered at most; one more, and it begins anew.
    public init(_ store: any AliasStore, kept: Duration = .seconds(60), limit: Int = 10_000, clock: any WallClock = SystemClock()) {
        self.store = store
        milliseconds = kept.components.seconds * 1000 + kept.components.attoseconds / 1_000_000_000_000_000
        self.limit = limit
        self.clock = clock
    }

    /// See ``AliasStore/aliases(_:)``.
    public func aliases(_ keys: [AliasKey]) async throws -> [AliasKey: Alias] {
        let now = clock.now()
        var found: [AliasKey: Alias] = [:]
        var unknown: [AliasKey] = []
        known.withLock { known in
            var seen: Set<AliasKey> = []
            for key in keys where seen.insert(key).inserted {
                if let answer = known[key], serves(answer, at: now) {
                    found[key] = answer.alias
                } else {
                    unknown.append(key)
                }
            }
        }
        guard !unknown.isEmpty else { return found }
        let answers = try await store.aliases(unknown)
        keep(answers, of: unknown, askedAt: now)
        return found.merging(answers) { first, _ in first }
    }

    /// A clock that was set back makes nothing serve longer.
    private func serves(_ answer: Known, at now: Timestamp) -> Bool {
        let age = now.millisecondsSince1970 - answer.askedAt.millisecondsSince1970
        return age >= 0 && age < milliseconds
    }

    private func keep(_ answers: [AliasKey: Alias], of keys: [AliasKey], askedAt: Timestamp) {
        known.withLock { known in
            for key in keys {
                // An answer that came late does not take the place of a later one's.
                if let other = known[key], other.askedAt > askedAt, serves(other, at: clock.now()) { continue }
                if known[key] == nil, known.count >= limit { known = [:] }
                known[key] = Known(alias: answers[key], askedAt: askedAt)
            }
        }
    }
}
