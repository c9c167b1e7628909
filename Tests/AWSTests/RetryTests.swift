import AWS
import HTTP
import Mail
import Testing

@Suite struct RetryTests {
    @Test(arguments: [
        "Throttling", "ThrottlingException", "SlowDown", "ProvisionedThroughputExceededException", "TooManyRequestsException",
    ])
    func `Throttling by code`(_ code: String) {
        #expect(RetryRules.isThrottling(code, status: 400))
    }

    @Test func `What may pass`() {
        #expect(RetryRules.isThrottling("Anything", status: 429))
        for status in [500, 502, 503, 504] { #expect(RetryRules.isTransient("Anything", status: status)) }
        for status in [400, 403, 404, 410, 413, 501, 505] {
            #expect(!RetryRules.isTransient("Anything", status: status) && !RetryRules.isThrottling("Anything", status: status))
        }
        #expect(RetryRules.isTransient("InternalServerError", status: 400) && RetryRules.isTransient("RequestTimeout", status: 400))
        #expect(!RetryRules.isTransient("ConditionalCheckFailedException", status: 400))
        #expect(
            RetryRules.isExpired("ExpiredToken") && RetryRules.isExpired("ExpiredTokenException") && !RetryRules.isExpired("AccessDenied"))
    }

    @Test func `Pauses double, and have a bound`() {
        #expect(RetryRules.pause(afterAttempt: 1, isThrottling: false, random: 1) == .milliseconds(50))
        #expect(RetryRules.pause(afterAttempt: 2, isThrottling: false, random: 1) == .milliseconds(100))
        #expect(RetryRules.pause(afterAttempt: 2, isThrottling: false, random: 0.5) == .milliseconds(50))
        #expect(RetryRules.pause(afterAttempt: 1, isThrottling: true, random: 1) == .seconds(1))
        #expect(RetryRules.pause(afterAttempt: 100, isThrottling: true, random: 1) == .seconds(20))
        #expect(RetryRules.pause(afterAttempt: 3, isThrottling: true, random: 0) == .zero)
    }

    @Test func `Tokens end, and come back with successes`() {
        let tokens = RetryTokens()
        for _ in 0..<100 { #expect(tokens.take(afterTimeout: false) == 5) }
        #expect(tokens.take(afterTimeout: false) == nil)
        for _ in 0..<5 { tokens.succeed(nil) }
        #expect(tokens.take(afterTimeout: true) == nil)
        #expect(tokens.take(afterTimeout: false) == 5)
        tokens.succeed(5)
        #expect(tokens.take(afterTimeout: false) == 5)
    }

    @Test func `A full bucket stays full`() {
        let tokens = RetryTokens()
        for _ in 0..<10 { tokens.succeed(10) }
        for _ in 0..<50 { #expect(tokens.take(afterTimeout: true) == 10) }
        #expect(tokens.take(afterTimeout: true) == nil)
    }

    @Test func `A wrong clock is learned from the Date of a refusal`() throws {
        let clock = ManualClock(try #require(Timestamp("2026-11-21T08:30:00Z")))
        let server = ServerClock(clock)
        #expect(!server.correct(by: [:], signedAt: server.now))
        #expect(!server.correct(by: ["Date": "no date"], signedAt: server.now))
        #expect(!server.correct(by: ["Date": "Sat, 21 Nov 2026 08:33:00 GMT"], signedAt: server.now))
        #expect(server.now == clock.now())
        let signed = server.now
        #expect(server.correct(by: ["Date": "Sat, 21 Nov 2026 09:30:00 GMT"], signedAt: signed))
        #expect(server.now.rfc3339 == "2026-11-21T09:30:00.000Z")
        // Another call, signed before that was known, learns it too; one that was signed after it does not.
        #expect(server.correct(by: ["Date": "Sat, 21 Nov 2026 09:30:00 GMT"], signedAt: signed))
        #expect(!server.correct(by: ["Date": "Sat, 21 Nov 2026 09:30:01 GMT"], signedAt: server.now))
        clock.advance(minutes: 60)
        #expect(server.correct(by: ["Date": "Sat, 21 Nov 2026 09:30:00 GMT"], signedAt: server.now))
        #expect(server.now.rfc3339 == "2026-11-21T09:30:00.000Z")
    }
}
