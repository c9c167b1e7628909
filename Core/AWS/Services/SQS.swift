/// Messages of a queue.
///
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
public struct SQS: Sendable {
    /// The most entries of a batch.
    public static let batchLimit = 10

    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    /// A message that was received.
    public struct Received: Decodable, Sendable, Equatable {
        /// Names the message.
        public var id: String
        /// Names this receipt of it: what deleting it takes.
        public var receipt: String
        /// What was sent.
        public var body: String
        /// What SQS says of it, such as `ApproximateReceiveCount`.
        public var attributes: [String: String]?

        private enum CodingKeys: String, CodingKey {
            case id = "MessageId"
            case receipt = "ReceiptHandle"
            case body = "Body"
            case attributes = "Attributes"
        }
    }

    /// An entry of a batch that failed.
    public struct Failed: Decodable, Sendable, Equatable {
        /// The entry.
        public var id: String
        /// Why.
        public var code: String

        private enum CodingKeys: String, CodingKey {
            case id = "Id"
            case code = "Code"
        }
    }

    private struct Batch<Entry: Encodable>: Encodable {
        var QueueUrl: String
        var Entries: [Entry]
    }
    private struct BatchAnswer: Decodable {
        var Failed: [SQS.Failed]?
    }

    /// Sends a message; returns its id.
    ///
    /// `repeats` is true where it does no harm when it comes twice; otherwise it is never sent again after it may have arrived.
    public func send(_ body: String, to queue: String, delaySeconds: Int? = nil, repeats: Bool = false) async throws -> String {
        struct Request: Encodable {
            var QueueUrl: String
            var MessageBody: String
            var DelaySeconds: Int?
        }
        struct Answer: Decodable {
            var MessageId: String
        }
        let answer: Answer = try await call(
            "SendMessage", Request(QueueUrl: queue, MessageBody: body, DelaySeconds: delaySeconds), isIdempotent: repeats)
        return answer.MessageId
    }

    /// Sends up to ten messages by ids of the caller's; returns those that failed.
    public func send(_ messages: [(id: String, body: String)], to queue: String) async throws -> [Failed] {
        struct Entry: Encodable {
            var Id: String
            var MessageBody: String
        }
        let entries = messages.map { Entry(Id: $0.id, MessageBody: $0.body) }
        let answer: BatchAnswer = try await call("SendMessageBatch", Batch(QueueUrl: queue, Entries: entries), isIdempotent: false)
        return answer.Failed ?? []
    }

    /// Receives up to ten messages; waits for the first for up to 20 seconds.
    public func receive(from queue: String, limit: Int = 10, waitSeconds: Int = 20, visibilitySeconds: Int? = nil) async throws
        -> [Received]
    {
        struct Request: Encodable {
            var QueueUrl: String
            var MaxNumberOfMessages: Int
            var WaitTimeSeconds: Int
            var VisibilityTimeout: Int?
            var MessageSystemAttributeNames = ["All"]
        }
        struct Answer: Decodable {
            var Messages: [Received]?
        }
        let answer: Answer = try await client.json(
            .sqs, "AmazonSQS", "ReceiveMessage", version: "1.0", isIdempotent: true,
            Request(QueueUrl: queue, MaxNumberOfMessages: limit, WaitTimeSeconds: waitSeconds, VisibilityTimeout: visibilitySeconds),
            idle: .seconds(20 + waitSeconds))
        return answer.Messages ?? []
    }

    /// Removes a message.
    public func delete(_ receipt: String, from queue: String) async throws {
        struct Request: Encodable {
            var QueueUrl: String
            var ReceiptHandle: String
        }
        let _: NoContent = try await call("DeleteMessage", Request(QueueUrl: queue, ReceiptHandle: receipt), isIdempotent: true)
    }

    /// Removes up to ten messages by ids of the caller's; returns those that failed.
    public func delete(_ receipts: [(id: String, receipt: String)], from queue: String) async throws -> [Failed] {
        struct Entry: Encodable {
            var Id: String
            var ReceiptHandle: String
        }
        let entries = receipts.map { Entry(Id: $0.id, ReceiptHandle: $0.receipt) }
        let answer: BatchAnswer = try await call("DeleteMessageBatch", Batch(QueueUrl: queue, Entries: entries), isIdempotent: true)
        return answer.Failed ?? []
    }

    /// Hides a message from other receivers for a time from now, 0 to give it back.
    public func hide(_ receipt: String, in queue: String, seconds: Int) async throws {
        struct Request: Encodable {
            var QueueUrl: String
            var ReceiptHandle: String
            var VisibilityTimeout: Int
        }
        let _: NoContent = try await call(
            "ChangeMessageVisibility", Request(QueueUrl: queue, ReceiptHandle: receipt, VisibilityTimeout: seconds), isIdempotent: true)
    }

    private func call<Answer: Decodable>(_ operation: String, _ input: some Encodable, isIdempotent: Bool) async throws -> Answer {
        try await client.json(.sqs, "AmazonSQS", operation, version: "1.0", isIdempotent: isIdempotent, input)
    }
}
