import Mail

/// Keeps credentials, and asks for new ones before they end; many callers at once cause one request.
actor CredentialsCache {
    /// From then on new ones are asked for; the old ones serve while that fails.
    static let refreshBefore: Int64 = 5 * 60_000
    /// Credentials that end sooner are not used: the request would arrive too late.
    static let unusableBefore: Int64 = 15_000

    private let source: any AWSCredentialsSource
    private let clock: any WallClock
    private var kept: AWSCredentials?
    private var retryAt: Timestamp?
    private var refresh: Task<AWSCredentials, any Error>?

    init(_ source: any AWSCredentialsSource, clock: any WallClock) {
        self.source = source
        self.clock = clock
    }

    /// Credentials that are good for a while.
    func credentials() async throws -> AWSCredentials {
        let now = clock.now()
        if let kept, !ends(kept, within: Self.refreshBefore, of: now) { return kept }
        if let kept, let retryAt, now < retryAt, !ends(kept, within: Self.unusableBefore, of: now) { return kept }
        do {
            return try await renew()
        } catch {
            guard let kept, !ends(kept, within: Self.unusableBefore, of: clock.now()), !(error is CancellationError) else { throw error }
            retryAt = Timestamp(millisecondsSince1970: clock.now().millisecondsSince1970 + 30_000)
            return kept
        }
    }

    /// Forgets credentials that a service refused as expired.
    func forget(_ refused: AWSCredentials) {
        if kept == refused { kept = nil }
    }

    private func renew() async throws -> AWSCredentials {
        if let refresh { return try await refresh.value }
        // A task of its own: the one that asked first may be cancelled, the others still wait.
        let task = Task { [source] in
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
