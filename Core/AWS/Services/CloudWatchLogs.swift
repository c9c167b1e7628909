/// Lines of a log group.
///
/// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
public struct CloudWatchLogs: Sendable {
    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    /// A line.
    public struct Line: Decodable, Sendable, Equatable {
        /// Milliseconds since 1970.
        public var timestamp: Int64
        /// What it says.
        public var message: String
        /// The stream that it is in.
        public var stream: String?

        private enum CodingKeys: String, CodingKey {
            case timestamp
            case message
            case stream = "logStreamName"
        }
    }

    /// Lines that match a pattern, a page; `next` is where the following one begins, also after a page without lines.
    public func filter(
        _ group: String, pattern: String? = nil, from start: Int64? = nil, to end: Int64? = nil, after token: String? = nil,
        limit: Int? = nil
    ) async throws -> (lines: [Line], next: String?) {
        struct Request: Encodable {
            var logGroupName: String
            var filterPattern: String?
            var startTime: Int64?
            var endTime: Int64?
            var nextToken: String?
            var limit: Int?
        }
        struct Answer: Decodable {
            var events: [Line]?
            var nextToken: String?
        }
        let answer: Answer = try await client.json(
            .logs, "Logs_20140328", "FilterLogEvents", isIdempotent: true,
            Request(logGroupName: group, filterPattern: pattern, startTime: start, endTime: end, nextToken: token, limit: limit))
        return (answer.events ?? [], answer.nextToken)
    }
}
