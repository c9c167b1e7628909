import Forwarding
import Mail
import Testing

/// What every ``TargetStates`` does: DynamoDB on AWS, and the one in memory.
public enum TargetStatesContract {
    /// All cases, for a parameterised test; each wants states of its own.
    public static let all: [ContractCase<any TargetStates>] = [
        ContractCase("A target of which nothing is known is not disabled") { states in
            #expect(try await states.disabled([]) == [])
            #expect(try await states.disabled([try EmailAddress("a@x.example")]) == [])
            try await states.delivered(try EmailAddress("a@x.example"))
            try await states.enable(try EmailAddress("a@x.example"))
            #expect(try await states.disabled([try EmailAddress("a@x.example")]) == [])
        },
        ContractCase("The bounce that reaches the limit disables a target; later ones count") { states in
            let target = try EmailAddress("a@x.example")
            for number in 1...5 {
                let now = Sample.now.adding(minutes: number)
                let bounced = try await states.bounced(target, mail: "s\(number)", limit: 3, now: now)
                let disabledAt = number >= 3 ? Sample.now.adding(minutes: 3) : nil
                #expect(bounced.state == TargetState(bounces: number, disabledAt: disabledAt))
                #expect(bounced.isDisabledNow == (number == 3))
                #expect(try await states.disabled([target]) == (number >= 3 ? [AliasKey(target)] : []))
            }
        },
        ContractCase("A mail counts once, and says each time that it has disabled the target") { states in
            let target = try EmailAddress("a@x.example")
            for _ in 1...3 {
                let first = try await states.bounced(target, mail: "s1", limit: 2, now: Sample.now)
                #expect(first.state == TargetState(bounces: 1, disabledAt: nil) && !first.isDisabledNow)
            }
            for minutes in 1...3 {
                let second = try await states.bounced(target, mail: "s2", limit: 2, now: Sample.now.adding(minutes: minutes))
                #expect(second.state == TargetState(bounces: 2, disabledAt: Sample.now.adding(minutes: 1)) && second.isDisabledNow)
            }
            #expect(try await states.bounced(target, mail: "s1", limit: 2, now: Sample.now).isDisabledNow == false)
        },
        ContractCase("What was delivered ends the row of bounces, and a mail that was counted is still counted") { states in
            let target = try EmailAddress("a@x.example")
            _ = try await states.bounced(target, mail: "s1", limit: 2, now: Sample.now)
            try await states.delivered(target)
            #expect(try await states.bounced(target, mail: "s1", limit: 2, now: Sample.now).state.bounces == 0)
            let next = try await states.bounced(target, mail: "s2", limit: 2, now: Sample.now)
            #expect(next.state == TargetState(bounces: 1, disabledAt: nil))
        },
        ContractCase("What was delivered enables nothing; enabling does") { states in
            let target = try EmailAddress("a@x.example")
            #expect(try await states.bounced(target, mail: "s1", limit: 1, now: Sample.now).isDisabledNow)
            try await states.delivered(target)
            #expect(try await states.disabled([target]) == [AliasKey(target)])
            try await states.enable(target)
            #expect(try await states.disabled([target]) == [])
            let known = try await states.bounced(target, mail: "s1", limit: 1, now: Sample.now)
            #expect(known.state == TargetState(bounces: 0, disabledAt: nil) && !known.isDisabledNow)
            let again = try await states.bounced(target, mail: "s2", limit: 1, now: Sample.now.adding(minutes: 1))
            #expect(again.state == TargetState(bounces: 1, disabledAt: Sample.now.adding(minutes: 1)) && again.isDisabledNow)
        },
        ContractCase("A target is the same however it is written, and no other is") { states in
            _ = try await states.bounced(try EmailAddress("Jane@bücher.example"), mail: "s1", limit: 2, now: Sample.now)
            let same = try EmailAddress("jane@XN--BCHER-KVA.example")
            #expect(try await states.bounced(same, mail: "s2", limit: 2, now: Sample.now).isDisabledNow)
            let asked = try ["jane@bücher.example", "JANE@bücher.example", "jane@buecher.example"].map { try EmailAddress($0) }
            #expect(try await states.disabled(asked) == [AliasKey(same)])
        },
        ContractCase("150 targets are asked for at once") { states in
            let targets = try (0..<150).map { try EmailAddress("a\($0)@x.example") }
            for target in targets where target.localPart.hasSuffix("7") {
                _ = try await states.bounced(target, mail: "s1", limit: 1, now: Sample.now)
            }
            #expect(try await states.disabled(targets + targets).count == 15)
        },
        ContractCase("Of 60 bounces the last are remembered, and all are counted") { states in
            let target = try EmailAddress("a@x.example")
            for number in 1...60 { _ = try await states.bounced(target, mail: "s\(number)", limit: 100, now: Sample.now) }
            #expect(try await states.bounced(target, mail: "s60", limit: 100, now: Sample.now).state.bounces == 60)
            #expect(try await states.bounced(target, mail: "s50", limit: 100, now: Sample.now).state.bounces == 60)
        },
        ContractCase("10 bounces at once count 10, and one disables the target") { states in
            let target = try EmailAddress("a@x.example")
            let bounced = try await atOnce(10) { try await states.bounced(target, mail: "s\($0)", limit: 4, now: Sample.now) }
            #expect(bounced.map(\.state.bounces).sorted() == Array(1...10))
            #expect(bounced.filter(\.isDisabledNow).map(\.state.bounces) == [4])
        },
    ]
}
