/// Content-Disposition (RFC 2183).
public struct ContentDisposition: Sendable {
    /// `inline`, `attachment`, or another token, in lower case.
    public let type: String
    let parameters: Parameters

    /// Reads a field value; nil when no token begins it.
    init?(parsing value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) {
        var tokens = HeaderTokens()
        tokens.skipCFWS(value, &log)
        let type = tokens.prefix(value, while: \.isTokenCharacter)
        tokens.skipCFWS(value, &log)
        guard !type.isEmpty || tokens.next(value) == ASCII.semicolon else {
            log.note(.invalidContentDisposition, "no disposition type")
            return nil
        }
        if type.isEmpty || tokens.next(value) == ASCII.equals {
            // `filename=x` without a type: the parameters count, and the type is the default for unknown ones (RFC 2183 section 2.8).
            log.note(.invalidContentDisposition, "parameters without a disposition type; read as attachment")
            self.type = "attachment"
            tokens.position = 0
        } else {
            self.type = value.loweredString(type)
        }
        parameters = Parameters(value, &tokens, limits: limits, &log)
    }

    /// As for a span.
    init?(parsing value: [UInt8], limits: FieldLimits = .standard, _ log: inout DefectLog) {
        self.init(parsing: value.span, limits: limits, &log)
    }

    /// The suggested file name, decoded; never a safe path by itself.
    public var filename: String? {
        var log = DefectLog()
        return filename(&log)
    }

    func filename(_ log: inout DefectLog) -> String? { parameters.text("filename", &log) }

    /// A parameter decoded to text, by its name in lower case.
    public func parameter(_ name: String) -> String? {
        var log = DefectLog()
        return parameters.text(name, &log)
    }

    /// The size in bytes that the sender gives (RFC 2183 section 2.7); nil where there is none, or no number.
    public var size: Int? { parameter("size").flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

    /// When the file was made (RFC 2183 section 2.4).
    public var creationDate: DateTime? { parameter("creation-date").flatMap { DateTime($0) } }

    /// When the file was last changed (RFC 2183 section 2.5).
    public var modificationDate: DateTime? { parameter("modification-date").flatMap { DateTime($0) } }

    /// When the file was last read (RFC 2183 section 2.6).
    public var readDate: DateTime? { parameter("read-date").flatMap { DateTime($0) } }
}
