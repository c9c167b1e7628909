/// Which web pages of other sites may use the API (Fetch Standard, "CORS protocol"). There is no wildcard: whoever may is named.
public struct CrossOrigin: Sendable {
    /// A text that is no origin.
    public struct Invalid: Error, Equatable, CustomStringConvertible {
        /// The text.
        public let origin: String

        /// What an origin is.
        public var description: String {
            "'\(origin)' is no origin: write scheme and host, with the port where it has one, and nothing behind, such as https://app.example.com"
        }
    }

    private let origins: Set<String>

    /// Nobody.
    public static let none = CrossOrigin(checked: [])

    private init(checked: Set<String>) {
        origins = checked
    }

    /// Pages of these origins.
    public init(_ origins: [String]) throws(Invalid) {
        for origin in origins {
            let rest = origin.hasPrefix("https://") ? origin.dropFirst(8) : origin.hasPrefix("http://") ? origin.dropFirst(7) : ""
            guard !rest.isEmpty, rest.utf8.allSatisfy({ Self.isHost($0) }) else { throw Invalid(origin: origin) }
        }
        self.origins = Set(origins.map { $0.lowercased() })
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-.:[]".utf8.contains(byte)
        }
    }

    /// Whether pages of an origin may.
    public func allows(_ origin: String) -> Bool { origins.contains(origin.lowercased()) }

    /// What an answer to a page says.
    func fields(for request: APIRequest) -> [(name: String, value: String)] {
        guard !origins.isEmpty else { return [] }
        // Caches must not give one page what was said to another.
        let vary = (name: "Vary", value: "Origin")
        guard let origin = request.headers["origin"], allows(origin) else { return [vary] }
        return [
            vary, ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Expose-Headers", "Location, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate, Content-Disposition"),
        ]
    }

    /// The answer to a page that asks whether it may; nil where that is no such question.
    func preflight(_ request: APIRequest, methods: [String]) -> APIResponse? {
        guard request.method == "OPTIONS", let origin = request.headers["origin"], allows(origin),
            request.headers["access-control-request-method"] != nil
        else { return nil }
        return APIResponse(
            status: 204,
            headers: [
                ("Access-Control-Allow-Methods", methods.joined(separator: ", ")),
                ("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key"), ("Access-Control-Max-Age", "600"),
            ])
    }
}
