import Crypto
import HTTP

/// Changes that others may be faster with.
extension DynamoDB {
    /// How often a change is tried again when another came in between. Each loser waits a random while, so that one of many gets through soon.
    package static let tries = 100

    /// Makes a write; what it answers, or nil when its condition does not hold: another was faster, or an attempt before whose answer was lost.
    @discardableResult
    package func writeIfHolds(_ write: Write) async throws -> Item? {
        do {
            return try await self.write(write) ?? [:]
        } catch let error as AWSError where error.isConditionFailure {
            return nil
        }
    }

    /// Makes a transaction; the reasons, part by part, when a condition did not hold or others were at work on the same rows.
    /// - Throws: ``AWSError``. Where a part was refused for another reason, its code is the error's: throttling after three attempts, all else at once.
    package func transactOrReasons(_ writes: [Write]) async throws -> [AWSError.CancellationReason]? {
        var attempt = 1
        while true {
            do {
                try await transact(writes, token: try SecureRandom.bytes(16).hexadecimal)
                return nil
            } catch var error as AWSError where error.code == "TransactionCanceledException" && !error.cancellationReasons.isEmpty {
                let reasons = error.cancellationReasons
                guard !reasons.contains(where: \.isCondition), let other = reasons.first(where: { !$0.isContention }) else {
                    return reasons
                }
                error.code = other.code
                error.isRetryable = other.isThrottling
                error.attempts = attempt
                let pause = RetryRules.pause(afterAttempt: attempt, isThrottling: true, random: Double.random(in: 0...1))
                let isLate = RequestDeadline.current.map { ContinuousClock.now + pause >= $0 } ?? false
                guard error.isRetryable, attempt < RetryRules.attempts, !isLate else { throw error }
                try await Task.sleep(for: pause)
                attempt += 1
            }
        }
    }

    /// Waits for a while that grows with the number of losses.
    package static func pause(_ attempt: Int) async throws {
        try await Task.sleep(for: .microseconds(Int64(Double.random(in: 0...1) * Double(min(2000 << min(attempt, 6), 60_000)))))
    }

    /// Too many others were faster.
    package static func contention(_ what: String) -> AWSError {
        AWSError(
            service: "DynamoDB", operation: "TransactWriteItems", code: "TransactionConflict",
            message: "\(what) was changed by others \(tries) times in a row", isRetryable: true, outcome: .refused)
    }
}

extension AWSError {
    /// Whether the condition of a single write does not hold.
    package var isConditionFailure: Bool { code == "ConditionalCheckFailedException" }
}

extension AWSError.CancellationReason {
    /// Whether the part's condition does not hold.
    package var isCondition: Bool { code == "ConditionalCheckFailed" }

    /// Whether the part is all right, or only met others.
    fileprivate var isContention: Bool { code == "None" || code == "TransactionConflict" || isCondition }

    /// Whether there is too much to do for the table.
    fileprivate var isThrottling: Bool { code == "ThrottlingError" || code == "ProvisionedThroughputExceeded" }
}
