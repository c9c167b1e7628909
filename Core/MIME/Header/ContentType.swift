/// A media type with its parameters (RFC 2045 section 5). Names are in lower case.
public struct ContentType: Sendable {
    /// The top-level type, such as `text`.
    public let type: String
    /// The subtype, such as `plain`.
    public let subtype: String
    private let source: ParameterSource

    var parameters: Parameters { source.parameters }

    /// `type/subtype`.
    public var essence: String { "\(type)/\(subtype)" }

    /// Reads a field value; nil when it is not `type/subtype` at all.
    init?(parsing value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) {
        var tokens = HeaderTokens()
        guard let names = Self.names(value, &tokens, &log) else { return nil }
        (type, subtype) = names
        source = .read(Parameters(value, &tokens, limits: limits, &log))
    }

    /// Reads the type of a field; the parameters when one is asked for.
    init?(unread field: HeaderField) {
        var log = DefectLog()
        var tokens = HeaderTokens()
        guard let names = field.withValue({ Self.names($0, &tokens, &log) }) else { return nil }
        (type, subtype) = names
        source = .unread(field, from: tokens.position)
    }

    /// Reads `type/subtype`.
    private static func names(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) -> (String, String)? {
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
        return (value.loweredString(type), value.loweredString(subtype))
    }

    /// As for a span.
    init?(parsing value: [UInt8], limits: FieldLimits = .standard, _ log: inout DefectLog) {
        self.init(parsing: value.span, limits: limits, &log)
    }

    private init(_ type: String, _ subtype: String) {
        self.type = type
        self.subtype = subtype
        source = .read(Parameters())
    }

    /// What a part without Content-Type is (RFC 2045 section 5.2).
    static let text = ContentType("text", "plain")
    /// What a part of multipart/digest without Content-Type is (RFC 2046 section 5.1.5).
    static let message = ContentType("message", "rfc822")
    /// What bytes that no one has looked into are.
    static let opaque = ContentType("application", "octet-stream")

    /// The charset label in lower case, as written; nil when there is none.
    public var charset: String? {
        guard source.mayHave("charset") else { return nil }
        let parameters = parameters
        guard let range = parameters.range("charset") else { return nil }
        let bytes = parameters.bytes.span
        let label = bytes.trimmingFWS(range)
        return label.isEmpty ? nil : bytes.loweredString(label)
    }

    /// A parameter decoded to text.
    public func parameter(_ name: String) -> String? {
        var log = DefectLog()
        return parameter(name, &log)
    }

    func parameter(_ name: String, _ log: inout DefectLog) -> String? {
        source.mayHave(name) ? parameters.text(name, &log) : nil
    }

    /// The boundary as bytes; nil when there is nothing in it.
    var boundaryBytes: [UInt8]? {
        guard let boundary = parameters.bytes("boundary"), boundary.contains(where: { !$0.isFWS }) else { return nil }
        return boundary
    }

    /// Whether the content is a message with a header of its own (RFC 2046 section 5.2.1, RFC 6532).
    var isMessage: Bool { type == "message" && (subtype == "rfc822" || subtype == "global") }

    func isMultipart(_ subtype: String) -> Bool { type == "multipart" && self.subtype == subtype }
}

/// The parameters of a field, or where they can be read.
private enum ParameterSource: Sendable {
    case read(Parameters)
    case unread(HeaderField, from: Int)

    var parameters: Parameters {
        switch self {
        case .read(let parameters): return parameters
        case .unread(let field, let start):
            var log = DefectLog()
            return field.withValue { value in
                var tokens = HeaderTokens()
                tokens.position = start
                return Parameters(value, &tokens, limits: field.limits, &log)
            }
        }
    }

    /// False where the name is nowhere in the field, so that its parameters need not be read. `name` is in lower case.
    func mayHave(_ name: String) -> Bool {
        guard case .unread(let field, let start) = self else { return true }
        return field.withValue { $0.containsIgnoringCase(name.utf8.span, from: start) }
    }
}
