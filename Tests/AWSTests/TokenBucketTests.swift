import AWS
import Mail
import Testing

@Suite struct TokenBucketTests {
    private let start = ContinuousClock.now

    private func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func isClose(_ answer: TokenBucket.Answer, taken seconds: Double) -> Bool {
        guard case .taken(let wait) = answer else { return false }
        return abs(wait / .seconds(1) - seconds) < 1e-6
    }

    @Test func `A full bucket gives what comes in a second, then at its rate`() {
        var bucket = TokenBucket(rate: 4, at: start)
        for _ in 0..<4 { #expect(bucket.take(at: start, atMost: .zero) == .taken(wait: .zero)) }
        #expect(bucket.take(at: start, atMost: .zero) == .tooLong(.milliseconds(250)))
        #expect(bucket.take(at: after(0.25), atMost: .zero) == .taken(wait: .zero))
        #expect(bucket.take(at: after(0.25), atMost: .zero) == .tooLong(.milliseconds(250)))
    }

    @Test func `Each that waits waits behind those before`() {
        var bucket = TokenBucket(rate: 2, at: start)
        for _ in 0..<2 { _ = bucket.take(at: start, atMost: .zero) }
        for place in 1...6 { #expect(isClose(bucket.take(at: start, atMost: .seconds(10)), taken: Double(place) / 2)) }
        #expect(bucket.take(at: start, atMost: .seconds(3)) == .tooLong(.milliseconds(3500)))
        // What was refused takes no place.
        #expect(isClose(bucket.take(at: after(1), atMost: .seconds(3)), taken: 2.5))
    }

    @Test func `It holds no more than a second's tokens, and one at least`() {
        var bucket = TokenBucket(rate: 2, at: start)
        for _ in 0..<2 { #expect(bucket.take(at: after(1000), atMost: .zero) == .taken(wait: .zero)) }
        #expect(bucket.take(at: after(1000), atMost: .zero) != .taken(wait: .zero))
        var slow = TokenBucket(rate: 0.1, at: start)
        #expect(slow.take(at: start, atMost: .zero) == .taken(wait: .zero))
        #expect(slow.take(at: after(5), atMost: .seconds(1)) == .tooLong(.seconds(5)))
        #expect(slow.take(at: after(10), atMost: .zero) == .taken(wait: .zero))
    }

    @Test func `Another rate counts from then on`() {
        var bucket = TokenBucket(rate: 1, at: start)
        _ = bucket.take(at: start, atMost: .zero)
        bucket.change(rate: 10, at: after(0.5))
        #expect(isClose(bucket.take(at: after(0.5), atMost: .seconds(1)), taken: 0.05))
        bucket.change(rate: 1, at: after(100))
        _ = bucket.take(at: after(100), atMost: .zero)
        #expect(bucket.take(at: after(100), atMost: .zero) == .tooLong(.seconds(1)))
    }

    @Test func `A token that was not used serves the next`() {
        var bucket = TokenBucket(rate: 1, at: start)
        _ = bucket.take(at: start, atMost: .zero)
        #expect(bucket.take(at: start, atMost: .seconds(1)) == .taken(wait: .seconds(1)))
        bucket.giveBack(at: start)
        #expect(bucket.take(at: start, atMost: .seconds(1)) == .taken(wait: .seconds(1)))
    }

    @Test(arguments: [0, -1, 1e-300, .nan, .infinity]) func `A rate that is none stops nobody for ever`(_ rate: Double) {
        var bucket = TokenBucket(rate: rate, at: start)
        #expect(bucket.rate > 0 && bucket.rate <= 1)
        #expect(bucket.take(at: start, atMost: .zero) == .taken(wait: .zero))
        guard case .tooLong(let wait) = bucket.take(at: start, atMost: .zero) else {
            Issue.record("it gives too much")
            return
        }
        #expect(wait <= .seconds(3601))
    }

    @Test func `A clock that seems to go back changes nothing`() {
        var bucket = TokenBucket(rate: 1, at: after(10))
        _ = bucket.take(at: after(10), atMost: .zero)
        #expect(bucket.take(at: after(5), atMost: .zero) == .tooLong(.seconds(1)))
    }
}
