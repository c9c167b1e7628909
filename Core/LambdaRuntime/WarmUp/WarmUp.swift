import HTTP

/// Something to do before the first event, when a function has a whole processor and nobody waits.
public struct WarmUp: Sendable {
    /// What it is, for the metric line.
    public let name: String
    let run: @Sendable () async throws -> Void

    /// Describes a warm-up. One that fails is logged, and the function starts all the same.
    public init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.run = run
    }

    /// The transport for AWS: its thread and the trust roots.
    public static let transport = WarmUp("transport") { try HTTPTransport.shared.warmUp() }

    /// A connection that the first request will use. A server that answers with an error is connected as well.
    public static func connection(to url: String) -> WarmUp {
        WarmUp("connection") {
            _ = try await HTTPTransport.shared.send(
                HTTPRequest(.head, url, allowsPlainHTTP: url.hasPrefix("http://"), responseLimit: 1 << 20))
        }
    }

    /// The first decoding of an event: it costs sixty times the second.
    public static func decoding<Event: Decodable & Sendable>(_ type: Event.Type, from json: String) -> WarmUp {
        WarmUp("decoding") { _ = try EventCoding.decode(type, from: Array(json.utf8)) }
    }
}
