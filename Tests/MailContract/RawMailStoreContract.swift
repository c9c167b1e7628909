import Mail
import Testing

/// What every ``RawMailStore`` does: files on a laptop, S3 on AWS, and the one in memory.
public enum RawMailStoreContract {
    /// All cases, for a parameterised test; each wants a store of its own.
    public static var all: [ContractCase<any RawMailStore>] { contents + ranges + keys + races }

    private static let mail = Array("Subject: Hello\r\n\r\nbody\r\n".utf8)

    private static let contents: [ContractCase<any RawMailStore>] = [
        ContractCase("A mail is read back as it was put") { store in
            try await store.put(mail, key: "m1")
            #expect(try await store.get("m1") == mail)
            #expect(try await store.get("m1") == mail)
        },
        ContractCase("A mail that was never put is missing") { store in
            await #expect(throws: RawMailMissing(key: "m1")) { try await store.get("m1") }
            try await store.put(mail, key: "m1")
            await #expect(throws: RawMailMissing(key: "m2")) { try await store.get("m2") }
        },
        ContractCase("Putting again replaces the mail, also by a shorter one") { store in
            try await store.put(mail, key: "m1")
            try await store.put([1, 2, 3], key: "m1")
            #expect(try await store.get("m1") == [1, 2, 3])
        },
        ContractCase("A deleted mail is missing") { store in
            try await store.put(mail, key: "m1")
            try await store.put(mail, key: "m2")
            try await store.delete("m1")
            await #expect(throws: RawMailMissing(key: "m1")) { try await store.get("m1") }
            #expect(try await store.get("m2") == mail)
        },
        ContractCase("Deleting a mail that is not there is no error") { store in
            try await store.delete("m1")
            try await store.put(mail, key: "m1")
            for _ in 1...2 { try await store.delete("m1") }
        },
        ContractCase("A deleted mail can be put again") { store in
            try await store.put(mail, key: "m1")
            try await store.delete("m1")
            try await store.put([7], key: "m1")
            #expect(try await store.get("m1") == [7])
        },
        ContractCase("An empty mail is a mail") { store in
            try await store.put([], key: "m1")
            #expect(try await store.get("m1") == [])
        },
        ContractCase("A mail of all byte values is read back as it was") { store in
            let bytes = Array(UInt8.min...UInt8.max)
            try await store.put(bytes + bytes.reversed(), key: "m1")
            #expect(try await store.get("m1") == bytes + bytes.reversed())
        },
        ContractCase("A mail of a megabyte and a byte is read back as it was") { store in
            var bytes = [UInt8](repeating: 0, count: 1_048_577)
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 11) }
            try await store.put(bytes, key: "m1")
            // Not `==` inside the expectation: a failure would print the mail.
            let isSame = try await store.get("m1") == bytes
            #expect(isSame)
        },
    ]

    private static let ranges: [ContractCase<any RawMailStore>] = [
        ContractCase("A range of a mail is its bytes from there to there") { store in
            try await store.put(mail, key: "m1")
            for range in [0..<1, 0..<mail.count, 3..<9, (mail.count - 1)..<mail.count] {
                #expect(try await store.get("m1", range) == Array(mail[range]), "\(range)")
            }
        },
        ContractCase("A range that goes on behind the end of a mail is shorter, or empty") { store in
            try await store.put(mail, key: "m1")
            #expect(try await store.get("m1", (mail.count - 2)..<(mail.count + 9)) == Array(mail.suffix(2)))
            for range in [mail.count..<(mail.count + 1), (mail.count + 5)..<(1 << 40)] {
                #expect(try await store.get("m1", range) == [], "\(range)")
            }
            try await store.put([], key: "m2")
            #expect(try await store.get("m2", 0..<4) == [])
        },
        ContractCase("An empty range has no bytes") { store in
            try await store.put(mail, key: "m1")
            for range in [0..<0, 5..<5, 1_000_000..<1_000_000] { #expect(try await store.get("m1", range) == [], "\(range)") }
        },
        ContractCase("A range of a mail that is not there is missing") { store in
            await #expect(throws: RawMailMissing(key: "m1")) { try await store.get("m1", 0..<1) }
        },
    ]

    /// Pairwise different, each meant to leave its place or to meet another one.
    private static let oddKeys = [
        "a", "A", "b", "a/b", "a/c", "a//b", "/a", "a/", "../x", "x", "x..", "../../x", "..", ".", "...", ".x", "x.", "a.b", "~", "-rf",
        "--", " ", "a b",
        " a", "ü", "u\u{308}", "日本語", "👩‍👩‍👧", "%2e%2e%2fx", "%", "a%b", "a\\b", "a:b", "a*b?", "\"'", "a\nb", "a\tb", "#", "a?b=c&d", "+",
        "incoming",
        "incoming/x", "CON", "nul", "index.html", "a.tmp", String(repeating: "k", count: 200), String(repeating: "k", count: 255),
        String(repeating: "k", count: 256), String(repeating: "长", count: 300), String(repeating: "d/", count: 450),
    ]

    private static let keys: [ContractCase<any RawMailStore>] = [
        ContractCase("Every key names a mail of its own, whatever its characters") { store in
            for (index, key) in oddKeys.enumerated() { try await store.put(Array("\(index)".utf8), key: key) }
            for (index, key) in oddKeys.enumerated() { #expect(try await store.get(key) == Array("\(index)".utf8), "key \(key)") }
        },
        ContractCase("Deleting by a key of any characters leaves all other mails") { store in
            for key in oddKeys { try await store.put(mail, key: key) }
            for (index, key) in oddKeys.enumerated() {
                try await store.delete(key)
                await #expect(throws: RawMailMissing(key: key)) { try await store.get(key) }
                for other in oddKeys[(index + 1)...] { #expect(try await store.get(other) == mail, "\(other) after deleting \(key)") }
            }
        },
        ContractCase("A mail that is missing is missing under a key of any characters") { store in
            for key in oddKeys {
                await #expect(throws: RawMailMissing(key: key)) { try await store.get(key) }
                try await store.delete(key)
            }
        },
    ]

    private static let races: [ContractCase<any RawMailStore>] = [
        ContractCase("Mails that are put at once are all there") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<30 {
                    group.addTask { try await store.put([UInt8](repeating: UInt8(number), count: 5000), key: "m\(number)") }
                }
                try await group.waitForAll()
            }
            for number in 0..<30 { #expect(try await store.get("m\(number)") == [UInt8](repeating: UInt8(number), count: 5000)) }
        },
        ContractCase("A mail that is put several times at once is one of them as a whole") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...10 {
                    group.addTask { try await store.put([UInt8](repeating: UInt8(number), count: 100_000 + number), key: "m1") }
                }
                try await group.waitForAll()
            }
            let found = try await store.get("m1")
            let number = try #require(found.first)
            #expect(found.count == 100_000 + Int(number))
            #expect(found.allSatisfy { $0 == number })
        },
    ]
}
