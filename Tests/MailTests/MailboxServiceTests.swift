import Mail
import MailContract
import Testing

@Suite("Mailbox service")
struct MailboxServiceTests {
    private let store = InMemoryMailboxStore()
    private let rawMail = RawMailProbe()
    private let clock = ManualClock(Sample.now)

    private func service(_ random: any RandomSource = SystemRandom(), domain: String = "example.com") -> MailboxService {
        MailboxService(store: store, rawMail: rawMail, clock: clock, random: random, watch: PollingWatch(), domains: [domain])
    }

    @Test("A new mailbox has an address of the service's domain, its plan's TTL and the token's hash")
    func create() async throws {
        let created = try await service().create(MailboxWish())
        #expect(created.mailbox.address.domain == "example.com")
        #expect(created.mailbox.owner == nil)
        #expect(created.mailbox.plan == Plan.anonymous.name)
        #expect(created.mailbox.createdAt == Sample.now)
        #expect(created.mailbox.expiresAt == Sample.now.adding(minutes: Plan.anonymous.defaultTTLMinutes))
        #expect(SessionToken.matches(created.token.value, hash: created.mailbox.tokenHash))
        #expect(try await service().mailbox(created.mailbox.address) == created.mailbox)
    }

    @Test("A mailbox with an owner is on the plan of who has no subscription")
    func owned() async throws {
        let created = try await service().create(MailboxWish(ttlMinutes: 5, owner: "jane"))
        #expect(created.mailbox.owner == "jane")
        #expect(created.mailbox.plan == Plan.free.name)
        #expect(created.mailbox.expiresAt == Sample.now.adding(minutes: 5))
    }

    @Test("The stored plan counts, not the built-in one")
    func storedPlan() async throws {
        await store.save(Plan(name: "anonymous", maxMailboxes: -1, maxMessagesPerMailbox: 1, defaultTTLMinutes: 7, maxTTLMinutes: 9))
        #expect(try await service().create(MailboxWish()).mailbox.expiresAt == Sample.now.adding(minutes: 7))
        #expect(try await service().create(MailboxWish(ttlMinutes: 100)).mailbox.expiresAt == Sample.now.adding(minutes: 9))
    }

    @Test("A friendly address is an adjective, an animal and two digits")
    func friendlyNames() async throws {
        let service = service()
        for _ in 0..<300 {
            let address = try await service.create(MailboxWish()).mailbox.address
            let words = address.localPart.split(separator: "-", omittingEmptySubsequences: false)
            try #require(words.count == 3)
            for word in words.prefix(2) {
                #expect(word.utf8.count >= 2)
                #expect(word.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
            }
            let number = try #require(Int(words[2]))
            #expect((10...99).contains(number))
        }
    }

    @Test("The random numbers choose the words: the first, and the last digits")
    func scriptedName() async throws {
        let first = try await service(ScriptedRandom(numbers: [0, 0, 0])).create(MailboxWish())
        #expect(first.mailbox.address.description == "able-adder-10@example.com")
        #expect(first.token.value == String(repeating: "00", count: 32))
        let last = try await service(ScriptedRandom(numbers: [0, 0, 89])).create(MailboxWish())
        #expect(last.mailbox.address.localPart == "able-adder-99")
    }

    @Test("A random number that would favour some words is drawn again")
    func rejectedNumbers() async throws {
        // 2^32 - 1 lies behind the last whole multiple of 90.
        let random = ScriptedRandom(numbers: [0, 0, UInt32.max, UInt32.max, 5])
        #expect(try await service(random).create(MailboxWish()).mailbox.address.localPart == "able-adder-15")
    }

    @Test("An address that is taken is followed by another one", arguments: 1...4)
    func clash(_ clashes: Int) async throws {
        _ = try await service(ScriptedRandom(numbers: [0, 0, 0])).create(MailboxWish())
        let numbers = [UInt32](repeating: 0, count: 3 * clashes) + [0, 0, 1]
        let created = try await service(ScriptedRandom(numbers: numbers)).create(MailboxWish())
        #expect(created.mailbox.address.localPart == "able-adder-11")
    }

    @Test("After five addresses that are taken there is no free one")
    func noFreeAddress() async throws {
        _ = try await service(ScriptedRandom(numbers: [0, 0, 0])).create(MailboxWish())
        let random = ScriptedRandom(numbers: [UInt32](repeating: 0, count: 15) + [0, 0, 1])
        await #expect(throws: MailboxService.CreationFailure.noFreeAddress(tries: 5)) {
            try await service(random).create(MailboxWish())
        }
    }

    @Test("A friendly address of an expired or deleted mailbox is not given out again", arguments: [true, false])
    func notGivenAgain(isDeleted: Bool) async throws {
        let first = try await service(ScriptedRandom(numbers: [0, 0, 0])).create(MailboxWish(ttlMinutes: 1))
        if isDeleted { try await service().delete(first.mailbox.address) } else { clock.advance(minutes: 1) }
        #expect(try await service().mailbox(first.mailbox.address) == nil)
        let second = try await service(ScriptedRandom(numbers: [0, 0, 0, 0, 0, 1])).create(MailboxWish())
        #expect(second.mailbox.address.localPart == "able-adder-11")
    }

    @Test("An owner whose plan allows no more is told the plan")
    func limit() async throws {
        var plan = Plan.free
        plan.maxMailboxes = 1
        await store.save(plan)
        let created = try await service().create(MailboxWish(owner: "jane"))
        await #expect(throws: MailboxService.CreationFailure.limitReached(plan: plan)) {
            try await service().create(MailboxWish(owner: "jane"))
        }
        _ = try await service().create(MailboxWish(owner: "john"))
        try await service().delete(created.mailbox.address)
        _ = try await service().create(MailboxWish(owner: "jane"))
    }

    @Test("A domain that is none is an error")
    func badDomain() async {
        await #expect(throws: EmailAddress.Invalid.self) { try await service(domain: "not a domain").create(MailboxWish()) }
    }

    @Test("Without randomness no mailbox is made")
    func noRandomness() async {
        await #expect(throws: ScriptedRandom.Exhausted.self) {
            try await service(ScriptedRandom(numbers: [])).create(MailboxWish())
        }
    }

    @Test("A mailbox is open until the minute of its expiry")
    func expiry() async throws {
        let created = try await service().create(MailboxWish(ttlMinutes: 10))
        clock.advance(minutes: 9)
        #expect(try await service().mailbox(created.mailbox.address) != nil)
        clock.advance(minutes: 1)
        #expect(try await service().mailbox(created.mailbox.address) == nil)
    }
}
