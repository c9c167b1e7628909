import HTTP
import Mail
import Synchronization

/// Keeps credentials, and asks for new ones before they end; many callers at once cause one request.
package actor CredentialsCache {
    /// From then on new ones are asked for; the old ones serve while that fails.
    static let refreshBefore: Int64 = 5 * 60_000
    /// Credentials that end sooner are not used: the request would arrive too late.
    static let unusableBefore: Int64 = 15_000

    /// How long a call waits for new ones while the old ones are good.
    private let patience: Duration

    private let source: any AWSCredentialsSource
    private let clock: any WallClock
    private var kept: AWSCredentials?
    private var retryAt: Timestamp?
    private var refresh: Task<AWSCredentials, any Error>?

    /// Keeps what a source gives.
    package init(_ source: any AWSCredentialsSource, clock: any WallClock, patience: Duration = .seconds(2)) {
        self.source = source
        self.clock = clock
        self.patience = patience
    }

    /// Credentials that are good for a while.
    package func credentials() async throws -> AWSCredentials {
        if let kept = usable() { return kept }
        do {
            return try await renew()
        } catch {
            guard !(error is CancellationError), let kept = stillGood() else { throw error }
            return kept
        }
    }

    /// The kept ones, where new ones cannot be had and these last for a request; they are not asked for again at once.
    private func stillGood() -> AWSCredentials? {
        let now = clock.now()
        guard let kept, !ends(kept, within: Self.unusableBefore, of: now) else { return nil }
        retryAt = Timestamp(millisecondsSince1970: now.millisecondsSince1970 + 30_000)
        return kept
    }

    /// The kept ones, where no others have to be asked for.
    private func usable() -> AWSCredentials? {
        let now = clock.now()
        guard let kept else { return nil }
        if !ends(kept, within: Self.refreshBefore, of: now) { return kept }
        if let retryAt, now < retryAt, !ends(kept, within: Self.unusableBefore, of: now) { return kept }
        return nil
    }

    /// The same, waiting no longer than ``RequestDeadline``, and no longer than the task that asks is wanted; a moment only, where the kept ones
    /// still do.
    ///
    /// A source may take its time: somebody has to enter a code, or an endpoint hangs.
    package func credentialsBeforeDeadline() async throws -> AWSCredentials {
        if let kept = usable() { return kept }
        let waiter = Waiter()
        let request = Task {
            do {
                waiter.resume(.success(try await credentials()))
            } catch {
                waiter.resume(.failure(error))
            }
        }
        let hasGood = kept.map { !ends($0, within: Self.unusableBefore, of: clock.now()) } ?? false
        let enough = hasGood ? ContinuousClock.now + patience : nil
        let alarm = [RequestDeadline.current, enough].compactMap { $0 }.min().map { time in
            Task {
                try await Task.sleep(until: time, clock: .continuous)
                waiter.resume(afterWaiting())
            }
        }
        defer { alarm?.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter.wait($0) }
        } onCancel: {
            request.cancel()
            waiter.resume(.failure(CancellationError()))
        }
    }

    /// What there is when new ones take too long.
    private func afterWaiting() -> Result<AWSCredentials, any Error> {
        if let kept = stillGood() { return .success(kept) }
        return .failure(AWSCredentialsError("there were no credentials before the deadline: their source takes too long"))
    }

    /// Forgets credentials that a service refused as expired.
    package func forget(_ refused: AWSCredentials) {
        if kept == refused { kept = nil }
    }

    private func renew() async throws -> AWSCredentials {
        if let refresh { return try await refresh.value }
        // A task of its own: the one that asked first may be cancelled or have little time, the others still wait.
        let task = Task.detached { [source] in
            guard let found = try await source.credentials() else { throw AWSCredentialsError("the source of credentials has none") }
            return found
        }
        refresh = task
        defer { refresh = nil }
        let found = try await task.value
        kept = found
        retryAt = nil
        return found
    }

    private func ends(_ credentials: AWSCredentials, within milliseconds: Int64, of now: Timestamp) -> Bool {
        guard let expiration = credentials.expiration else { return false }
        return expiration.millisecondsSince1970 - now.millisecondsSince1970 < milliseconds
    }
}

/// Somebody who waits for the first of several results.
private final class Waiter: Sendable {
    private enum State {
        case nothing
        case waiting(CheckedContinuation<AWSCredentials, any Error>)
        case done(Result<AWSCredentials, any Error>)
    }

    private let state = Mutex(State.nothing)

    func wait(_ continuation: CheckedContinuation<AWSCredentials, any Error>) {
        let result: Result<AWSCredentials, any Error>? = state.withLock { state in
            if case .done(let result) = state { return result }
            state = .waiting(continuation)
            return nil
        }
        if let result { continuation.resume(with: result) }
    }

    func resume(_ result: Result<AWSCredentials, any Error>) {
        let continuation: CheckedContinuation<AWSCredentials, any Error>? = state.withLock { state in
            defer { if case .done = state {} else { state = .done(result) } }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume(with: result)
    }
}
