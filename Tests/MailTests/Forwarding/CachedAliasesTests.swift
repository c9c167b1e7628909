import Forwarding
import Mail
import Synchronization
import Testing

@Suite struct CachedAliasesTests {
    private let clock = ManualClock(Timestamp(millisecondsSince1970: 1_795_249_800_000))
    private let store = AskedStore()

    private func cache(limit: Int = 10_000) -> CachedAliases { CachedAliases(store, limit: limit, clock: clock) }

    private func keys(_ names: String...) throws -> [AliasKey] { try names.map { try AliasKey("\($0)@x.example") } }

    @Test func `An answer serves for a minute, and then no longer`() async throws {
        let cache = cache()
        let a = try keys("a")
        store.set(a[0], to: try Alias(EmailAddress("one@y.example")))
        for _ in 0..<3 { #expect(try await cache.aliases(a)[a[0]]?.targets.map(\.description) == ["one@y.example"]) }
        #expect(store.asked == [a])
        store.set(a[0], to: try Alias(EmailAddress("two@y.example")))
        clock.advance(minutes: 1)
        #expect(try await cache.aliases(a)[a[0]]?.targets.map(\.description) == ["two@y.example"])
        #expect(store.asked == [a, a])
    }

    @Test func `That there is no alias is remembered too`() async throws {
        let cache = cache()
        let a = try keys("a")
        for _ in 0..<3 { #expect(try await cache.aliases(a) == [:]) }
        #expect(store.asked == [a])
        store.set(a[0], to: try Alias(EmailAddress("one@y.example")))
        #expect(try await cache.aliases(a) == [:])
        clock.advance(minutes: 1)
        #expect(try await cache.aliases(a).count == 1)
    }

    @Test func `All that is unknown is asked for in one call, in order and once`() async throws {
        let cache = cache()
        let all = try keys("a", "b", "c", "d", "")
        for key in all { store.set(key, to: try Alias(EmailAddress("one@y.example"))) }
        _ = try await cache.aliases([all[1], all[3]])
        #expect(try await cache.aliases([all[2], all[1], all[0], all[2], all[3], all[4]]).count == 5)
        #expect(store.asked == [[all[1], all[3]], [all[2], all[0], all[4]]])
        #expect(try await cache.aliases([]) == [:])
        #expect(store.asked.count == 2)
    }

    @Test func `An error passes, is not remembered, and leaves what is known`() async throws {
        let cache = cache()
        let (a, b) = (try keys("a"), try keys("b"))
        store.set(a[0], to: try Alias(EmailAddress("one@y.example")))
        _ = try await cache.aliases(a)
        store.fail(true)
        await #expect(throws: AskedStore.Failure.self) { try await cache.aliases(a + b) }
        #expect(try await cache.aliases(a).count == 1)
        store.fail(false)
        #expect(try await cache.aliases(a + b).count == 1)
        #expect(store.asked == [a, b, b])
        clock.advance(minutes: 1)
        store.fail(true)
        await #expect(throws: AskedStore.Failure.self) { try await cache.aliases(a) }
    }

    @Test func `A clock that is set back makes nothing serve longer`() async throws {
        let cache = cache()
        let a = try keys("a")
        _ = try await cache.aliases(a)
        clock.advance(minutes: -10)
        _ = try await cache.aliases(a)
        #expect(store.asked == [a, a])
    }

    @Test func `With too many keys it begins anew`() async throws {
        let cache = cache(limit: 3)
        let all = try keys("a", "b", "c", "d", "e", "f", "g")
        _ = try await cache.aliases(Array(all[..<3]))
        _ = try await cache.aliases(Array(all[..<3]))
        #expect(store.asked.count == 1)
        _ = try await cache.aliases([all[3]])
        _ = try await cache.aliases([all[0]])
        _ = try await cache.aliases([all[3]])
        #expect(store.asked.dropFirst() == [[all[3]], [all[0]]])
        // More than it takes are answered nevertheless.
        for key in all { store.set(key, to: try Alias(EmailAddress("one@y.example"))) }
        clock.advance(minutes: 1)
        #expect(try await cache.aliases(all).count == 7)
    }

    @Test func `Many ask at once`() async throws {
        let cache = cache(limit: 20)
        let all = try (0..<40).map { try AliasKey("a\($0)@x.example") }
        for key in all { store.set(key, to: try Alias(EmailAddress("\(key.localPart ?? "")@y.example"))) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let some = [all[number % 40], all[number * 7 % 40]]
                    let found = try await cache.aliases(some)
                    for key in some { #expect(found[key]?.targets.first?.localPart == key.localPart) }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// Remembers what it was asked for.
private final class AskedStore: AliasStore {
    struct Failure: Error {}

    private struct State {
        var aliases: [AliasKey: Alias] = [:]
        var asked: [[AliasKey]] = []
        var fails = false
    }
    private let state = Mutex(State())

    var asked: [[AliasKey]] { state.withLock { $0.asked } }

    func set(_ key: AliasKey, to alias: Alias) { state.withLock { $0.aliases[key] = alias } }

    func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }

    func aliases(_ keys: [AliasKey]) async throws -> [AliasKey: Alias] {
        try state.withLock { state in
            state.asked.append(keys)
            guard !state.fails else { throw Failure() }
            return state.aliases.filter { keys.contains($0.key) }
        }
    }
}
