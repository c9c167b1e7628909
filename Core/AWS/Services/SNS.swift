/// Messages to a topic.
///
/// https://docs.aws.amazon.com/sns/latest/api/welcome.html
public struct SNS: Sendable {
    /// The most entries of a batch.
    public static let batchLimit = 10
    /// The most bytes of a message, or of all of a batch.
    public static let messageLimit = 256 << 10

    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    /// A message.
    public struct Message: Sendable {
        /// What subscribers get.
        public var text: String
        /// The subject of mails to subscribers.
        public var subject: String?
        /// What subscriptions filter by, as text.
        public var attributes: [(name: String, value: String)]

        /// Describes a message.
        public init(_ text: String, subject: String? = nil, attributes: [(name: String, value: String)] = []) {
            self.text = text
            self.subject = subject
            self.attributes = attributes
        }

        func input(_ prefix: String) -> [(name: String, value: String)] {
            var input = [(name: "\(prefix)Message", value: text)]
            if let subject { input.append(("\(prefix)Subject", subject)) }
            for (index, attribute) in attributes.enumerated() {
                let entry = "\(prefix)MessageAttributes.entry.\(index + 1)"
                input.append(("\(entry).Name", attribute.name))
                input.append(("\(entry).Value.DataType", "String"))
                input.append(("\(entry).Value.StringValue", attribute.value))
            }
            return input
        }
    }

    /// Publishes a message; returns its id.
    ///
    /// `repeats` is true where subscribers drop what comes twice; otherwise it is never sent again after it may have arrived.
    public func publish(_ message: Message, to topic: String, repeats: Bool = false) async throws -> String {
        let result = try await client.query(
            .sns, version: "2010-03-31", "Publish", isIdempotent: repeats, [("TopicArn", topic)] + message.input(""))
        return result.text("MessageId") ?? ""
    }

    /// Publishes up to ten messages by their ids; returns the ids that were refused, with the code.
    public func publish(_ messages: [(id: String, message: Message)], to topic: String, repeats: Bool = false) async throws -> [(
        id: String, code: String
    )] {
        var input = [(name: "TopicArn", value: topic)]
        for (index, entry) in messages.enumerated() {
            let prefix = "PublishBatchRequestEntries.member.\(index + 1)."
            input.append(("\(prefix)Id", entry.id))
            input += entry.message.input(prefix)
        }
        let result = try await client.query(.sns, version: "2010-03-31", "PublishBatch", isIdempotent: repeats, input)
        return (result.first("Failed")?.all("member") ?? []).map { ($0.text("Id") ?? "", $0.text("Code") ?? "") }
    }
}
