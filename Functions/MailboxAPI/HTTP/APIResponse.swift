import FoundationEssentials

/// An answer for every host of the API to send.
public struct APIResponse: Sendable {
    /// HTTP status code.
    public var status: Int
    /// Header fields, in order.
    public var headers: [(name: String, value: String)]
    /// The body; empty for 204.
    public var body: [UInt8]

    /// Creates an answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer with a value as JSON. Answers hold people's mail: nothing on the way may keep them.
    static func json(_ status: Int, _ value: some Encodable, contentType: String = "application/json") throws -> APIResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = [UInt8](try encoder.encode(value))
        return APIResponse(status: status, headers: headers(contentType), body: body)
    }

    /// Bytes that a sender chose. Whatever they are, a browser saves them and never shows or runs them.
    static func download(_ bytes: [UInt8], contentType: String, filename: String) -> APIResponse {
        APIResponse(
            status: 200,
            headers: headers(contentType) + [
                ("Content-Disposition", "attachment; filename=\"\(filename)\""), ("Content-Security-Policy", "sandbox; default-src 'none'"),
            ], body: bytes)
    }

    /// Plain text.
    /// - Parameter version: of the format, where it has one.
    static func text(_ text: String, version: String? = nil) -> APIResponse {
        let type = "text/plain; charset=utf-8" + (version.map { "; version=\($0)" } ?? "")
        return APIResponse(status: 200, headers: headers(type), body: Array(text.utf8))
    }

    /// JSON that is written already, and the same for everybody.
    static func document(_ json: String) -> APIResponse {
        APIResponse(status: 200, headers: headers("application/json"), body: Array(json.utf8))
    }

    /// A mail's HTML, which was made safe, for a frame: whatever was overlooked, no script runs in it, and nothing is loaded from elsewhere unless
    /// images may be.
    static func frame(_ html: String, images: HTMLImages) -> APIResponse {
        let sources = images == .allow ? "data: https: http:" : "data:"
        return APIResponse(
            status: 200,
            headers: headers("text/html; charset=utf-8") + [
                (
                    "Content-Security-Policy",
                    "default-src 'none'; img-src \(sources); style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
                        + "sandbox allow-popups allow-popups-to-escape-sandbox"
                ), ("Referrer-Policy", "no-referrer"),
            ], body: Array(html.utf8))
    }

    /// Where the content is, for a few minutes.
    static func redirect(_ url: String) -> APIResponse {
        APIResponse(status: 302, headers: [("Location", url), ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")])
    }

    /// What every answer with a body says: it is of this type and no other, and is not kept by anybody on the way.
    private static func headers(_ contentType: String) -> [(name: String, value: String)] {
        [("Content-Type", contentType), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    }
}
