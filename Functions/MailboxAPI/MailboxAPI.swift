import Crypto
import Logging
import Mail

/// The REST API of the inbox: one implementation for every host. `/openapi.json` describes it.
public struct MailboxAPI: Sendable {
    /// What differs from host to host.
    public struct Options: Sendable {
        /// How long a request may wait for mail at most.
        public var longestWait: Duration
        /// Whether mailboxes are made for callers without a key.
        public var isAnonymousWelcome = true
        /// Whether callers without a key are counted too: not on a laptop, where all of them are one person's tests.
        public var limitsStrangers = true
        /// Pages of which other sites may use it.
        public var crossOrigin = CrossOrigin.none
        /// Whether `/metrics` tells what was answered: only where one process answers everything.
        public var hasMetrics = false
        /// The clock that everything goes by, where the operator may move it; nil for one that nobody moves.
        public var clock: (any MovableClock)?
        /// Bytes of a mail that the installation takes.
        public var maximumMessageBytes: Int

        /// Creates options.
        public init(longestWait: Duration = .seconds(25), maximumMessageBytes: Int = 40 << 20) {
            self.longestWait = longestWait
            self.maximumMessageBytes = maximumMessageBytes
        }
    }

    let service: MailboxService
    let accounts: any AccountStore
    let downloads: any DownloadLinks
    let credentials: Credentials
    let options: Options
    let logger: Logger
    let counts = RequestCounts()
    private let limiter = RateLimiter()

    /// Creates the API.
    /// - Parameters:
    ///   - service: does what is asked for.
    ///   - accounts: has accounts and keys.
    ///   - downloads: gives out what is too large for an answer.
    ///   - credentials: recognises callers.
    ///   - options: what differs from host to host.
    ///   - logger: takes what goes wrong, and nothing of mails and tokens.
    public init(
        service: MailboxService, accounts: any AccountStore, downloads: any DownloadLinks = NoDownloadLinks(), credentials: Credentials,
        options: Options = Options(), logger: Logger
    ) {
        self.service = service
        self.accounts = accounts
        self.downloads = downloads
        self.credentials = credentials
        self.options = options
        self.logger = logger
    }

    /// Answers a request; every failure is an answer too.
    public func respond(to request: APIRequest) async -> APIResponse {
        var response = await answer(to: request)
        response.headers += options.crossOrigin.fields(for: request)
        // RFC 9110 sections 9.3.2 and 8.6: whatever the answer is, one to HEAD has no content, but the length that it would have.
        if request.method == "HEAD" {
            response.headers.append(("Content-Length", "\(response.body.count)"))
            response.body = []
        }
        return response
    }

    private func answer(to request: APIRequest) async -> APIResponse {
        var routed: Route?
        let response: APIResponse
        do {
            response = try await route(request, &routed)
        } catch let problem as Problem {
            response = problem.response
        } catch is RawMailMissing {
            response = Problem.rawMailMissing.response
        } catch {
            logger.error(
                "request failed", metadata: ["method": "\(request.method)", "path": "\(routed?.path ?? "")", "reason": "\(error)"])
            response = Problem.internalError.response
        }
        counts.count(method: routed?.method, path: routed?.path, status: response.status)
        return response
    }

    private func route(_ request: APIRequest, _ routed: inout Route?) async throws -> APIResponse {
        guard let segments = request.segments else { throw Problem.badPath }
        let found = Self.routes(of: segments, hasClock: options.clock != nil)
        guard let (first, variables) = found.first else { throw Problem.routeNotFound }
        let methods = found.filter { $0.route.path == first.path }.map(\.route.method)
        let allowed = methods.contains("GET") ? methods + ["HEAD"] : methods
        if let preflight = options.crossOrigin.preflight(request, methods: allowed) { return preflight }
        let method = request.method == "HEAD" ? "GET" : request.method
        guard let route = found.first(where: { $0.route.method == method && $0.route.path == first.path })?.route else {
            throw Problem.methodNotAllowed(allowed)
        }
        routed = route
        guard request.body.count <= APIRequest.maximumBody || route.isPublic else { throw Problem.bodyTooLarge }
        guard !route.isPublic else { return try await route.run(self, Call(request: request, variables: variables, caller: .anonymous)) }
        return try await limited(request) { caller in
            try await route.run(self, Call(request: request, variables: variables, caller: caller))
        }
    }

    /// The answer itself, or where it is when the host has no room for it: a message with megabytes of text.
    private func fitting(_ response: APIResponse) async throws -> APIResponse {
        guard response.body.count > downloads.limit else { return response }
        let type = response.headers.first { $0.name == "Content-Type" }?.value ?? ""
        let ending = type.hasPrefix("application/json") ? "json" : type.hasPrefix("text/html") ? "html" : "txt"
        let name = SHA256.hash(response.body).hexadecimal
        return .redirect(try await downloads.link(to: response.body, name: name, filename: "answer.\(ending)"))
    }

    /// Answers within the limits of the caller, and says where those are.
    private func limited(_ request: APIRequest, _ run: (Caller) async throws -> APIResponse) async throws -> APIResponse {
        var caller: Caller?
        var refusal: (any Error)?
        do { caller = try await credentials.caller(of: request, logger: logger) } catch { refusal = error }
        let plan = try await service.plan(of: caller?.owner)
        var standing: RateLimiter.Standing?
        // Who guesses tokens has an address all the same.
        let key: APIKey? = if case .key(let key) = caller { key } else { nil }
        if plan.requestsPerMinute >= 0, key != nil || options.limitsStrangers {
            standing = limiter.take(key?.id ?? "address \(request.clientAddress ?? "")", limit: plan.requestsPerMinute)
        }
        if let standing, !standing.isAllowed {
            let problem = Problem.tooManyRequests(standing.limit, seconds: standing.seconds)
            return problem.response.with(standing)
        }
        do {
            if let refusal { throw refusal }
            return try await fitting(run(caller ?? .anonymous)).with(standing)
        } catch let problem as Problem {
            return problem.response.with(standing)
        }
    }
}

extension APIResponse {
    /// The answer with what is left to the caller (draft-ietf-httpapi-ratelimit-headers-10).
    fileprivate func with(_ standing: RateLimiter.Standing?) -> APIResponse {
        guard let standing else { return self }
        var answer = self
        answer.headers.append(("RateLimit-Policy", "\"minute\";q=\(standing.limit);w=60"))
        answer.headers.append(("RateLimit", "\"minute\";r=\(standing.remaining);t=\(standing.seconds)"))
        return answer
    }
}
