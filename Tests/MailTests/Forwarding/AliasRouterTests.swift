import Forwarding
import Mail
import Testing

@Suite("Routing by aliases")
struct AliasRouterTests {
    private func router(_ map: [String: [String]], domains: Set<String> = ["x", "y"]) throws -> AliasRouter {
        AliasRouter(store: InMemoryAliases(try AliasBench.aliases(map)), domains: domains)
    }

    private func targets(_ route: AliasRoute) throws -> [AliasTarget] {
        guard case .targets(let targets) = route else { throw NoTargets(route: route) }
        return targets
    }

    private struct NoTargets: Error {
        var route: AliasRoute
    }

    private func error(_ map: [String: [String]], _ address: String) async throws -> AliasChainError? {
        let router = try router(map)
        let address = try EmailAddress(address)
        return await #expect(throws: AliasChainError.self) { try await router.route(address) }
    }

    @Test(
        "The first alias in order takes the mail: the address, the address without its tag, the catch-all",
        arguments: [
            ("jane@x", "exact@out"), ("JANE@X", "exact@out"), ("jane+news@x", "exact@out"), ("jane+own@x", "own@out"),
            ("other@x", "all@out"),
            ("other+tag@x", "all@out"),
        ])
    func order(_ address: String, _ target: String) async throws {
        let router = try router(["jane@x": ["exact@out"], "jane+own@x": ["own@out"], "@x": ["all@out"]])
        #expect(try targets(await router.route(EmailAddress(address))).map(\.address.description) == [target])
    }

    @Test("An address without an alias is unknown")
    func unknown() async throws {
        let router = try router(["jane@x": ["a@out"], "@y": ["a@out"]])
        #expect(try await router.route(EmailAddress("john@x")) == .unknown)
        #expect(try await router.route(EmailAddress("jane@z")) == .unknown)
    }

    @Test("A disabled alias takes no mail, and its domain's catch-all does not take it instead")
    func disabled() async throws {
        let aliases = try AliasBench.aliases(["jane@x": AliasBench.disabled("a@out"), "@x": AliasBench.alias("all@out")])
        let router = AliasRouter(store: InMemoryAliases(aliases), domains: ["x"])
        #expect(try await router.route(EmailAddress("jane@x")) == .disabled)
        #expect(try await router.route(EmailAddress("jane+a@x")) == .disabled)
    }

    @Test("IDN are one domain as U-label and as A-label, in the envelope, in aliases and in targets")
    func idn() async throws {
        let map = ["a@münchen.example": ["B@XN--mnchen-3ya.example"], "b@München.example": ["t@out"]]
        let router = try router(map, domains: ["münchen.example"])
        for address in ["a@münchen.example", "A@xn--mnchen-3ya.example"] {
            let targets = try targets(await router.route(EmailAddress(address)))
            #expect(targets.map(\.address.description) == ["t@out"])
            #expect(router.isOurs(try EmailAddress(address)))
        }
        #expect(!router.isOurs(try EmailAddress("a@munchen.example")))
    }

    @Test("Targets stand in the order of the aliases, those of an alias in its place; one that is there before is left out")
    func targetOrder() async throws {
        let router = try router([
            "all@x": ["first@out", "team@x", "Last@out", "second@out"], "team@x": ["second@out", "FIRST@out", "third@out", "boss@y"],
            "boss@y": ["boss@out", "last@out"],
        ])
        let targets = try targets(await router.route(EmailAddress("All+tag@x")))
        #expect(targets.map(\.address.description) == ["first@out", "second@out", "third@out", "boss@out", "last@out"])
        #expect(
            targets.map { $0.trail.map(\.address.description) } == [
                ["All+tag@x"], ["All+tag@x", "team@x"], ["All+tag@x", "team@x"], ["All+tag@x", "team@x", "boss@y"],
                ["All+tag@x", "team@x", "boss@y"],
            ])
        #expect(targets[3].trail.map(\.key.description) == ["all@x", "team@x", "boss@y"])
        #expect(targets[3].alias.key.description == "all@x")
    }

    @Test("An alias that two lead to is there once")
    func diamond() async throws {
        let router = try router(["a@x": ["b@x", "c@x"], "b@x": ["d@x"], "c@x": ["d@x", "c@out"], "d@x": ["d@out"]])
        let targets = try targets(await router.route(EmailAddress("a@x")))
        #expect(targets.map(\.address.description) == ["d@out", "c@out"])
    }

    @Test("A disabled alias on the way adds no targets; when all are, the address is disabled")
    func disabledOnTheWay() async throws {
        var map = [
            "a@x": try AliasBench.alias("b@x", "c@x"), "b@x": try AliasBench.disabled("b@out", "a@x"), "c@x": try AliasBench.alias("c@out"),
        ]
        var router = AliasRouter(store: InMemoryAliases(try AliasBench.aliases(map)), domains: ["x"])
        #expect(try targets(await router.route(EmailAddress("a@x"))).map(\.address.description) == ["c@out"])
        map["c@x"]?.isEnabled = false
        router = AliasRouter(store: InMemoryAliases(try AliasBench.aliases(map)), domains: ["x"])
        #expect(try await router.route(EmailAddress("a@x")) == .disabled)
    }

    @Test(
        "A circle is an error that names the chain",
        arguments: [
            (["a@x": ["a@x"]], "a@x", ["a@x", "a@x"]), (["a@x": ["out@out", "b@x"], "b@x": ["A@x"]], "a@x", ["a@x", "b@x", "a@x"]),
            (["s@x": ["a@x"], "a@x": ["b@y"], "b@y": ["a+t@x"]], "s@x", ["b@y", "a+t@x", "b@y"]),
            (["@x": ["info@x"]], "bob@x", ["info@x", "info@x"]),
            (["a@x": ["b@x", "c@x"], "b@x": ["c@x"], "c@x": ["d@x"], "d@x": ["b@x"]], "a@x", ["b@x", "c@x", "d@x", "b@x"]),
        ])
    func circles(_ map: [String: [String]], _ address: String, _ chain: [String]) async throws {
        let error = try await error(map, address)
        #expect(error?.code == .cycle)
        #expect(error?.chain == chain)
        #expect(error?.description.hasPrefix(chain.joined(separator: " → ") + ": ") == true)
    }

    @Test("A chain is followed five times and no more")
    func longChains() async throws {
        var map = Dictionary(uniqueKeysWithValues: (0..<5).map { ("a\($0)@x", ["a\($0 + 1)@x"]) })
        map["a5@x"] = ["t@out"]
        let targets = try targets(await router(map).route(EmailAddress("a0@x")))
        #expect(targets.map { $0.trail.count } == [6])
        map["a5@x"] = ["t@out", "a6@x"]
        map["a6@x"] = ["t@out"]
        let error = try await error(map, "a0@x")
        #expect(error?.code == .tooLong)
        #expect(error?.chain == (0...6).map { "a\($0)@x" })
        #expect(error?.description.hasPrefix("a0@x → a1@x → ") == true)
    }

    @Test("A target of our domains without an alias is an error that names the chain, and never silently left out")
    func deadEnd() async throws {
        let error = try await error(["a@x": ["good@out", "b@y"], "b@y": ["nobody@y"]], "a@x")
        #expect(error?.code == .deadEnd)
        #expect(error?.chain == ["a@x", "b@y", "nobody@y"])
        #expect(
            error?.description
                == "a@x → b@y → nobody@y: there is no alias for the last address, and its domain is one of aliases. Add an alias for it, or take it out."
        )
    }

    @Test("The store is asked once for each hop, for all keys that count, each once")
    func calls() async throws {
        let store = AliasStoreProbe(
            try AliasBench.aliases(["a@x": ["b+t@x", "c@x", "t@out"], "b@x": ["d@y"], "c@x": ["c@out"], "@y": ["d@out"]]))
        _ = try await AliasRouter(store: store, domains: ["x", "y"]).route(EmailAddress("A+1@x"))
        #expect(await store.calls == [["a+1@x", "a@x", "@x"], ["b+t@x", "b@x", "@x", "c@x"], ["d@y", "@y"]])
    }

    @Test("A store that fails is never 'no alias'", arguments: [1, 2])
    func failing(_ call: Int) async throws {
        let store = AliasStoreProbe(try AliasBench.aliases(["a@x": ["b@x"], "b@x": ["t@out"]]), failing: call)
        let router = AliasRouter(store: store, domains: ["x"])
        let address = try EmailAddress("a@x")
        await #expect(throws: AliasStoreProbe.Throttled.self) { try await router.route(address) }
    }

    @Test("Blocked senders of every alias on the way count, and the failover nearest to the target")
    func settingsOnTheWay() async throws {
        var outer = try AliasBench.alias("inner@x", "direct@out")
        outer.failover = try EmailAddress("outer@fail")
        outer.from = .name
        var inner = try AliasBench.alias("t@out")
        inner.blockedSenders = [try BlockedSender("@bad.example")]
        let aliases = try AliasBench.aliases(["outer@x": outer, "inner@x": inner])
        let targets = try targets(await AliasRouter(store: InMemoryAliases(aliases), domains: ["x"]).route(EmailAddress("outer@x")))
        let sender = try EmailAddress("spam@bad.example")
        #expect(targets.map { $0.blocks(sender) } == [true, false])
        #expect(targets.map { $0.failover?.description } == ["outer@fail", "outer@fail"])
        #expect(targets.map(\.alias.alias.from) == [.name, .name])
    }

    @Test("Tangled aliases take time linear in what they say")
    func tangled() async throws {
        // Each of a level leads to all of the next: 40^5 ways, 200 aliases.
        var map: [String: [String]] = ["start@x": (0..<40).map { "l1n\($0)@x" }]
        for level in 1...5 {
            for number in 0..<40 {
                map["l\(level)n\(number)@x"] = level == 5 ? ["t@out", "t\(number)@out"] : (0..<40).map { "l\(level + 1)n\($0)@x" }
            }
        }
        let targets = try targets(await router(map).route(EmailAddress("start@x")))
        #expect(targets.count == 41)
    }
}
