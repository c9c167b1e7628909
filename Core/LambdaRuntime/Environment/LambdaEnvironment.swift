import Glibc

/// What Lambda tells a runtime in its environment variables.
public struct LambdaEnvironment: Sendable {
    /// Host and port of the Runtime API (`AWS_LAMBDA_RUNTIME_API`).
    public var runtimeAPI: String?
    /// The function's name.
    public var functionName: String
    /// The function's version, `$LATEST` for what was deployed last.
    public var functionVersion: String
    /// The memory that the function has, in MB.
    public var memorySize: Int?
    /// How many invocations the runtime takes at once: 1 except on managed instances.
    public var concurrency: Int
    /// Whether logs are JSON (`AWS_LAMBDA_LOG_FORMAT`).
    public var logsJSON: Bool
    /// The least level that is logged (`AWS_LAMBDA_LOG_LEVEL`), as it was written.
    public var logLevel: String
    /// Whether content of mails and events may stand in logs (`POSTROOM_LOG_CONTENT=1`).
    public var logsContent: Bool
    /// Whether metrics are written (`POSTROOM_METRICS`, on unless `off`).
    public var writesMetrics: Bool
    /// Whether Lambda is asked to announce the end by SIGTERM (`POSTROOM_SIGTERM`, on unless `off`).
    public var handlesTermination: Bool

    /// Reads the variables of this process.
    public init() {
        self.init { name in getenv(name).map { String(cString: $0) } }
    }

    /// Reads given variables.
    public init(_ variables: [String: String]) {
        self.init { variables[$0] }
    }

    private init(_ variable: (String) -> String?) {
        func text(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        runtimeAPI = text("AWS_LAMBDA_RUNTIME_API")
        functionName = text("AWS_LAMBDA_FUNCTION_NAME") ?? "function"
        functionVersion = text("AWS_LAMBDA_FUNCTION_VERSION") ?? "$LATEST"
        memorySize = text("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").flatMap { Int($0) }
        concurrency = min(max(text("AWS_LAMBDA_MAX_CONCURRENCY").flatMap { Int($0) } ?? 1, 1), 1000)
        logsJSON = text("AWS_LAMBDA_LOG_FORMAT")?.lowercased() == "json"
        logLevel = text("AWS_LAMBDA_LOG_LEVEL") ?? "INFO"
        logsContent = variable("POSTROOM_LOG_CONTENT") == "1"
        writesMetrics = variable("POSTROOM_METRICS")?.lowercased() != "off"
        handlesTermination = variable("POSTROOM_SIGTERM")?.lowercased() != "off"
    }
}
