import FoundationEssentials

/// What invoked a function, as the first record of its event says.
public enum EventSource: String, Sendable {
    /// A queue.
    case sqs = "aws:sqs"
    /// A topic.
    case sns = "aws:sns"
    /// A receipt rule.
    case ses = "aws:ses"

    /// The source of an event; nil where it has no records, or is of another one.
    public init?(of event: [UInt8]) {
        struct Records: Decodable {
            struct Record: Decodable {
                var eventSource: String?
                var EventSource: String?
            }
            var Records: [Record]
        }
        let first = try? JSONDecoder().decode(Records.self, from: Data(event)).Records.first
        guard let name = first?.eventSource ?? first?.EventSource else { return nil }
        self.init(rawValue: name)
    }
}
