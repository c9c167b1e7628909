import LambdaEvents
import Logging

/// A function that takes a batch record by record, such as the messages of a queue.
///
/// A record whose handling throws is sent again, and no other: the runtime answers `batchItemFailures`. In a FIFO queue everything behind the
/// first failure counts as failed, untouched. When all fail the invocation fails, so that Lambda's error metric sees it. The event source mapping
/// has to ask for it (`ReportBatchItemFailures`).
public protocol BatchHandler: InvocationHandler {
    /// What a batch consists of.
    associatedtype Record: BatchRecord = SQSMessage

    /// Handles one record.
    func handle(_ record: Record, context: InvocationContext) async throws
}

extension BatchHandler {
    /// Handles the records one after the other, and answers which failed.
    public func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        let records = try EventCoding.decode(BatchEvent<Record>.self, from: event).records
        var outcome = BatchOutcome()
        for record in records {
            // What was not begun when time is up is left for the next attempt.
            guard !Task.isCancelled, !(record.isOrdered && outcome.firstFailure != nil) else {
                outcome.skip(record)
                continue
            }
            do {
                try await handle(record, context: context)
                outcome.succeeded += 1
            } catch {
                outcome.fail(record, error)
                context.logger.error(
                    "a record failed",
                    metadata: [
                        "itemIdentifier": "\(record.itemIdentifier)", "errorType": "\(ErrorType(of: error))", "errorMessage": "\(error)",
                    ])
            }
        }
        if !outcome.failures.isEmpty { context.metrics.count("BatchItemFailures", outcome.failures.count) }
        guard outcome.succeeded > 0 || records.isEmpty else { throw outcome.wholeFailure(records.count) }
        try await reply.send(outcome.json)
    }
}

/// What became of the records of a batch.
struct BatchOutcome {
    private(set) var failures: [String] = []
    private(set) var firstFailure: (any Error)?
    var succeeded = 0

    mutating func fail(_ record: some BatchRecord, _ error: any Error) {
        failures.append(record.itemIdentifier)
        firstFailure = firstFailure ?? error
    }

    mutating func skip(_ record: some BatchRecord) { failures.append(record.itemIdentifier) }

    func wholeFailure(_ count: Int) -> RuntimeFailure {
        RuntimeFailure(.batchFailed, "none of the \(count) records of the batch could be handled", cause: firstFailure)
    }

    /// `{"batchItemFailures": [{"itemIdentifier": "…"}]}`.
    var json: [UInt8] {
        var text = JSONText()
        text.raw(#"{"batchItemFailures":["#)
        for failure in failures {
            text.comma()
            text.raw("{")
            text.member("itemIdentifier", failure)
            text.raw("}")
        }
        text.raw("]}")
        return text.bytes
    }
}
