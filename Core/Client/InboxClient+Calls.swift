import FoundationEssentials
import HTTP

/// One call of the API.
struct Call: Sendable {
    var method: HTTPMethod
    var path: String
    var body: [UInt8]?
    var token: String?
    var fields: HTTPFields
    /// From the first byte to the last.
    var timeout: Duration
    /// Until when it may be sent again.
    var deadline: ContinuousClock.Instant?

    /// - Parameters:
    ///   - segments: of the path behind `/api/v1`.
    ///   - query: what has no value is left out.
    init(
        _ method: HTTPMethod, _ segments: [String], query: [(name: String, value: String?)] = [], body: [UInt8]? = nil,
        absolutePath: String? = nil, token: String?, fields: HTTPFields = [:], timeout: Duration = .seconds(30),
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.method = method
        path = absolutePath ?? "/api/v1" + segments.map { "/\(PercentEncoding.encode($0))" }.joined()
        let pairs = query.compactMap { pair in pair.value.map { "\(pair.name)=\(PercentEncoding.encode($0))" } }
        if !pairs.isEmpty { path += "?\(pairs.joined(separator: "&"))" }
        self.body = body
        self.token = token
        self.fields = fields
        self.timeout = timeout
        self.deadline = deadline
    }
}

extension InboxClient {
    /// Bytes of an answer that are taken: a mail of 40 MB with its parts as JSON is less.
    private static let answerLimit = 256 << 20

    /// Sends a call and reads the JSON of its answer.
    func answer<Answer: Decodable>(_ call: Call) async throws -> Answer {
        let response = try await send(call)
        do {
            return try Self.decoder.decode(Answer.self, from: Data(response.body))
        } catch {
            throw InboxError.unreadable("the answer to \(call.method.rawValue) \(call.path) is not what was expected: \(error)")
        }
    }

    /// Sends a call, again where it failed for a reason that may pass.
    /// - Parameter goneIsDone: whether 404 is an answer when the call is sent again: the first time may have done it.
    @discardableResult
    func send(_ call: Call, attempts: Int? = nil, goneIsDone: Bool = false) async throws -> HTTPResponse {
        let attempts = attempts ?? self.attempts
        var attempt = 1
        while true {
            let failure: InboxError
            let pause: Duration?
            do {
                let response = try await exchange(call)
                if response.status < 400 { return response }
                if goneIsDone, attempt > 1, response.status == 404 { return response }
                let problem = InboxError.Problem(response)
                failure = .refused(problem)
                pause = [429, 502, 503, 504].contains(problem.status) ? problem.retryAfter ?? Self.pause(behind: attempt) : nil
            } catch let error as HTTPError {
                failure = .unreachable(server: server, reason: error.description)
                pause = error.code == .connectionLost ? Self.pause(behind: attempt) : nil
            }
            guard let pause, attempt < attempts, pause <= longestPause, call.deadline.map({ .now + pause < $0 }) ?? true else {
                throw failure
            }
            try await Task.sleep(for: pause)
            attempt += 1
        }
    }

    private func exchange(_ call: Call) async throws -> HTTPResponse {
        guard server.hasPrefix("http://") || server.hasPrefix("https://") else {
            throw InboxError.unreachable(server: server, reason: "it begins with neither https:// nor http://")
        }
        var fields = call.fields
        fields["Accept"] = "application/json"
        if let token = call.token { fields["Authorization"] = "Bearer \(token)" }
        if call.body != nil { fields["Content-Type"] = "application/json" }
        let request = HTTPRequest(
            call.method, server + call.path, fields: fields, body: call.body.map { .bytes($0) } ?? .none, allowsPlainHTTP: true,
            isIdempotent: true, timeouts: HTTPTimeouts(idle: nil, total: call.timeout), responseLimit: Self.answerLimit)
        let response = try await HTTPTransport.shared.send(request)
        // What is large is elsewhere, at an address that is a secret itself: it gets no token.
        guard response.status == 302, let location = response.fields["Location"] else { return response }
        return try await HTTPTransport.shared.send(
            HTTPRequest(
                .get, location, allowsPlainHTTP: server.hasPrefix("http://"), timeouts: HTTPTimeouts(idle: nil, total: call.timeout),
                responseLimit: Self.answerLimit))
    }

    /// Half of a bound that doubles, and up to as much again by chance.
    private static func pause(behind attempt: Int) -> Duration {
        .milliseconds(Int.random(in: 125...250) << min(attempt - 1, 4))
    }

    static func encode(_ value: some Encodable) throws -> [UInt8] { [UInt8](try JSONEncoder().encode(value)) }

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            let date = try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            guard let date = date ?? (try? Date(text, strategy: .iso8601)) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no time")
            }
            return date
        }
        return decoder
    }()
}

/// Percent-encoding of what stands in a URL (RFC 3986 section 2.1). Its own, so that the library needs nothing of Postroom but the HTTP client.
enum PercentEncoding {
    /// Encodes every byte but the unreserved ones.
    static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}
