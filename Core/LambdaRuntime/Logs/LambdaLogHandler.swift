import Logging

/// Logs as Lambda wants them: one line on standard error, text or JSON by `AWS_LAMBDA_LOG_FORMAT`, with the invocation it belongs to.
///
/// What identifies people is shortened, see ``LogRedaction``.
public struct LambdaLogHandler: LogHandler {
    /// The most bytes of a line: what CloudWatch takes as one event, in every region.
    static let lineLimit = 256 << 10

    /// The metadata of every line.
    public var metadata: Logger.Metadata = [:]
    /// The least level that is logged.
    public var logLevel: Logger.Level
    /// More metadata for every line.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let environment: LambdaEnvironment
    private let output: @Sendable ([UInt8]) -> Void

    /// Creates a handler that writes to standard error.
    public init(label: String, environment: LambdaEnvironment) {
        self.init(label: label, environment: environment) { LineOutput.write($0, to: 2) }
    }

    /// Creates a handler that hands its lines, each with its line end, to somebody else.
    package init(label: String, environment: LambdaEnvironment, output: @escaping @Sendable ([UInt8]) -> Void) {
        self.label = label
        self.environment = environment
        self.output = output
        logLevel = Self.level(environment.logLevel) ?? .info
    }

    /// The level that a value of `AWS_LAMBDA_LOG_LEVEL` means; nil for none.
    static func level(_ name: String) -> Logger.Level? {
        switch name.uppercased() {
        case "TRACE": .trace
        case "DEBUG": .debug
        case "INFO": .info
        case "WARN", "WARNING": .warning
        case "ERROR": .error
        case "FATAL", "CRITICAL": .critical
        default: nil
        }
    }

    /// One value of the metadata.
    public subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a line.
    public func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { _, new in new } }
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        if let error = event.error { fields["error"] = "\(ErrorType(of: error)): \(error)" }
        let scope = InvocationScope.current
        var limit = Self.lineLimit
        var line: [UInt8]
        repeat {
            line = environment.logsJSON ? json(event, fields, scope, limit) : text(event, fields, scope, limit)
            limit /= 2
        } while line.count > Self.lineLimit && limit > 0
        output(line)
    }

    /// A text as it may be logged, of no more scalars than `limit`.
    private func clean(_ text: String, _ limit: Int) -> String {
        var text = text
        // What is far behind the limit is not even looked at; what ends there may still be a secret.
        if text.utf8.count > 2 * Self.lineLimit { text = String(text.unicodeScalars.prefix(limit + Self.lineLimit)) }
        text = LogRedaction.redact(text, keepsAddresses: environment.logsContent)
        if text.utf8.count > limit { text = String(text.unicodeScalars.prefix(limit)) + "…" }
        return text
    }

    // MARK: - JSON

    private func json(_ event: LogEvent, _ fields: Logger.Metadata, _ scope: InvocationScope?, _ limit: Int) -> [UInt8] {
        var line = JSONText()
        line.raw("{")
        line.member("timestamp", UTCTime.now.description)
        line.member("level", Self.name(event.level))
        line.member("message", clean(event.message.description, limit))
        if label != environment.functionName { line.member("logger", label) }
        line.member("functionName", environment.functionName)
        line.member("functionVersion", environment.functionVersion)
        if let scope {
            line.member("requestId", scope.requestID)
            if let trace = scope.traceID { line.member("traceId", trace) }
            if let tenant = scope.tenantID { line.member("tenantId", tenant) }
            line.member("coldStart", scope.isCold)
        }
        if !fields.isEmpty {
            line.name("metadata")
            append(.dictionary(fields), to: &line, limit)
        }
        line.raw("}\n")
        return line.bytes
    }

    private func append(_ value: Logger.MetadataValue, to line: inout JSONText, _ limit: Int) {
        switch value {
        case .string(let text): line.string(clean(text, limit))
        case .stringConvertible(let value): line.string(clean(value.description, limit))
        case .array(let values):
            line.raw("[")
            for value in values {
                line.comma()
                append(value, to: &line, limit)
            }
            line.raw("]")
        case .dictionary(let members):
            line.raw("{")
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                line.name(clean(key, limit))
                if LogRedaction.isSecret(key: key) { line.string(LogRedaction.mark) } else { append(value, to: &line, limit) }
            }
            line.raw("}")
        }
    }

    // MARK: - Text

    private func text(_ event: LogEvent, _ fields: Logger.Metadata, _ scope: InvocationScope?, _ limit: Int) -> [UInt8] {
        var line = "\(UTCTime.now) \(Self.name(event.level)) "
        if let scope { line += "\(scope.requestID) " }
        line += clean(event.message.description, limit)
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            line += " \(member(key, value, limit))"
        }
        if let scope {
            if let tenant = scope.tenantID { line += " tenantId=\(tenant)" }
            if let trace = scope.traceID { line += " traceId=\(trace)" }
            if scope.isCold { line += " coldStart=true" }
        }
        return Array(Self.inOneLine(line).utf8) + [0x0A]
    }

    private func member(_ key: String, _ value: Logger.MetadataValue, _ limit: Int) -> String {
        "\(clean(key, limit))=\(LogRedaction.isSecret(key: key) ? LogRedaction.mark : text(value, limit))"
    }

    private func text(_ value: Logger.MetadataValue, _ limit: Int) -> String {
        switch value {
        case .string(let text): clean(text, limit)
        case .stringConvertible(let value): clean(value.description, limit)
        case .array(let values): "[\(values.map { text($0, limit) }.joined(separator: ", "))]"
        case .dictionary(let members):
            "{\(members.sorted { $0.key < $1.key }.map { member($0.key, $0.value, limit) }.joined(separator: ", "))}"
        }
    }

    /// Control characters as escapes, so that a line stays a line whatever stands in it.
    private static func inOneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case _ where isControl(scalar): line += "\\u{\(String(scalar.value, radix: 16))}"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    private static func name(_ level: Logger.Level) -> String {
        switch level {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info, .notice: "INFO"
        case .warning: "WARN"
        case .error: "ERROR"
        case .critical: "FATAL"
        }
    }
}
