/// A media type with its parameters (RFC 2045 section 5). Names are in lower case.
public struct ContentType: Sendable {
    /// The top-level type, such as `text`.
    public let type: String
    /// The subtype, such as `plain`.
    public let subtype: String
    let parameters: Parameters

    /// `type/subtype`.
    public var essence: String { "\(type)/\(subtype)" }

    /// Reads a field value; nil when it is not `type/subtype` at all.
    init?(parsing value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) {
        var tokens = HeaderTokens()
        tokens.skipCFWS(value, &log)
        let type = tokens.prefix(value, while: \.isTokenCharacter)
        tokens.skipCFWS(value, &log)
        guard !type.isEmpty, tokens.next(value) == ASCII.slash else {
            log.note(.invalidContentType, "'\(value.excerpt(value.trimmingFWS(0..<value.count)))' is not type/subtype")
            return nil
        }
        tokens.position += 1
        tokens.skipCFWS(value, &log)
        let subtype = tokens.prefix(value, while: \.isTokenCharacter)
        guard !subtype.isEmpty else {
            log.note(.invalidContentType, "'\(value.excerpt(value.trimmingFWS(0..<value.count)))' has no subtype")
            return nil
        }
        self.type = value.loweredString(type)
        self.subtype = value.loweredString(subtype)
        parameters = Parameters(value, &tokens, limits: limits, &log)
    }

    /// As for a span.
    init?(parsing value: [UInt8], limits: FieldLimits = .standard, _ log: inout DefectLog) {
        self.init(parsing: value.span, limits: limits, &log)
    }

    private init(_ type: String, _ subtype: String) {
        self.type = type
        self.subtype = subtype
        parameters = Parameters()
    }

    /// What a part without Content-Type is (RFC 2045 section 5.2).
    static let text = ContentType("text", "plain")
    /// What a part of multipart/digest without Content-Type is (RFC 2046 section 5.1.5).
    static let message = ContentType("message", "rfc822")
    /// What bytes that no one has looked into are.
    static let opaque = ContentType("application", "octet-stream")

    /// The charset label in lower case, as written; nil when there is none.
    public var charset: String? {
        guard let range = parameters.range("charset") else { return nil }
        let bytes = parameters.bytes.span
        let label = bytes.trimmingFWS(range)
        return label.isEmpty ? nil : bytes.loweredString(label)
    }

    /// A parameter decoded to text.
    public func parameter(_ name: String) -> String? {
        var log = DefectLog()
        return parameters.text(name, &log)
    }

    func parameter(_ name: String, _ log: inout DefectLog) -> String? { parameters.text(name, &log) }

    /// The boundary as bytes; nil when there is nothing in it.
    var boundaryBytes: [UInt8]? {
        guard let boundary = parameters.bytes("boundary"), boundary.contains(where: { !$0.isFWS }) else { return nil }
        return boundary
    }

    /// Whether the content is a message with a header of its own (RFC 2046 section 5.2.1, RFC 6532).
    var isMessage: Bool { type == "message" && (subtype == "rfc822" || subtype == "global") }

    func isMultipart(_ subtype: String) -> Bool { type == "multipart" && self.subtype == subtype }
}
