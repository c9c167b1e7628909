/// Lines of log groups.
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

    // MARK: - Writing

    /// A line to be written: milliseconds since 1970, and what it says.
    package typealias NewLine = (timestamp: Int64, message: String)

    /// Makes a stream of a group; one that is there does as well.
    package func createStream(_ stream: String, of group: String) async throws {
        struct Request: Encodable {
            var logGroupName: String
            var logStreamName: String
        }
        do {
            let _: NoContent = try await client.json(
                .logs, "Logs_20140328", "CreateLogStream", isIdempotent: true, Request(logGroupName: group, logStreamName: stream))
        } catch let error as AWSError where error.code == "ResourceAlreadyExistsException" {}
    }

    /// Writes lines, in order of time and within 24 hours. An answer that is lost may have them written twice.
    /// - Throws: `AWSError`; of code `RejectedLogEvents` where the service has left some out.
    package func put(_ lines: [NewLine], to stream: String, of group: String) async throws {
        struct Line: Encodable {
            var timestamp: Int64
            var message: String
        }
        struct Request: Encodable {
            var logGroupName: String
            var logStreamName: String
            var logEvents: [Line]
        }
        struct Answer: Decodable {
            struct Rejected: Decodable {
                var tooNewLogEventStartIndex: Int?
                var tooOldLogEventEndIndex: Int?
                var expiredLogEventEndIndex: Int?
            }
            var rejectedLogEventsInfo: Rejected?
        }
        let answer: Answer = try await client.json(
            .logs, "Logs_20140328", "PutLogEvents", isIdempotent: true,
            Request(
                logGroupName: group, logStreamName: stream,
                logEvents: lines.map { Line(timestamp: $0.timestamp, message: $0.message) }))
        if let rejected = answer.rejectedLogEventsInfo,
            rejected.tooNewLogEventStartIndex ?? rejected.tooOldLogEventEndIndex ?? rejected.expiredLogEventEndIndex != nil
        {
            throw AWSError(
                service: AWSService.logs.name, operation: "PutLogEvents", code: "RejectedLogEvents",
                message: "some lines are too old or too new; is this machine's clock right?", isRetryable: false, outcome: .refused)
        }
    }

    /// The most lines of a call, and the most bytes, each line counted with 26 more.
    /// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
    private static let most = (lines: 10_000, bytes: 1_048_576)

    /// Lines as calls take them.
    package static func batches(_ lines: [NewLine]) -> [[NewLine]] {
        var batches: [[NewLine]] = []
        var bytes = 0
        for line in lines {
            let size = line.message.utf8.count + 26
            if let last = batches.last, last.count < most.lines, bytes + size <= most.bytes {
                batches[batches.count - 1].append(line)
                bytes += size
            } else {
                batches.append([line])
                bytes = size
            }
        }
        return batches
    }
}
