import HTTP

/// The Runtime API as one invocation loop speaks to it. Blocks its thread; not to be used by two at once.
final class RuntimeAPIClient: @unchecked Sendable {  // Each loop has one, and uses it on its own thread alone.
    /// The most bytes of an event that are taken: ten times what Lambda sends.
    static let eventLimit = 64 << 20

    /// What `/next` brought.
    enum Next {
        case invocation(InvocationHead, [UInt8])
        /// An event that is larger than ``eventLimit``.
        case tooLarge(InvocationHead)
        /// An invocation that nobody can answer; why.
        case lost(String)
        /// Something that may pass; why.
        case retry(String)
        /// Something that will not pass; why.
        case fatal(String)
    }

    /// What became of a POST.
    enum Delivery {
        case accepted
        /// Not taken, with the status.
        case refused(Int)
        /// Nobody knows: the connection was lost.
        case unknown(String)
    }

    /// Who we are, in AWS's own logs.
    static let userAgent = "postroom"

    let runtimeAPI: String
    let connection: HTTPConnection
    private let base: String

    init(_ runtimeAPI: String) {
        self.runtimeAPI = runtimeAPI
        base = "http://\(runtimeAPI)/2018-06-01/runtime"
        connection = HTTPConnection()
    }

    /// Waits for an invocation.
    func next() -> Next {
        let request = HTTPRequest(
            .get, base + "/invocation/next", fields: ["User-Agent": Self.userAgent], allowsPlainHTTP: true, timeouts: Self.patient,
            responseLimit: Self.eventLimit, usesProxy: false
        )
        do {
            let response = try connection.send(request)
            guard response.status == 200 else { return Self.failure(response.status) }
            guard let head = InvocationHead(fields: response.fields) else {
                return .lost("the Runtime API sent an invocation without a usable Lambda-Runtime-Aws-Request-Id: it cannot be answered")
            }
            return .invocation(head, response.body)
        } catch {
            if error.code == .responseTooLarge, let head = error.head.flatMap({ InvocationHead(fields: $0.fields) }) {
                return .tooLarge(head)
            }
            return .retry("the Runtime API cannot be asked for the next invocation: \(error)")
        }
    }

    /// 500 is documented as "exit promptly"; of the others, those that say "later" are tried again.
    private static func failure(_ status: Int) -> Next {
        let text = "the Runtime API answered \(status) where 200 is expected, to the request for the next invocation"
        return status == 408 || status == 429 || status > 500 ? .retry(text) : .fatal(text)
    }

    /// Sends the answer.
    func respond(_ requestID: String, _ body: [UInt8]) -> Delivery {
        post("/invocation/\(requestID)/response", ["Content-Type": "application/json"], body)
    }

    /// Sends a failure.
    func report(_ requestID: String, _ error: ErrorReport) -> Delivery {
        post("/invocation/\(requestID)/error", Self.fields(error), error.json(atMost: ErrorReport.bodyLimit))
    }

    /// Says that the function cannot start.
    func reportInit(_ error: ErrorReport) -> Delivery {
        post("/init/error", Self.fields(error), error.json(atMost: ErrorReport.bodyLimit), total: .seconds(2))
    }

    private static func fields(_ error: ErrorReport) -> HTTPFields {
        [
            "Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": error.type.description,
            "Lambda-Runtime-Function-XRay-Error-Cause": error.xrayCause,
        ]
    }

    private func post(_ path: String, _ fields: HTTPFields, _ body: [UInt8], total: Duration? = nil) -> Delivery {
        var fields = fields
        fields.append("User-Agent", Self.userAgent)
        let request = HTTPRequest(
            .post, base + path, fields: fields, body: .bytes(body), allowsPlainHTTP: true,
            timeouts: HTTPTimeouts(idle: .seconds(30), total: total), usesProxy: false)
        do {
            let response = try connection.send(request)
            return response.status == 202 ? .accepted : .refused(response.status)
        } catch {
            return .unknown("\(error)")
        }
    }

    /// Streams an answer, on a connection of its own that is closed behind it.
    static func respond(_ runtimeAPI: String, _ requestID: String, _ stream: HTTPUploadStream, contentType: String) async -> Delivery {
        let request = HTTPRequest(
            .post, "http://\(runtimeAPI)/2018-06-01/runtime/invocation/\(requestID)/response",
            fields: [
                "Content-Type": contentType, "User-Agent": userAgent, "Lambda-Runtime-Function-Response-Mode": "streaming",
                "Trailer": "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body", "Connection": "close",
            ],
            body: .stream(stream), allowsPlainHTTP: true, timeouts: HTTPTimeouts(idle: nil), usesProxy: false)
        do {
            let response = try await HTTPTransport.shared.send(request)
            return response.status == 202 ? .accepted : .refused(response.status)
        } catch {
            return .unknown("\(error)")
        }
    }

    /// The next invocation may be hours away.
    private static let patient = HTTPTimeouts(idle: nil)
}
