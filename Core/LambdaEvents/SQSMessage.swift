/// A message of a batch with which an SQS queue invokes a function.
///
/// Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
public struct SQSMessage: BatchRecord {
    /// The message's id.
    public var messageID: String
    /// The body.
    public var body: String
    /// The handle by which the message is deleted or made invisible.
    public var receiptHandle: String?
    /// The queue's ARN; that of a FIFO queue ends in `.fifo`.
    public var eventSourceARN: String?
    /// What SQS says of the message, such as `ApproximateReceiveCount` and `MessageGroupId`.
    public var attributes: [String: String]

    /// The message's id.
    public var itemIdentifier: String { messageID }
    /// Whether the queue is a FIFO queue.
    public var isOrdered: Bool { eventSourceARN?.hasSuffix(".fifo") ?? false }

    enum CodingKeys: String, CodingKey {
        case messageID = "messageId"
        case body, receiptHandle, eventSourceARN, attributes
    }

    /// Reads a message; only id and body are required.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        messageID = try container.decode(String.self, forKey: .messageID)
        body = try container.decode(String.self, forKey: .body)
        receiptHandle = container.lenientText(.receiptHandle)
        eventSourceARN = container.lenientText(.eventSourceARN)
        attributes = (try? container.decodeIfPresent([String: String].self, forKey: .attributes)) ?? [:]
    }
}
