/// A request as every host of the API hands it over: the local server, API Gateway, a Function URL.
public struct APIRequest: Sendable {
    /// In capitals.
    public var method: String
    /// Still percent-encoded, without the query.
    public var path: String
    /// Still percent-encoded, without the question mark.
    public var query: String
    /// The Authorization header, if any.
    public var authorization: String?

    /// Creates a request.
    public init(method: String, path: String, query: String = "", authorization: String? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.authorization = authorization
    }

    /// The path's segments, decoded; nil when the encoding is broken.
    var segments: [String]? {
        var result: [String] = []
        for segment in path.split(separator: "/", omittingEmptySubsequences: true) {
            guard let decoded = PercentEncoding.decode(segment) else { return nil }
            result.append(decoded)
        }
        return result
    }

    /// The first value of a query parameter, decoded; nil when it is not given.
    func parameter(_ name: String) throws(Problem) -> String? {
        for pair in query.split(separator: "&") {
            let pieces = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = pieces.first, PercentEncoding.decodeForm(key) == name else { continue }
            guard pieces.count > 1 else { return "" }
            // Taking a broken value for none would do what was not asked for.
            guard let value = PercentEncoding.decodeForm(pieces[1]) else { throw .badQuery(name) }
            return value
        }
        return nil
    }
}

/// Percent-encoding of URLs (RFC 3986 section 2.1).
enum PercentEncoding {
    /// Decoded text; nil for a broken escape or bytes that are not UTF-8.
    static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The same with `+` as a space, as query strings have it.
    static func decodeForm(_ text: Substring) -> String? {
        decode(Substring(String(text.map { $0 == "+" ? " " : $0 })))
    }

    private static func digit(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) }
}
