import Forwarding
import Mail
import Testing

/// What every ``AliasStore`` does: Parameter Store and DynamoDB on AWS, and the one in memory.
public enum AliasStoreContract {
    /// Makes a store with these aliases in it and no others.
    public typealias Maker = @Sendable ([AliasKey: Alias]) async throws -> any AliasStore

    /// All cases, for a parameterised test; each makes stores of its own.
    public static let all: [ContractCase<Maker>] = [
        ContractCase("A store without aliases has none for any key") { make in
            let store = try await make([:])
            #expect(try await store.aliases([key("a@x.example"), key("@x.example")]) == [:])
        },
        ContractCase("No keys have no aliases") { make in
            let store = try await make(aliases(["a@x.example"]))
            #expect(try await store.aliases([]) == [:])
        },
        ContractCase("A key has its own alias and no other's; keys without one are left out") { make in
            let names = ["a@x.example", "a+b@x.example", "@x.example", "_default@x.example", "a@y.example", "a_2bb@x.example"]
            let all = try aliases(names)
            let store = try await make(all)
            for key in all.keys { #expect(try await store.aliases([key]) == [key: all[key]], "\(key)") }
            #expect(try await store.aliases([key("b@x.example"), key("@y.example"), key("default@x.example")]) == [:])
            #expect(try await store.aliases([key("b@x.example"), key("@x.example")]).map(\.key.description) == ["@x.example"])
        },
        ContractCase("A key that is asked for twice is answered once") { make in
            let all = try aliases(["a@x.example"])
            #expect(try await make(all).aliases([key("a@x.example"), key("A@X.example")]) == all)
        },
        ContractCase("Any number of keys is answered in one call") { make in
            let all = try aliases((0..<43).map { "a\($0)@x.example" })
            let others = try (0..<43).map { try key("b\($0)@x.example") }
            #expect(try await make(all).aliases(others + all.keys) == all)
        },
        ContractCase("Every character that an address can have is one of its key") { make in
            let printable = (0x21..<0x7F).compactMap { Unicode.Scalar($0) }.map { "x\($0)y@x.example" }.filter {
                (try? AliasKey($0)) != nil
            }
            let all = try aliases(
                printable + [#""a b"@x.example"#, #""a\"\\@"@x.example"#, "日本@例え.テスト", "caf\u{E9}@x.example", "cafe\u{301}@x.example"])
            let found = try await make(all).aliases(Array(all.keys))
            #expect(found == all)
        },
        ContractCase("Every setting of an alias is there again, letter for letter") { make in
            var alias = try #require(Alias(targets: ["Jane.Doe@X.example", #""a b"@y.example"#, "日本@例え.テスト"].map { try EmailAddress($0) }))
            alias.isEnabled = false
            alias.failover = try EmailAddress("Fail@z.example")
            alias.owner = try EmailAddress("Owner@z.example")
            alias.blockedSenders = [try BlockedSender("Spam@bad.example"), try BlockedSender("@bad.example")]
            (alias.from, alias.recipients, alias.replyTo) = (.aliasOnly, .keep, .alias)
            (alias.spam, alias.virus, alias.dmarc) = (.bounce, .forward, .quarantine)
            let key = try key("a@x.example")
            let found = try #require(try await make([key: alias]).aliases([key])[key])
            #expect(found == alias)
            // Equality leaves letter case out.
            #expect(AliasValue.json(found) == AliasValue.json(alias))
        },
    ]

    private static func key(_ text: String) throws -> AliasKey { try AliasKey(text) }

    /// Each alias has a target that tells it apart.
    private static func aliases(_ names: [String]) throws -> [AliasKey: Alias] {
        var all: [AliasKey: Alias] = [:]
        for (index, name) in names.enumerated() { all[try AliasKey(name)] = Alias(try EmailAddress("target\(index)@out.example")) }
        return all
    }
}
