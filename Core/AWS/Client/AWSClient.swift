import Crypto
import HTTP
import Mail

/// Signs calls, sends them, and repeats those that may be repeated.
///
/// Every service has a type of its own on top: ``S3``, ``DynamoDB``, ``SES`` and so on.
public final class AWSClient: Sendable {
    let configuration: AWSConfiguration
    private let credentials: CredentialsCache?
    private let transport: HTTPTransport
    private let clock: ServerClock
    private let tokens = RetryTokens()
    private let longestAttempt: Duration?

    /// Creates a client; without credentials it does not sign.
    public convenience init(
        configuration: AWSConfiguration, credentials: (any AWSCredentialsSource)?, transport: HTTPTransport = .shared,
        clock: any WallClock = SystemClock()
    ) {
        self.init(configuration: configuration, credentials: credentials, transport: transport, clock: clock, longestAttempt: nil)
    }

    /// The same, giving each attempt this time: tests have less of it than mail.
    package init(
        configuration: AWSConfiguration, credentials: (any AWSCredentialsSource)?, transport: HTTPTransport = .shared,
        clock: any WallClock = SystemClock(), longestAttempt: Duration?
    ) {
        self.configuration = configuration
        self.longestAttempt = longestAttempt
        self.credentials = credentials.map { CredentialsCache($0, clock: clock) }
        self.transport = transport
        self.clock = ServerClock(clock)
    }

    /// The client of a function: everything comes from the environment.
    /// - Throws: ``InvalidAWSConfiguration``.
    public convenience init(environment: [String: String], transport: HTTPTransport = .shared) throws {
        try self.init(environment: environment, transport: transport, longestAttempt: nil)
    }

    /// The same, for tests.
    package convenience init(environment: [String: String], transport: HTTPTransport = .shared, longestAttempt: Duration?) throws {
        self.init(
            configuration: try AWSConfiguration(environment: environment),
            credentials: CredentialsChain(environment: environment, transport: transport), transport: transport,
            longestAttempt: longestAttempt)
    }

    /// Fetches the credentials, so that the first call does not have to.
    public func warmUp() async throws {
        _ = try await credentials?.credentials()
    }

    /// Makes a call; `read` makes the answer out of a response of status 2xx.
    /// - Throws: ``AWSError``, ``AWSCredentialsError``, `CancellationError`.
    func send<Answer>(_ call: AWSCall, read: @escaping (HTTPResponse) throws -> Answer) async throws -> Answer {
        let kept = Kept<Answer>()
        _ = try await attempt(call) { kept.answer = try read($0) }
        guard let answer = kept.answer else { throw AWSCredentialsError("\(call.service.name) \(call.operation) came to no end") }
        return answer
    }

    private final class Kept<Answer> {
        var answer: Answer?
    }

    /// Makes a call whose answer is read as it arrives.
    /// - Throws: ``AWSError``, ``AWSCredentialsError``, `CancellationError`.
    func open(_ call: AWSCall) async throws -> HTTPStreamedResponse {
        guard let response = try await attempt(call, read: nil) else {
            throw AWSCredentialsError("\(call.service.name) \(call.operation) came to no end")
        }
        return response
    }

    /// A URL that makes a call, for somebody without credentials.
    func presign(_ call: AWSCall, seconds: Int) async throws -> String {
        guard let credentials = try await credentials?.credentialsBeforeDeadline() else {
            throw AWSCredentialsError("a URL cannot be signed without credentials")
        }
        return signer(call, credentials).presign(signable(call, payloadHash: "UNSIGNED-PAYLOAD"), at: clock.now, seconds: seconds)
    }

    // MARK: - Attempts

    private struct Refusal: Error {
        let head: HTTPResponseHead
        let body: [UInt8]
    }

    private struct Unreadable: Error {
        let reason: String
        let head: HTTPResponseHead
    }

    /// What an attempt came to, when it came to nothing.
    private struct Failure {
        var error: AWSError
        /// Whether the same again may help.
        var mayRepeat: Bool
        var isThrottling = false
        var isTimeout = false
        /// Whether to repeat at once, with another signature.
        var signsAgain = false
    }

    /// One request, whose answer is read; without `read` it is returned as it begins.
    private func once(_ request: HTTPRequest, read: ((HTTPResponse) throws -> Void)?) async throws -> HTTPStreamedResponse? {
        guard let read else {
            let response = try await transport.open(request)
            guard (200...299).contains(response.status) else {
                throw Refusal(head: response.head, body: try await response.body.collect(limit: 1 << 20))
            }
            return response
        }
        let response = try await transport.send(request)
        guard (200...299).contains(response.status) else { throw Refusal(head: response.head, body: response.body) }
        do {
            try read(response)
            return nil
        } catch {
            throw Unreadable(reason: "\(error)", head: response.head)
        }
    }

    /// Makes a call, again where that may help. Not generic: the compiler would make a copy for every answer there is.
    @inline(never)
    private func attempt(_ call: AWSCall, read: ((HTTPResponse) throws -> Void)?) async throws -> HTTPStreamedResponse? {
        var taken: Int?
        var hasSignedAgain = false
        var attempt = 1
        let hash = try payloadHash(call.body)
        var last: AWSError?
        // What may have been done by one attempt is not undone by the refusal of the next.
        var mayBeDone = false
        while true {
            try Task.checkCancellation()
            var failure: Failure
            let credentials = try await credentials?.credentialsBeforeDeadline()
            if let deadline = RequestDeadline.current, ContinuousClock.now >= deadline { throw last ?? late(call) }
            let time = clock.now
            do {
                let answer = try await once(try request(call, credentials, hash, time), read: read)
                tokens.succeed(taken)
                return answer
            } catch let refusal as Refusal {
                failure = judge(call, AWSErrorReader.read(call, refusal.head, refusal.body))
                // Nothing was done yet in either case, so that it may be done again.
                if RetryRules.isExpired(failure.error.code), let credentials {
                    await self.credentials?.forget(credentials)
                    failure.signsAgain = true
                } else if RetryRules.mayBeSkewed(failure.error.code), credentials != nil {
                    failure.signsAgain = clock.correct(by: refusal.head.fields, signedAt: time)
                }
            } catch let error as HTTPError {
                failure = judge(call, error)
            } catch let error as Unreadable {
                failure = judge(call, error)
            }
            mayBeDone = mayBeDone || failure.error.outcome == .unknown
            if mayBeDone { failure.error.outcome = .unknown }
            failure.error.attempts = attempt
            failure.error.mayBeRepeated = call.isIdempotent
            last = failure.error
            if failure.signsAgain, !hasSignedAgain {
                hasSignedAgain = true
                attempt += 1
                continue
            }
            guard failure.mayRepeat, attempt < RetryRules.attempts else { throw failure.error }
            let pause = RetryRules.pause(
                afterAttempt: attempt, isThrottling: failure.isThrottling, random: Double.random(in: 0...1))
            if let deadline = RequestDeadline.current, ContinuousClock.now + pause >= deadline { throw failure.error }
            guard let cost = tokens.take(afterTimeout: failure.isTimeout) else { throw failure.error }
            taken = cost
            try await Task.sleep(for: pause)
            attempt += 1
        }
    }

    /// A call for which there is no time left.
    private func late(_ call: AWSCall) -> AWSError {
        AWSError(
            service: call.service.name, operation: call.operation, code: "NotSent",
            message: "the deadline was over before it could be sent",
            isRetryable: true, outcome: .notSent, attempts: 0)
    }

    /// What a refusal means.
    private func judge(_ call: AWSCall, _ error: AWSError) -> Failure {
        var error = error
        let status = error.status ?? 0
        if RetryRules.isThrottling(error.code, status: status) {
            error.isRetryable = true
            // An attempt before is being worked on.
            if error.code == "TransactionInProgressException" { error.outcome = .unknown }
            return Failure(error: error, mayRepeat: true, isThrottling: true)
        }
        if RetryRules.isTransient(error.code, status: status) {
            error.isRetryable = true
            // A server that failed may have done its work first.
            error.outcome = .unknown
            return Failure(error: error, mayRepeat: call.isIdempotent)
        }
        return Failure(error: error, mayRepeat: false)
    }

    /// What a lost connection means.
    private func judge(_ call: AWSCall, _ error: HTTPError) -> Failure {
        let isInvalid = [.invalidRequest, .requestBodyFailed, .untrusted, .responseTooLarge].contains(error.code)
        let isUnknown = error.wroteRequest && !call.isIdempotent
        let failure = AWSError(
            service: call.service.name, operation: call.operation, code: error.wroteRequest ? "NoAnswer" : "NotSent",
            message: error.description, status: error.head?.status, requestID: error.head.flatMap { AWSErrorReader.requestID($0.fields) },
            isRetryable: !isInvalid, outcome: error.wroteRequest ? .unknown : .notSent)
        return Failure(error: failure, mayRepeat: !isInvalid && !isUnknown, isTimeout: error.code == .timedOut)
    }

    /// What an answer means that nobody understands.
    private func judge(_ call: AWSCall, _ error: Unreadable) -> Failure {
        let failure = AWSError(
            service: call.service.name, operation: call.operation, code: "UnreadableAnswer", message: error.reason,
            status: error.head.status, requestID: AWSErrorReader.requestID(error.head.fields), isRetryable: true,
            outcome: .unknown)
        return Failure(error: failure, mayRepeat: call.isIdempotent)
    }

    // MARK: - A request

    private func request(_ call: AWSCall, _ credentials: AWSCredentials?, _ hash: String, _ time: Timestamp) throws -> HTTPRequest {
        var signable = signable(call, payloadHash: hash)
        if let credentials { signer(call, credentials).sign(&signable, at: time) }
        if case .reader(let reader) = call.body { try reader.rewind() }
        signable.fields["User-Agent"] = "postroom"
        return HTTPRequest(
            call.method, signable.url, fields: signable.fields, body: call.body, allowsPlainHTTP: call.endpoint.isConfigured,
            isIdempotent: call.isIdempotent, timeouts: timeouts(call), responseLimit: call.responseLimit, sendsTrace: true)
    }

    private func timeouts(_ call: AWSCall) -> HTTPTimeouts {
        let left = RequestDeadline.current.map { max(.milliseconds(1), ContinuousClock.now.duration(to: $0)) }
        let total = [left, longestAttempt].compactMap { $0 }.min()
        return HTTPTimeouts(connect: .seconds(3), idle: call.idle, total: total)
    }

    private func signable(_ call: AWSCall, payloadHash: String) -> SignableRequest {
        SignableRequest(
            method: call.method, scheme: call.endpoint.scheme, host: call.endpoint.host, path: call.endpoint.basePath + call.path,
            query: call.query, fields: call.fields, payloadHash: payloadHash)
    }

    private func signer(_ call: AWSCall, _ credentials: AWSCredentials) -> SigV4Signer {
        SigV4Signer(credentials: credentials, region: configuration.region, service: call.service.signingName)
    }

    /// A body that is made while it is sent is read once before: the signature stands in front of it.
    private func payloadHash(_ body: HTTPRequestBody) throws -> String {
        switch body {
        case .none: return SHA256.hash([]).hexadecimal
        case .bytes(let bytes): return SHA256.hash(bytes).hexadecimal
        case .reader(let reader):
            try reader.rewind()
            let digest = SHA256Stream()
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
                if count == 0 { return digest.finish().hexadecimal }
                buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        case .stream: return "UNSIGNED-PAYLOAD"
        }
    }
}
