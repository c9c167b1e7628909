/// A failure as the Runtime API takes it: name, message, and what led to it.
public struct ErrorReport: Sendable, Equatable, CustomStringConvertible {
    /// The most Unicode scalars of a message that are reported.
    static let messageLimit = 262_144
    /// The most bytes of a body of `/error`: far less than Lambda takes, and more than anybody reads.
    static let bodyLimit = 256 << 10
    /// The most causes that are reported.
    static let causeLimit = 8

    /// One link of the chain.
    public struct Link: Sendable, Equatable {
        /// The stable name.
        public var type: ErrorType
        /// The error's description.
        public var message: String
    }

    /// The failure, and behind it what led to it, the nearest cause first.
    public let chain: [Link]

    /// The stable name.
    public var type: ErrorType { chain[0].type }
    /// The message.
    public var message: String { chain[0].message }
    /// Type and message in one line.
    public var description: String { "\(type): \(message)" }

    private init(chain: [Link]) { self.chain = chain }

    /// Reports an error and its causes.
    public init(_ error: any Error) {
        var chain: [Link] = []
        var next: (any Error)? = error
        while let error = next, chain.count <= Self.causeLimit {
            chain.append(Link(type: ErrorType(of: error), message: Self.cut("\(error)", Self.messageLimit)))
            next = (error as? any ReportableError)?.cause
        }
        self.chain = chain
    }

    /// The body of `/error`: `{"errorType", "errorMessage", "stackTrace", "cause"}`.
    public var json: [UInt8] {
        var text = JSONText()
        text.raw("{")
        text.member("errorType", type.description)
        text.member("errorMessage", message)
        text.name("stackTrace")
        text.raw("[]")
        text.name("cause")
        text.raw("[")
        for link in chain.dropFirst() {
            text.comma()
            text.raw("{")
            text.member("errorType", link.type.description)
            text.member("errorMessage", link.message)
            text.raw("}")
        }
        text.raw("]}")
        return text.bytes
    }

    /// The body of `/error` in at most so many bytes: without causes, and with less of the message, as far as needed.
    package func json(atMost limit: Int) -> [UInt8] {
        var report = self
        var scalars = limit
        while report.json.count > limit, scalars > 0 {
            scalars /= 2
            report = ErrorReport(chain: [Link(type: type, message: Self.cut(message, scalars))])
        }
        return report.json
    }

    /// The value of `Lambda-Runtime-Function-XRay-Error-Cause`: ASCII, less than 64 KiB.
    package var xrayCause: String {
        var text = JSONText()
        text.isASCII = true
        text.raw(#"{"working_directory":"","exceptions":["#)
        for link in chain.prefix(4) {
            text.comma()
            text.raw("{")
            text.member("type", link.type.description)
            text.member("message", Self.cut(link.message, 1000))
            text.name("stack")
            text.raw("[]}")
        }
        text.raw(#"],"paths":[]}"#)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        // Bytes first: they are counted without a walk.
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
        return String(text.unicodeScalars.prefix(limit)) + "…"
    }
}
