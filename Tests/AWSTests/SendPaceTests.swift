import AWS
import FoundationEssentials
import Mail
import Synchronization
import Testing

/// A clock that sleeping moves, and an account whose answers are given.
private final class World: Sendable {
    struct State {
        var now = ContinuousClock.now
        var slept: [Duration] = []
        var asked = 0
        /// Nil for an account that does not answer.
        var answer: String?
        var sleepFails = false
    }
    struct Silence: Error {}

    let state = Mutex(State())

    init(_ answer: String?) { state.withLock { $0.answer = answer } }

    func set(_ answer: String?) { state.withLock { $0.answer = answer } }
    func advance(_ time: Duration) { state.withLock { $0.now += time } }
    var asked: Int { state.withLock { $0.asked } }
    var slept: [Duration] { state.withLock { $0.slept } }

    func pace(concurrency: Int = 1) -> SendPace {
        SendPace(
            concurrency: concurrency,
            ask: { [self] in
                let answer = state.withLock { state in
                    state.asked += 1
                    return state.answer
                }
                guard let answer else { throw Silence() }
                return try JSONDecoder().decode(SES.Account.self, from: Data(answer.utf8))
            },
            now: { [self] in state.withLock { $0.now } },
            sleep: { [self] time in
                try state.withLock { state in
                    if state.sleepFails { throw CancellationError() }
                    state.slept.append(time)
                    state.now += time
                }
            })
    }
}

private func account(perSecond: Double = 10, perDay: Double = 50_000, sent: Double = 0, isEnabled: Bool = true) -> String {
    """
    {"ProductionAccessEnabled": true, "SendingEnabled": \(isEnabled), "SendQuota":
     {"Max24HourSend": \(perDay), "MaxSendRate": \(perSecond), "SentLast24Hours": \(sent)}}
    """
}

@Suite struct SendPaceTests {
    /// How many mails go in ten seconds.
    private func count(_ pace: SendPace, _ world: World) async throws -> Int {
        let end = world.state.withLock { $0.now } + .seconds(10)
        var count = 0
        while world.state.withLock({ $0.now }) < end {
            #expect(try await pace.turn(atMost: .seconds(60)) == .go)
            count += 1
        }
        return count
    }

    @Test(arguments: [(1, 80...90), (2, 40...46), (10, 8...11)])
    func `Four fifths of the account's rate, shared by all instances`(_ concurrency: Int, _ expected: ClosedRange<Int>) async throws {
        let world = World(account(perSecond: 10))
        #expect(expected.contains(try await count(world.pace(concurrency: concurrency), world)))
        #expect(world.asked == 1)
    }

    @Test func `Without an answer it is a mail a second`() async throws {
        let world = World(nil)
        #expect((8...10).contains(try await count(world.pace(), world)))
        #expect(world.asked == 1)
    }

    @Test func `SES is asked every five minutes, and its last answer serves while it gives none`() async throws {
        let world = World(account(perSecond: 10))
        let pace = world.pace()
        _ = try await count(pace, world)
        world.set(nil)
        world.advance(.seconds(289))
        _ = try await pace.turn(atMost: .zero)
        #expect(world.asked == 1)
        world.advance(.seconds(2))
        _ = try await pace.turn(atMost: .zero)
        #expect(world.asked == 2)
        #expect((80...90).contains(try await count(pace, world)))
        #expect(world.asked == 2)
        world.set(account(perSecond: 100))
        world.advance(.seconds(300))
        #expect((800...890).contains(try await count(pace, world)))
        #expect(world.asked == 3)
    }

    @Test func `Where it takes longer than one waits nothing is waited for`() async throws {
        let world = World(account(perSecond: 1.25))
        let pace = world.pace()
        #expect(try await pace.turn(atMost: .zero) == .go)
        #expect(try await pace.turn(atMost: .milliseconds(500)) == .later(.seconds(1)))
        #expect(world.slept == [])
        #expect(try await pace.turn(atMost: .seconds(1)) == .go)
        #expect(world.slept == [.seconds(1)])
    }

    @Test func `A day that is used up, by others and by this one, puts mail off`() async throws {
        let world = World(account(perDay: 200, sent: 198))
        let pace = world.pace()
        #expect(try await pace.turn(atMost: .seconds(9)) == .go)
        #expect(try await pace.turn(atMost: .seconds(9)) == .go)
        #expect(try await pace.turn(atMost: .seconds(9)) == .later(SendPace.dayPause))
        world.advance(.seconds(301))
        world.set(account(perDay: 200, sent: 199))
        #expect(try await pace.turn(atMost: .seconds(9)) == .go)
        #expect(try await pace.turn(atMost: .seconds(9)) == .later(SendPace.dayPause))
    }

    @Test func `An account without a day's quota sends on, and one that is paused does not`() async throws {
        let open = World(account(perDay: -1, sent: 1_000_000))
        #expect(try await open.pace().turn(atMost: .zero) == .go)
        let paused = World(account(isEnabled: false))
        #expect(try await paused.pace().turn(atMost: .zero) == .later(SendPace.dayPause))
        let silent = World(#"{"ProductionAccessEnabled": true, "SendingEnabled": true}"#)
        #expect(try await silent.pace().turn(atMost: .zero) == .go)
    }

    @Test func `Who stops waiting gives the place back`() async throws {
        let world = World(account(perSecond: 1.25))
        let pace = world.pace()
        _ = try await pace.turn(atMost: .zero)
        world.state.withLock { $0.sleepFails = true }
        await #expect(throws: CancellationError.self) { try await pace.turn(atMost: .seconds(5)) }
        world.state.withLock { $0.sleepFails = false }
        #expect(try await pace.turn(atMost: .seconds(5)) == .go)
        #expect(world.slept == [.seconds(1)])
    }

    @Test func `Of many at once one asks`() async throws {
        let world = World(account(perSecond: 100))
        let pace = world.pace()
        let answers = try await withThrowingTaskGroup(of: PaceTurn.self) { group in
            for _ in 0..<20 { group.addTask { try await pace.turn(atMost: .seconds(1)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: .go, count: 20) && world.asked == 1)
        #expect(Unpaced().turn(atMost: .zero) == .go)
    }
}
