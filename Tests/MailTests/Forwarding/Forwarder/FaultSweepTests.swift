import Forwarding
import MIME
import Mail
import Testing

@Suite("A step that fails, and what comes after it")
struct FaultSweepTests {
    private static let mail = """
        From: Jane <jane@ex.com>
        To: hello@example.com
        Subject: Hello

        The text.
        """

    private struct Scenario: CustomTestStringConvertible {
        var testDescription: String
        var aliases: [String: Alias]
        var recipients: [String]
        var verdicts = Verdicts(spf: "PASS")
        /// How many copies there are, and the states in the end.
        var copies: [String]
        var states: [String]
        var notices = 0
        var bounces = 0
    }

    private static func address(_ text: String) throws -> EmailAddress { try EmailAddress(text) }

    private static func scenarios() throws -> [Scenario] {
        var one = Alias(try address("a@x.org"))
        one.owner = try address("owner@x.org")
        let three = Alias(try address("a@x.org"), try address("b@x.org"), try address("c@x.org"))
        var blocking = three
        blocking.blockedSenders = [try BlockedSender("jane@ex.com")]
        var quarantine = one
        quarantine.spam = .quarantine
        var returning = one
        returning.spam = .bounce
        return [
            Scenario(
                testDescription: "one target", aliases: ["hello@example.com": one], recipients: ["hello@example.com"], copies: ["a@x.org"],
                states: ["a@x.org sent"]),
            Scenario(
                testDescription: "three targets", aliases: ["hello@example.com": three], recipients: ["hello@example.com"],
                copies: ["a@x.org", "b@x.org", "c@x.org"], states: ["a@x.org sent", "b@x.org sent", "c@x.org sent"]),
            Scenario(
                testDescription: "two aliases", aliases: ["hello@example.com": one, "sales@example.com": three],
                recipients: ["hello@example.com", "sales@example.com", "box@elsewhere.test"],
                copies: ["a@x.org", "a@x.org", "b@x.org", "c@x.org"],
                states: ["a@x.org sent", "a@x.org sent", "b@x.org sent", "c@x.org sent"]),
            Scenario(
                testDescription: "a blocked sender", aliases: ["hello@example.com": blocking], recipients: ["hello@example.com"],
                copies: [],
                states: ["a@x.org refused", "b@x.org refused", "c@x.org refused"]),
            Scenario(
                testDescription: "quarantine", aliases: ["hello@example.com": quarantine], recipients: ["hello@example.com"],
                verdicts: Verdicts(spam: "FAIL", spf: "PASS"), copies: [], states: ["- quarantined"], notices: 1),
            Scenario(
                testDescription: "spam that goes back", aliases: ["hello@example.com": returning], recipients: ["hello@example.com"],
                verdicts: Verdicts(spam: "FAIL", spf: "PASS"), copies: [], states: ["- refused"], bounces: 1),
            Scenario(
                testDescription: "no alias", aliases: [:], recipients: ["hello@example.com"], copies: [], states: ["- refused"], bounces: 1),
        ]
    }

    private static func bench(_ scenario: Scenario, _ unsure: ForwardingSettings.Unsure) throws -> ForwarderBench {
        var settings = ForwardingSettings()
        settings.unsure = unsure
        settings.heldURL = "https://held.example"
        let bench = try ForwarderBench(scenario.aliases, settings: settings)
        bench.put("m1", mail)
        return bench
    }

    private static func request(_ bench: ForwarderBench, _ scenario: Scenario) -> ForwardingRequest {
        var request = bench.request(verdicts: scenario.verdicts)
        request.recipients = scenario.recipients
        return request
    }

    /// How many steps a scenario has without a fault.
    private static func steps(_ scenario: Scenario) async throws -> Int {
        let bench = try bench(scenario, .resend)
        bench.faults.arm(nil)
        try await bench.forward(request(bench, scenario))
        return bench.faults.steps
    }

    private static func check(_ bench: ForwarderBench, _ scenario: Scenario, _ where: String) {
        #expect(bench.states() == scenario.states, "\(`where`)")
        #expect(bench.copies.map(\.target).sorted() == scenario.copies, "\(`where`)")
        #expect(bench.queue.isEmpty, "\(`where`)")
    }

    @Test("leaves one copy for each target, and the ledger right, when events come")
    func withEvents() async throws {
        for scenario in try Self.scenarios() {
            let steps = try await Self.steps(scenario)
            #expect(steps >= 4)
            for step in 1...steps {
                for mode in Faults.Mode.allCases {
                    for unsure in ForwardingSettings.Unsure.allCases {
                        let bench = try Self.bench(scenario, unsure)
                        let place = "\(scenario.testDescription), step \(step), \(mode), \(unsure)"
                        bench.faults.arm(step, mode)
                        try await bench.forwardToTheEnd(Self.request(bench, scenario))
                        guard unsure == .resend || bench.states().allSatisfy({ !$0.hasSuffix("failed") }) else {
                            // It was taken for sending, and nobody knows what came of it: nobody sends a second copy.
                            #expect(mode != .failsBefore, "\(place)")
                            #expect(bench.entries().filter { $0.state == .failed }.allSatisfy { $0.reason == "unsure" }, "\(place)")
                            #expect(bench.notices.count == 1 && bench.givenUp.count == 1, "\(place)")
                            continue
                        }
                        Self.check(bench, scenario, place)
                        // Who is told, is told once at the most, and once where nothing failed on the way.
                        #expect(bench.notices.count <= scenario.notices && bench.bounces.count <= scenario.bounces, "\(place)")
                    }
                }
            }
        }
    }

    @Test("never leaves a second copy without events when they are not wanted, and never none when they are")
    func withoutEvents() async throws {
        for scenario in try Self.scenarios() {
            for step in 1...(try await Self.steps(scenario)) {
                for mode in Faults.Mode.allCases {
                    for unsure in ForwardingSettings.Unsure.allCases {
                        let bench = try Self.bench(scenario, unsure)
                        let place = "\(scenario.testDescription), step \(step), \(mode), \(unsure)"
                        bench.faults.arm(step, mode)
                        try await bench.forwardToTheEnd(Self.request(bench, scenario), events: false)
                        #expect(bench.entries().allSatisfy { $0.state.isFinal }, "\(place)")
                        let copies = bench.copies.map(\.target).sorted()
                        switch unsure {
                        case .hold:
                            #expect(
                                Set(scenario.copies).count == scenario.copies.count ? Set(copies).count == copies.count : true, "\(place)")
                            #expect(copies.count <= scenario.copies.count, "\(place)")
                            let unsent = bench.entries().count { $0.state == .failed }
                            #expect(copies.count + unsent >= scenario.copies.count, "\(place)")
                        case .resend:
                            #expect(Set(copies) == Set(scenario.copies) && copies.count <= scenario.copies.count + 1, "\(place)")
                            #expect(bench.states() == scenario.states, "\(place)")
                        }
                    }
                }
            }
        }
    }

    @Test("twice the same event at once leaves one copy for each target")
    func twiceAtOnce() async throws {
        for scenario in try Self.scenarios() {
            let bench = try Self.bench(scenario, .resend)
            let request = Self.request(bench, scenario)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await bench.forward(request) } }
                try await group.waitForAll()
            }
            try await bench.forwardToTheEnd(request)
            Self.check(bench, scenario, scenario.testDescription)
            #expect(bench.notices.count == scenario.notices && bench.bounces.count == scenario.bounces)
        }
    }
}
