import HTTP

/// Something to do before the first event, when a function has a whole processor and nobody waits.
public struct WarmUp: Sendable {
    /// What it is, for the metric line. CloudWatch takes visible ASCII; what is none becomes `_`.
    public let name: String
    let run: @Sendable () async throws -> Void

    /// Describes a warm-up. One that fails is logged, and the function starts all the same.
    public init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
        self.name = String(decoding: name.utf8.prefix(Self.nameLimit).map { $0 > 0x20 && $0 < 0x7F ? $0 : 0x5F }, as: UTF8.self)
        self.run = run
    }

    /// CloudWatch takes 255 bytes, and the runtime puts something before.
    private static let nameLimit = 200

    /// The transport for AWS: its thread and its store of trust roots. No root is parsed for it; a connection does that.
    public static let transport = WarmUp("transport") { try HTTPTransport.shared.warmUp() }

    /// A connection that the first request will use. A server that answers with an error is connected as well.
    public static func connection(to url: String) -> WarmUp {
        WarmUp("connection.\(host(url))") {
            _ = try await HTTPTransport.shared.send(
                HTTPRequest(.head, url, allowsPlainHTTP: url.hasPrefix("http://"), responseLimit: 1 << 20))
        }
    }

    /// The first decoding of an event: it costs sixty times the second.
    public static func decoding<Event: Decodable & Sendable>(_ type: Event.Type, from json: String) -> WarmUp {
        WarmUp("decoding.\(type)") { _ = try EventCoding.decode(type, from: Array(json.utf8)) }
    }

    /// Host and port of a URL; what may stand before them, such as a password, is nobody's business.
    private static func host(_ url: String) -> Substring {
        let parts = url.split(separator: "/")
        let authority = parts.first { !$0.hasSuffix(":") }?.prefix { $0 != "?" && $0 != "#" } ?? "unknown"
        return authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    }
}
