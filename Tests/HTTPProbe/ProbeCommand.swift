import HTTP

/// A line of stdin.
struct ProbeCommand: Decodable {
    enum Action: String, Decodable {
        /// Takes another transport, with what is set here.
        case configure
        /// Starts the transport and reads the trust roots.
        case warmUp
        /// Sends a request by the transport.
        case send
        /// Sends a request on the connection that blocks; no other command is read before its answer.
        case block
        /// Sends a request, and keeps the body for `read` and `drop`.
        case open
        /// Reads from the body of the command `of`.
        case read
        /// Forgets the body of the command `of`.
        case drop
        /// Writes to the stream of the command `of`.
        case write
        /// Ends the stream of the command `of`.
        case finish
        /// Cancels the task of the command `of`.
        case cancel
    }

    var id: Int
    var action: Action
    var of: Int?
    var request: ProbeRequest?
    /// Seconds.
    var keptFor: Double?
    var connectionsPerHost: Int?
    /// How many bytes to read at least, or to write.
    var count: Int?
    /// Bytes that were read are counted, and not told.
    var discards: Bool?
    var trailers: [[String]]?
}

/// A request as a command describes it; what is left out has the client's default.
struct ProbeRequest: Decodable {
    struct Body: Decodable {
        var text: String?
        /// So many bytes of the pattern from memory, from a reader, or written to a stream.
        var bytes: Int?
        var reader: Int?
        var stream: Int?
        /// Where the reader throws.
        var failsAt: Int?
        /// The size of what is written at once.
        var chunk: Int?
        /// The stream is written by commands.
        var isManual: Bool?
    }

    var method: String
    var url: String
    var fields: [[String]]?
    var body: Body?
    var allowsPlainHTTP: Bool?
    var isIdempotent: Bool?
    /// Seconds.
    var connect: Double?
    var idle: Double?
    var total: Double?
    var responseLimit: Int?
    var sendsTrace: Bool?
    var usesProxy: Bool?
    /// The trace of the task that sends.
    var trace: String?

    /// The request, with this body.
    func request(_ body: HTTPRequestBody) throws -> HTTPRequest {
        guard let method = HTTPMethod(rawValue: method) else { throw ProbeFailure(description: "there is no method '\(method)'") }
        var request = HTTPRequest(
            method, url, body: body, allowsPlainHTTP: allowsPlainHTTP ?? true, isIdempotent: isIdempotent,
            sendsTrace: sendsTrace ?? false, usesProxy: usesProxy ?? true)
        for field in fields ?? [] where field.count == 2 { request.fields.append(field[0], field[1]) }
        if let connect { request.timeouts.connect = .seconds(connect) }
        if let idle { request.timeouts.idle = .seconds(idle) }
        if let total { request.timeouts.total = .seconds(total) }
        if let responseLimit { request.responseLimit = responseLimit }
        return request
    }
}

/// What the probe was asked for and cannot do, or was asked to fail with.
struct ProbeFailure: Error, CustomStringConvertible {
    var description: String
}
