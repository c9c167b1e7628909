import Mail
import Testing

/// An ``EventPublisher`` and what is needed to see that events arrive.
public struct ObservedPublisher: Sendable {
    /// What is under test.
    public let publisher: any EventPublisher
    /// What a subscriber has received so far, repetitions included, in any order.
    ///
    /// The argument is the number of events that were published: a transport that takes its time waits for them, for as long as it may take.
    public let received: @Sendable (_ count: Int) async throws -> [MailboxEvent]

    /// Creates the pair; the subscriber is there before the first event is published.
    public init(_ publisher: any EventPublisher, received: @escaping @Sendable (_ count: Int) async throws -> [MailboxEvent]) {
        self.publisher = publisher
        self.received = received
    }
}

/// What every ``EventPublisher`` does: at least once, the same event, in any order.
public enum EventPublisherContract {
    /// All cases, for a parameterised test; each wants a publisher of its own.
    public static let all: [ContractCase<ObservedPublisher>] = [
        ContractCase("Nothing is received when nothing is published") { observed async throws in
            #expect(try await observed.received(0) == [])
        },
        ContractCase("An event is received as it was published") { observed in
            let event = try event("m1", to: "a@example.com", seq: 1)
            try await observed.publisher.publish(event)
            let received = try await observed.received(1)
            #expect(!received.isEmpty)
            #expect(received.allSatisfy { $0 == event })
        },
        ContractCase("Every field of an event arrives") { observed in
            var event = try event("m1", to: "Jörg.🎉@例え.テスト", seq: 999_999_999_999)
            event.receivedAt = Timestamp(millisecondsSince1970: 1_795_249_800_001)
            try await observed.publisher.publish(event)
            let received = try #require(try await observed.received(1).first)
            #expect(received.kind == .newMessage)
            #expect(received.id == event.id)
            #expect(received.mailbox == event.mailbox)
            #expect(received.messageID == event.messageID)
            #expect(received.seq == 999_999_999_999)
            #expect(received.receivedAt == event.receivedAt)
        },
        ContractCase("An event that is published again arrives with the same id") { observed in
            let event = try event("m1", to: "a@example.com", seq: 1)
            for _ in 1...3 { try await observed.publisher.publish(event) }
            let received = try await observed.received(3)
            #expect(Set(received.map(\.id)) == [event.id])
        },
        ContractCase("Events of several mailboxes all arrive") { observed in
            var events: [MailboxEvent] = []
            for box in 1...3 {
                for number in 1...4 { events.append(try event("m\(number)", to: "box\(box)@example.com", seq: number)) }
            }
            for event in events { try await observed.publisher.publish(event) }
            try await expectArrived(events, observed)
        },
        ContractCase("50 events that are published at once all arrive") { observed in
            let events = try (1...50).map { try event("m\($0)", to: "a@example.com", seq: $0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for event in events { group.addTask { try await observed.publisher.publish(event) } }
                try await group.waitForAll()
            }
            try await expectArrived(events, observed)
        },
    ]

    private static func event(_ mail: String, to address: String, seq: Int) throws -> MailboxEvent {
        var message = try Sample.message(mail, to: address)
        message.seq = seq
        return MailboxEvent(newMessage: message)
    }

    private static func expectArrived(_ events: [MailboxEvent], _ observed: ObservedPublisher) async throws {
        let received = try await observed.received(events.count)
        #expect(Set(received.map(\.id)) == Set(events.map(\.id)))
        #expect(received.allSatisfy(events.contains))
    }
}
