import AWS
import HTTP
import Mail
import Synchronization
import Testing

@Suite struct CredentialsCacheTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func key(_ name: String, endsAfterMinutes minutes: Int?) -> AWSCredentials {
        AWSCredentials(accessKeyID: name, secretAccessKey: "secret", expiration: minutes.map { start.adding(minutes: $0) })
    }

    struct Refused: Error, Equatable {}

    /// A source that gives what a test says, one answer after the other, the last again and again; and can be held back.
    private actor Script: AWSCredentialsSource {
        private var answers: [AWSCredentials?]
        private(set) var asked = 0
        private var isOpen: Bool
        private var waiting: [CheckedContinuation<Void, Never>] = []

        init(_ answers: [AWSCredentials?], isOpen: Bool = true) {
            self.answers = answers
            self.isOpen = isOpen
        }

        func open() {
            isOpen = true
            for one in waiting { one.resume() }
            waiting = []
        }

        func close() { isOpen = false }

        func credentials() async throws -> AWSCredentials? {
            asked += 1
            if !isOpen { await withCheckedContinuation { waiting.append($0) } }
            let answer = answers.count > 1 ? answers.removeFirst() : answers[0]
            guard let answer else { throw Refused() }
            return answer
        }

        func wasAsked() async { while asked == 0 { await Task.yield() } }
    }

    private let clock = ManualClock(start)

    @Test func `Many callers at once cause one request`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60)], isOpen: false)
        let cache = CredentialsCache(source, clock: clock)
        let found = try await withThrowingTaskGroup(of: AWSCredentials.self) { group in
            for number in 0..<50 {
                group.addTask { number % 2 == 0 ? try await cache.credentials() : try await cache.credentialsBeforeDeadline() }
            }
            await source.wasAsked()
            await source.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found.count == 50 && Set(found.map(\.accessKeyID)) == ["A"])
        #expect(await source.asked == 1)
    }

    @Test func `Credentials without an end are kept`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: nil), Self.key("B", endsAfterMinutes: nil)])
        let cache = CredentialsCache(source, clock: clock)
        _ = try await cache.credentials()
        clock.advance(minutes: 1_000_000)
        #expect(try await cache.credentials().accessKeyID == "A")
        #expect(await source.asked == 1)
    }

    @Test func `New ones are asked for five minutes before the end`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60), Self.key("B", endsAfterMinutes: 120)])
        let cache = CredentialsCache(source, clock: clock)
        _ = try await cache.credentials()
        clock.advance(minutes: 55)
        #expect(try await cache.credentials().accessKeyID == "A")
        clock.advance(minutes: 1)
        #expect(try await cache.credentials().accessKeyID == "B")
        #expect(await source.asked == 2)
    }

    @Test func `The old ones serve while no new ones come, and not after their end`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60), nil, nil, nil, Self.key("B", endsAfterMinutes: 120)])
        let cache = CredentialsCache(source, clock: clock)
        _ = try await cache.credentials()
        clock.advance(minutes: 57)
        for _ in 0..<5 { #expect(try await cache.credentialsBeforeDeadline().accessKeyID == "A") }
        // Within half a minute nobody asks again.
        #expect(await source.asked == 2)
        clock.advance(minutes: 1)
        #expect(try await cache.credentials().accessKeyID == "A")
        #expect(await source.asked == 3)
        clock.advance(minutes: 2)
        await #expect(throws: Refused.self) { try await cache.credentials() }
        #expect(try await cache.credentials().accessKeyID == "B")
    }

    @Test func `What a service refused as expired is forgotten, and nothing else`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60), Self.key("B", endsAfterMinutes: 60)])
        let cache = CredentialsCache(source, clock: clock)
        let old = try await cache.credentials()
        await cache.forget(old)
        #expect(try await cache.credentials().accessKeyID == "B")
        await cache.forget(old)
        #expect(try await cache.credentials().accessKeyID == "B")
        #expect(await source.asked == 2)
    }

    @Test func `A failure is not kept`() async throws {
        let source = Script([nil, Self.key("A", endsAfterMinutes: 60)])
        let cache = CredentialsCache(source, clock: clock)
        await #expect(throws: Refused.self) { try await cache.credentialsBeforeDeadline() }
        #expect(try await cache.credentials().accessKeyID == "A")
    }

    @Test func `A deadline ends the wait of one, and not that of the others`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60)], isOpen: false)
        let cache = CredentialsCache(source, clock: clock)
        let patient = Task { try await cache.credentialsBeforeDeadline() }
        await source.wasAsked()
        await #expect(throws: AWSCredentialsError.self) {
            try await RequestDeadline.$current.withValue(.now + .milliseconds(20)) { try await cache.credentialsBeforeDeadline() }
        }
        let cancelled = Task { try await cache.credentialsBeforeDeadline() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        await source.open()
        #expect(try await patient.value.accessKeyID == "A")
        #expect(await source.asked == 1)
    }

    @Test func `Good credentials are used while new ones take long, and nobody waits for those again at once`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60), Self.key("B", endsAfterMinutes: 120)])
        let cache = CredentialsCache(source, clock: clock, patience: .milliseconds(30))
        _ = try await cache.credentialsBeforeDeadline()
        await source.close()
        clock.advance(minutes: 56)
        #expect(try await cache.credentialsBeforeDeadline().accessKeyID == "A")
        #expect(await source.asked == 2)
        let begin = ContinuousClock.now
        for _ in 0..<100 { #expect(try await cache.credentialsBeforeDeadline().accessKeyID == "A") }
        #expect(ContinuousClock.now - begin < .seconds(2))
        // The one that hangs is still waited for, and no other is asked for.
        clock.advance(minutes: 1)
        #expect(try await cache.credentialsBeforeDeadline().accessKeyID == "A")
        #expect(await source.asked == 2)
        await source.open()
        while try await cache.credentialsBeforeDeadline().accessKeyID == "A" { await Task.yield() }
    }

    @Test func `Credentials that end too soon are not used while new ones take long`() async throws {
        let source = Script([Self.key("A", endsAfterMinutes: 60), Self.key("B", endsAfterMinutes: 120)])
        let cache = CredentialsCache(source, clock: clock, patience: .milliseconds(1))
        _ = try await cache.credentialsBeforeDeadline()
        await source.close()
        clock.advance(minutes: 60)
        await #expect(throws: AWSCredentialsError.self) {
            try await RequestDeadline.$current.withValue(.now + .milliseconds(30)) { try await cache.credentialsBeforeDeadline() }
        }
        await source.open()
    }

    @Test(
        arguments: [
            (#"{"AccessKeyId":"A","SecretAccessKey":"S"}"#, nil, nil),
            (#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T"}"#, "T", nil),
            (
                #"{"Code":"Success","AccessKeyId":"A","SecretAccessKey":"S","Token":"T","Expiration":"2026-11-21T08:30:00Z"}"#, "T",
                1_795_249_800_000
            ),
            (#"{"AccessKeyId":"A","SecretAccessKey":"S","Expiration":"2026-11-21T10:30:00.5+02:00"}"#, nil, 1_795_249_800_500),
        ] as [(String, String?, Int64?)])
    func `A document with credentials`(_ json: String, _ token: String?, _ end: Int64?) throws {
        let found = try CredentialDocument.read(Array(json.utf8), from: "x")
        #expect(
            found
                == AWSCredentials(
                    accessKeyID: "A", secretAccessKey: "S", sessionToken: token, expiration: end.map { .init(millisecondsSince1970: $0) }))
    }

    @Test(arguments: [
        "", "{}", "[]", "secret", #"{"AccessKeyId":"secret"}"#, #"{"AccessKeyId":1,"SecretAccessKey":"secret"}"#,
        #"{"AccessKeyId":"A","SecretAccessKey":"secret","Expiration":"never"}"#,
    ])
    func `A document without them says where it is from, and nothing of what is in it`(_ json: String) {
        #expect { try CredentialDocument.read(Array(json.utf8), from: "the source") } throws: {
            "\($0)".hasPrefix("the source gave ") && !"\($0)".contains("secret") && !"\($0)".contains("never")
        }
    }
}
