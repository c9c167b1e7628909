import HTTP
import Mail
import Synchronization

/// Removes what mailboxes leave behind that have ended: messages, raw mails, and the slots of their owners.
///
/// It goes through the minutes in which mailboxes ended, from where the sweep before came to. Nothing depends on it: readers look at the time
/// themselves. It may be cut off anywhere and run twice at once; each step looks at the rows before it changes them, and a raw mail's row
/// leaves the index only when the object has gone. What cannot be removed is moved to a later minute, so that it keeps nobody else back.
public struct ExpirySweep: Sendable {
    /// What a sweep did.
    public struct Report: Sendable, Encodable {
        /// Mailboxes that were cleared.
        public var mailboxes = 0
        /// Raw mails that were deleted.
        public var rawMails = 0
        /// Mailboxes and raw mails that could not be, and are tried again.
        public var failures = 0
        /// The first of them.
        public var failed: [Failure] = []
        /// Whether all was looked at that has ended.
        public var isComplete = true

        enum CodingKeys: String, CodingKey {
            case mailboxes
            case rawMails = "raw_mails"
            case failures
            case isComplete = "complete"
        }
    }

    /// A mailbox or a raw mail that could not be removed.
    public struct Failure: Sendable {
        /// The partition key of its row.
        public var row: String
        /// The code, and what went wrong.
        public var reason: String
    }

    /// How far back the first sweep goes: a day, and an hour for what was late.
    private static let firstReach: Int64 = 25 * 60
    /// What was written just now may not be in the index yet: the last minutes are looked at again.
    private static let overlap: Int64 = 2
    /// What is left of the time when it stops.
    private static let reserve = Duration.seconds(3)
    /// How many rows are worked on at once.
    private static let atOnce = 16
    /// How many raw mails are deleted by one call. S3 takes ten times as many; so many can be begun and ended within the reserve.
    private static let block = 100
    /// How many failures are described.
    private static let described = 20

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

    /// A sweep on its way.
    private struct Progress {
        var now: Timestamp
        var report = Report()
        /// Whether something of this minute could not even be moved to a later one.
        var isStuck = false
    }

    /// Sweeps until all is done, or until the task's deadline is near.
    /// - Throws: what kept it from reading, or from writing how far it came.
    public func run() async throws -> Report {
        var progress = Progress(now: clock.now())
        let last = progress.now.millisecondsSince1970 / 60_000
        let before = try await store.table.get(TableKey.sweep)?["minute"]?.int.map { Int64($0) }
        var done = min((before ?? last - Self.firstReach) - Self.overlap, last - 1)
        // Where the next sweep begins, if not behind the last minute.
        var stuck: Int64?
        while done < last {
            progress.isStuck = false
            do {
                guard hasTime, try await sweep(done + 1, &progress) else {
                    progress.report.isComplete = false
                    break
                }
            } catch {
                // What was done before need not be done again.
                try? await keep(stuck ?? done)
                throw error
            }
            if progress.isStuck { stuck = stuck ?? done }
            done += 1
        }
        try await keep(stuck ?? done)
        return progress.report
    }

    private var hasTime: Bool {
        !Task.isCancelled && (RequestDeadline.current.map { ContinuousClock.now + Self.reserve < $0 } ?? true)
    }

    /// Looks at all that ends in a minute; false when time was up before.
    private func sweep(_ minute: Int64, _ progress: inout Progress) async throws -> Bool {
        let rows = try await rows(of: minute)
        var left = rows.filter { $0["pk"]?.text?.hasPrefix("MB#") == true }[...]
        let now = progress.now
        while !left.isEmpty {
            guard hasTime else { return false }
            let some = left.prefix(Self.atOnce)
            left = left.dropFirst(some.count)
            for outcome in await each(Array(some), .clear, now: now) {
                if outcome.isDone { progress.report.mailboxes += 1 }
                if let reason = outcome.failure {
                    guard await putOff(outcome.row, reason, &progress) else { return false }
                }
            }
        }
        // The rows of raw mails that the mailboxes of this minute have just given up may be among these.
        let isCurrent = minute == clock.now().millisecondsSince1970 / 60_000
        let raw = (isCurrent ? try await self.rows(of: minute) : rows).filter { $0["pk"]?.text?.hasPrefix("RAW#") == true }
        return try await delete(raw, &progress)
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

    /// What became of a row.
    private struct Outcome: Sendable {
        var row: Item
        /// Whether it was done; false where there was nothing to do.
        var isDone = false
        var failure: String?
    }

    private enum Step {
        case clear, begin, forget
    }

    /// Does a step with each row, with some of them at once.
    private func each(_ rows: [Item], _ step: Step, now: Timestamp) async -> [Outcome] {
        var outcomes: [Outcome] = []
        var left = rows[...]
        while !left.isEmpty {
            let some = left.prefix(Self.atOnce)
            left = left.dropFirst(some.count)
            await withTaskGroup(of: Outcome.self) { group in
                for row in some { group.addTask { await perform(step, row, now) } }
                for await outcome in group { outcomes.append(outcome) }
            }
        }
        return outcomes
    }

    private func perform(_ step: Step, _ row: Item, _ now: Timestamp) async -> Outcome {
        var outcome = Outcome(row: row)
        do {
            switch step {
            case .clear: outcome.isDone = try await store.clear(row, now: now)
            case .begin: outcome.isDone = try await store.beginDeleting(row, now: now)
            case .forget:
                try await store.forgetRawMail(row, now: now)
                outcome.isDone = true
            }
        } catch {
            outcome.failure = "\(error)"
        }
        return outcome
    }

    /// Deletes the objects of raw mails that nobody needs, then their rows; false when time was up before.
    private func delete(_ rows: [Item], _ progress: inout Progress) async throws -> Bool {
        var left = rows[...]
        while !left.isEmpty {
            guard hasTime else { return false }
            let some = Array(left.prefix(Self.block))
            left = left.dropFirst(some.count)
            guard try await deleteBlock(some, &progress) else { return false }
        }
        return true
    }

    private func deleteBlock(_ rows: [Item], _ progress: inout Progress) async throws -> Bool {
        // The index may be late: the rows themselves decide, and those that were moved meanwhile have their own minute.
        let places = Set(rows.compactMap { $0["exp_pk"]?.text })
        var seen: Set<String> = []
        // One may be in two places of a late index; DynamoDB takes no key twice.
        let keys = rows.filter { seen.insert(Self.objectKey($0)).inserted }.map { TableKey.of($0) }
        let fresh = try await store.table.get(keys).filter { $0["exp_pk"]?.text.map(places.contains) == true }
        let now = progress.now
        var unused: [Item] = []
        for outcome in await each(fresh, .begin, now: now) {
            if outcome.isDone { unused.append(outcome.row) }
            if let reason = outcome.failure {
                guard await putOff(outcome.row, reason, &progress) else { return false }
            }
        }
        guard hasTime else { return false }
        do {
            for refused in try await s3.delete(unused.map { Self.objectKey($0) }, from: bucket) {
                guard let index = unused.firstIndex(where: { Self.objectKey($0) == refused.key }) else { continue }
                let row = unused.remove(at: index)
                let reason = "S3 DeleteObjects: \(refused.code): \(refused.message)"
                guard await putOff(row, reason, &progress) else { return false }
            }
        } catch {
            for row in unused {
                guard await putOff(row, "\(error)", &progress) else { return false }
            }
            return true
        }
        for outcome in await each(unused, .forget, now: now) {
            if outcome.isDone { progress.report.rawMails += 1 }
            if let reason = outcome.failure {
                guard await putOff(outcome.row, reason, &progress) else { return false }
            }
        }
        return true
    }

    private static func objectKey(_ row: Item) -> String { String(row["pk"]?.text?.dropFirst("RAW#".count) ?? "") }

    /// Moves what could not be removed to a later minute; false when it failed because time is up.
    private func putOff(_ row: Item, _ reason: String, _ progress: inout Progress) async -> Bool {
        guard hasTime else { return false }
        progress.report.failures += 1
        if progress.report.failed.count < Self.described {
            progress.report.failed.append(Failure(row: row["pk"]?.text ?? "?", reason: PrintableText.line(reason, limit: 500)))
        }
        do {
            try await store.putOff(row, now: progress.now)
        } catch {
            progress.isStuck = true
        }
        return true
    }

    /// Keeps how far it came; a sweep beside it may have come farther.
    private func keep(_ minute: Int64) async throws {
        try await store.writeIfHolds(
            .update(
                key: TableKey.sweep, expression: "SET #minute = :minute",
                DynamoDB.Condition(
                    "attribute_not_exists(#minute) OR #minute < :minute", names: ["#minute": "minute"],
                    values: [":minute": .number(minute)])))
    }
}
