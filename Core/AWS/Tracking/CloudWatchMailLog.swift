import AWS
import Crypto
import Mail
import Synchronization
import Tracking

/// The mail log in a log group of CloudWatch Logs.
///
/// Each instance of a function has a stream of its own, made when it writes for the first time: no two write into one.
public final class CloudWatchMailLog: MailLog {
    /// CloudWatch Logs takes what is at most 14 days old, and what a batch holds lies within one day: older entries are put down as of then. Their
    /// own time is in them.
    private static let age = Duration.seconds(23 * 60 * 60)

    private let logs: CloudWatchLogs
    private let group: String
    private let function: String
    private let clock: any WallClock
    private let stream = Mutex<String?>(nil)

    /// Writes to a group, which has to be there.
    public init(_ logs: CloudWatchLogs, group: String, function: String, clock: any WallClock = SystemClock()) {
        self.logs = logs
        self.group = group
        self.function = function
        self.clock = clock
    }

    /// See ``MailLog/write(_:)``.
    public func write(_ entries: [MailLogEntry]) async throws {
        let now = clock.now()
        let oldest = now.adding(.zero - Self.age)
        let lines = entries.map { entry in
            (timestamp: min(max(entry.time, oldest), now).millisecondsSince1970, message: entry.json)
        }
        // In order of time, and otherwise as they came.
        let sorted = lines.enumerated().sorted { ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset) }.map(\.element)
        for batch in CloudWatchLogs.batches(sorted) {
            do {
                try await logs.put(batch, to: try await openStream(now), of: group)
            } catch let error as AWSError where error.code == "ResourceNotFoundException" {
                // Somebody has removed the stream.
                stream.withLock { $0 = nil }
                try await logs.put(batch, to: try await openStream(now), of: group)
            }
        }
    }

    private func openStream(_ now: Timestamp) async throws -> String {
        if let name = stream.withLock({ $0 }) { return name }
        let day = now.rfc3339.prefix(10).split(separator: "-").joined(separator: "/")
        let name = "\(day)/\(function)/\(try SecureRandom.bytes(12).hexadecimal)"
        try await logs.createStream(name, of: group)
        stream.withLock { $0 = name }
        return name
    }
}

/// The mail log of a log group, to be read.
public struct CloudWatchMailLogSource: MailLogSource {
    private let logs: CloudWatchLogs
    private let group: String

    /// Reads a group.
    public init(_ logs: CloudWatchLogs, group: String) {
        self.logs = logs
        self.group = group
    }

    /// See ``MailLogSource/entries(with:since:)``.
    public func entries(with words: [String], since: Timestamp) async throws -> [MailLogEntry] {
        var found: [MailLogEntry] = []
        for pattern in Self.patterns(words) {
            var token: String?
            repeat {
                let page = try await logs.filter(group, pattern: pattern, from: since.millisecondsSince1970, after: token)
                found += page.lines.compactMap { MailLogEntry(json: $0.message) }
                token = page.next
            } while token != nil
        }
        return found
    }

    /// Filter patterns that find lines with one of the words, as few as the limit of 1,024 characters allows.
    ///
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    package static func patterns(_ words: [String]) -> [String] {
        var patterns: [String] = []
        var terms: [String] = []
        func end() {
            if terms.count == 1 { patterns.append("\"\(terms[0])\"") }
            if terms.count > 1 { patterns.append(terms.map { "?\"\($0)\"" }.joined(separator: " ")) }
            terms = []
        }
        for term in words.map(plainPart) where !term.isEmpty && !terms.contains(term) {
            if terms.reduce(0, { $0 + $1.count + 4 }) + term.count + 4 > 1000 { end() }
            terms.append(term)
        }
        end()
        return patterns
    }

    /// The longest part of a word that means nothing in a pattern, and that JSON leaves as it is.
    private static func plainPart(_ word: String) -> String {
        let parts = word.split { character in
            guard let byte = character.asciiValue else { return true }
            return byte <= 0x20 || byte >= 0x7F || character == "\"" || character == "\\" || character == "="
        }
        return parts.max { $0.count < $1.count }.map { String($0.prefix(200)) } ?? ""
    }
}
