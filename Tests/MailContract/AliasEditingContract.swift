import Forwarding
import Mail
import Testing

/// What every ``AliasEditing`` does: Parameter Store and DynamoDB on AWS.
public enum AliasEditingContract {
    /// All cases, for a parameterised test; each wants a store of its own.
    public static let all: [ContractCase<any AliasEditing>] = [
        ContractCase("What is put is there, replaced by the next, and gone when it is removed") { store in
            let key = try AliasKey("a@x.example")
            #expect(try await store.remove(key) == false)
            for target in ["b@y.example", "c@y.example"] {
                let alias = Alias(try EmailAddress(target))
                try await store.put(alias, as: key)
                #expect(try await store.aliases([key]) == [key: alias])
            }
            try await store.put(Alias(try EmailAddress("d@y.example")), as: key.catchAll)
            #expect(try await store.remove(key))
            #expect(try await store.aliases([key, key.catchAll]).map(\.key) == [key.catchAll])
            #expect(try await store.remove(key) == false)
        },
        ContractCase("All aliases are listed, or those of a domain") { store in
            #expect(try await store.all(of: nil).isEmpty)
            let names = ["a@x.example", "@x.example", "a+b_c@x.example", "a@y.x.example", "日本@例え.テスト"]
            for name in names { try await store.put(Alias(try EmailAddress("b@z.example")), as: try AliasKey(name)) }
            let keys = try names.map { try AliasKey($0) }
            let all = try await store.all(of: nil)
            #expect(Set(all.compactMap(\.key)) == Set(keys))
            for stored in all { #expect(try stored.alias.get() == Alias(try EmailAddress("b@z.example"))) }
            #expect(Set(try await store.all(of: "x.example").compactMap(\.key)) == Set(keys[..<3]))
            #expect(Set(try await store.all(of: keys[4].domain).compactMap(\.key)) == [keys[4]])
            #expect(try await store.all(of: "example").isEmpty)
        },
    ]
}
