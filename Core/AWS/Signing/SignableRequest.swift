import HTTP
import Mail

/// What a signature covers of a request.
package struct SignableRequest: Sendable {
    package var method: HTTPMethod
    /// `https` or `http`.
    package var scheme: String
    /// Host, and port where it is not the scheme's own.
    package var host: String
    /// The path as it is sent, percent-encoded.
    package var path: String
    /// Names and values of the query, not encoded.
    package var query: [(name: String, value: String)]
    /// The header fields that are sent, without Host.
    package var fields: HTTPFields
    /// The SHA-256 of the body in hexadecimal digits, or `UNSIGNED-PAYLOAD`.
    package var payloadHash: String

    /// Describes a request.
    package init(
        method: HTTPMethod, scheme: String, host: String, path: String, query: [(name: String, value: String)], fields: HTTPFields,
        payloadHash: String
    ) {
        self.method = method
        self.scheme = scheme
        self.host = host
        self.path = path
        self.query = query
        self.fields = fields
        self.payloadHash = payloadHash
    }

    /// The query as it is sent and as it is signed: encoded, in the order of the encoded names, then values.
    package var canonicalQuery: String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0.0 == $1.0 ? Bytewise.isLess($0.1, $1.1) : Bytewise.isLess($0.0, $1.0) }
            .map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    /// The URL to send it to.
    package var url: String { "\(scheme)://\(host)\(path)\(query.isEmpty ? "" : "?\(canonicalQuery)")" }
}

/// The order of bytes; Swift compares strings by their meaning.
enum Bytewise {
    static func isLess(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}
