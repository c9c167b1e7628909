/// Content-Disposition (RFC 2183).
public struct ContentDisposition: Sendable {
    /// `inline`, `attachment`, or another token, in lower case.
    public let type: String
    private let parameters: Parameters

    /// Reads a field value; nil when no token begins it.
    init?(parsing value: [UInt8], _ log: inout DefectLog) {
        var tokens = HeaderTokens(value)
        tokens.skipCFWS(&log)
        let type = tokens.prefix { $0.isTokenCharacter }
        tokens.skipCFWS(&log)
        guard !type.isEmpty || tokens.next == ASCII.semicolon else {
            log.note(.invalidContentDisposition, "no disposition type")
            return nil
        }
        if type.isEmpty || tokens.next == ASCII.equals {
            // `filename=x` without a type: the parameters count, and the type is the default for unknown ones (RFC 2183 section 2.8).
            log.note(.invalidContentDisposition, "parameters without a disposition type; read as attachment")
            self.type = "attachment"
            tokens.position = 0
        } else {
            self.type = type.loweredString
        }
        parameters = Parameters(&tokens, &log)
    }

    /// The suggested file name, decoded; never a safe path by itself.
    public var filename: String? {
        var log = DefectLog()
        return filename(&log)
    }

    func filename(_ log: inout DefectLog) -> String? { parameters.text("filename", &log) }
}
