import Mail
import MailContract
import Testing

@Suite("Delivery: how long a raw mail is needed")
struct DeliveryRawMailTests {
    private let pending = " pending until 2026-12-06T08:30:00.250Z"

    /// What was asked of the store to change, in order.
    private func changes(
        _ recipients: [String], failing: String? = nil, policy: DeliveryPolicy = DeliveryPolicy(domains: .only(["example.com"])),
        verdicts: Verdicts = Verdicts(), attempts: Int = 1
    ) async throws -> [String] {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let calls = FaultPlan(failing)
        let delivery = bench.delivery(policy, store: StoreProbe(bench.store, before: calls))
        for attempt in 1...attempts {
            let mail = bench.mail(to: recipients, verdicts: verdicts)
            if attempt < attempts || (failing != nil && attempts == 1) {
                await #expect(throws: (any Error).self) { try await delivery.deliver(mail) }
            } else {
                _ = try await delivery.deliver(mail)
            }
        }
        return calls.calls.filter { ["commit", "settle", "discard"].contains($0.prefix { $0 != " " }) }
    }

    @Test("A mail to one recipient is pending for nobody")
    func one() async throws {
        #expect(try await changes(["a@example.com"]) == ["commit a@example.com"])
        #expect(try await changes(["a@example.com", "A@example.com", "no address"]) == ["commit a@example.com"])
    }

    @Test("A mail to two is pending for 15 days after its receipt, until both are served")
    func two() async throws {
        let commits = ["commit a@example.com\(pending)", "commit b@example.com\(pending)"]
        #expect(try await changes(["a@example.com", "b@example.com"]) == commits + ["settle raw/1"])
        #expect(try await changes(["a@example.com", "nobody@example.com"]) == [commits[0], "settle raw/1"])
    }

    @Test("While one of two failed, it stays pending; the retry settles it")
    func failed() async throws {
        let commits = ["commit a@example.com\(pending)", "commit b@example.com\(pending)"]
        #expect(try await changes(["a@example.com", "b@example.com"], failing: "commit b") == commits)
        #expect(
            try await changes(["a@example.com", "b@example.com"], failing: "commit b", attempts: 2) == commits + commits + ["settle raw/1"])
    }

    @Test("What belongs to others too stays pending: they settle it")
    func notMine() async throws {
        #expect(try await changes(["a@example.com", "b@example.org"]) == ["commit a@example.com\(pending)"])
        #expect(try await changes(["nobody@example.com", "b@example.org"]) == [])
    }

    @Test("What nobody takes is discarded")
    func refused() async throws {
        #expect(try await changes(["nobody@example.com"]) == ["discard raw/1"])
        #expect(try await changes(["nobody@example.com", "no address"]) == ["discard raw/1"])
        #expect(try await changes([]) == [])
        let policy = DeliveryPolicy(domains: .any, virus: .refuse)
        #expect(try await changes(["a@example.com"], policy: policy, verdicts: Verdicts(virus: "FAIL")) == ["discard raw/1"])
    }

    @Test("A store that cannot be told fails the delivery, and the retry tells it", arguments: ["settle", "discard"])
    func unsettled(_ call: String) async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let delivery = bench.delivery(store: StoreProbe(bench.store, before: FaultPlan(call)))
        let mail = bench.mail(to: call == "settle" ? ["a@example.com", "b@example.com"] : ["nobody@example.com"])
        let error = try await #require(throws: RawMailUnsettled.self) { try await delivery.deliver(mail) }
        #expect(error.outcomes.count == mail.recipients.count)
        #expect("\(error)".contains("it could not be noted that the raw mail 'raw/1' waits for nobody"))
        #expect(try await delivery.deliver(mail).count == mail.recipients.count)
    }
}
