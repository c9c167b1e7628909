import HTTP
import Mail
import Synchronization

/// Removes what mailboxes leave behind that have ended: messages, raw mails, and the slots of their owners.
///
/// It goes through the minutes in which mailboxes ended, from where the sweep before came to. Nothing depends on it: readers look at the time
/// themselves. It may be cut off anywhere and run twice at once; each step looks at the rows before it changes them, and a raw mail's row goes only
/// when the object has gone.
public struct ExpirySweep: Sendable {
    /// What a sweep did.
    public struct Report: Sendable, Equatable, Encodable {
        /// Mailboxes that were cleared.
        public var mailboxes = 0
        /// Raw mails that were deleted.
        public var rawMails = 0
        /// Mailboxes and raw mails that could not be, and are tried again.
        public var failures = 0
        /// Whether all was looked at that has ended.
        public var isComplete = true

        enum CodingKeys: String, CodingKey {
            case mailboxes
            case rawMails = "raw_mails"
            case failures
            case isComplete = "complete"
        }
    }

    /// How far back the first sweep goes: a day, and an hour for what was late.
    private static let firstReach: Int64 = 25 * 60
    /// What was written just now may not be in the index yet: the last minutes are looked at again.
    private static let overlap: Int64 = 2
    /// A raw mail may still be delivered to others: as long as Lambda tries again, and an hour.
    static let rawMailIsKept: Int64 = 7 * 60 * 60_000
    /// What is left of the time when it stops.
    private static let reserve = Duration.seconds(3)

    private let store: DynamoDBMailboxStore
    private let s3: S3
    private let bucket: String
    private let clock: any WallClock

    /// A sweep over a table and the bucket of its raw mails.
    public init(_ store: DynamoDBMailboxStore, s3: S3, bucket: String, clock: any WallClock) {
        self.store = store
        self.s3 = s3
        self.bucket = bucket
        self.clock = clock
    }

    /// Sweeps until all is done, or until the task's deadline is near.
    /// - Throws: what kept it from reading or writing how far it came.
    public func run() async throws -> Report {
        let now = clock.now()
        let last = now.millisecondsSince1970 / 60_000
        let before = try await store.table.get(TableKey.sweep)?["minute"]?.int.map { Int64($0) }
        var report = Report()
        var done = min((before ?? last - Self.firstReach) - Self.overlap, last - 1)
        // A minute with a failure is where the next sweep begins.
        var failed: Int64?
        while done < last {
            guard hasTime else {
                report.isComplete = false
                break
            }
            let failures = report.failures
            guard try await sweep(done + 1, now, &report) else {
                report.isComplete = false
                break
            }
            done += 1
            if report.failures > failures { failed = min(failed ?? done, done) }
        }
        try await keep(min(done, failed.map { $0 - 1 } ?? done))
        return report
    }

    private var hasTime: Bool {
        !Task.isCancelled && (RequestDeadline.current.map { ContinuousClock.now + Self.reserve < $0 } ?? true)
    }

    /// Looks at all that ends in a minute; false when time was up before.
    private func sweep(_ minute: Int64, _ now: Timestamp, _ report: inout Report) async throws -> Bool {
        let rows = try await rows(of: minute)
        var left = rows.filter { $0["pk"]?.text?.hasPrefix("MB#") == true }[...]
        while !left.isEmpty {
            guard hasTime else { return false }
            let some = left.prefix(16)
            left = left.dropFirst(some.count)
            let results = await withTaskGroup(of: Bool?.self) { group in
                for row in some { group.addTask { try? await store.clear(Mailbox(row: row), now: now) } }
                return await group.reduce(into: [Bool?]()) { $0.append($1) }
            }
            report.mailboxes += results.count { $0 == true }
            report.failures += results.count { $0 == nil }
        }
        // The rows of raw mails that the mailboxes of this minute have just given up may be among these.
        let raw = try await rawMails(minute, rows)
        guard hasTime || raw.isEmpty else { return false }
        try await delete(raw, &report)
        return true
    }

    private func rawMails(_ minute: Int64, _ rows: [Item]) async throws -> [Item] {
        let isCurrent = minute == clock.now().millisecondsSince1970 / 60_000
        return (isCurrent ? try await self.rows(of: minute) : rows).filter { $0["pk"]?.text?.hasPrefix("RAW#") == true }
    }

    /// All that the index has for a minute.
    private func rows(of minute: Int64) async throws -> [Item] {
        try await withThrowingTaskGroup(of: [Item].self) { group in
            for shard in 0..<ExpiryIndex.shards {
                group.addTask { try await store.ended(ExpiryIndex.partition(minute: minute, shard: shard)) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Deletes the objects of raw mails that no message has, then their rows.
    private func delete(_ rows: [Item], _ report: inout Report) async throws {
        var left = rows[...]
        while !left.isEmpty {
            let some = Array(left.prefix(1000))
            left = left.dropFirst(some.count)
            // The index may be late: the rows themselves decide.
            let fresh = try await store.table.get(some.map { TableKey.of($0) })
            let unused = fresh.filter { ($0["messages"]?.int ?? 0) <= 0 }
            for row in fresh where (row["messages"]?.int ?? 0) > 0 { try? await store.unmark(row) }
            let keys = unused.compactMap { $0["pk"]?.text?.dropFirst("RAW#".count) }.map(String.init)
            let refused: Set<String>
            do {
                refused = Set(try await s3.delete(keys, from: bucket).map(\.key))
            } catch is AWSError {
                report.failures += keys.count
                continue
            }
            report.failures += refused.count
            for row in unused {
                guard let key = row["pk"]?.text?.dropFirst("RAW#".count), !refused.contains(String(key)) else { continue }
                try await store.forgetRawMail(row)
                report.rawMails += 1
            }
        }
    }

    /// Keeps how far it came; a sweep beside it may have come farther.
    private func keep(_ minute: Int64) async throws {
        do {
            try await store.table.write(
                .update(
                    key: TableKey.sweep, expression: "SET #minute = :minute",
                    DynamoDB.Condition(
                        "attribute_not_exists(#minute) OR #minute < :minute", names: ["#minute": "minute"],
                        values: [":minute": .number(minute)])))
        } catch let error as AWSError where error.code == "ConditionalCheckFailedException" {
            return
        }
    }
}
