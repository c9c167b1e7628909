import Mail
import Testing

/// What every ``WallClock`` does.
public enum WallClockContract {
    /// All cases, for a parameterised test.
    public static let all: [ContractCase<any WallClock>] = [
        ContractCase("The time is one that mail can come at: after 2025 and with a year of four digits") { clock in
            let now = clock.now().millisecondsSince1970
            #expect(now > 1_735_689_600_000)
            #expect(now < 253_402_300_800_000)
        },
        ContractCase("A later reading is not earlier") { clock in
            var last = clock.now()
            for _ in 1...1000 {
                let next = clock.now()
                #expect(next >= last)
                last = next
            }
        },
        ContractCase("The clock can be read from many tasks at once") { clock in
            let before = clock.now()
            let readings = await withTaskGroup(of: Timestamp.self) { group in
                for _ in 1...20 { group.addTask { clock.now() } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let after = clock.now()
            #expect(readings.allSatisfy { $0 >= before && $0 <= after })
        },
    ]
}
