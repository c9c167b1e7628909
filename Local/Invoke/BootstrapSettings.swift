import Foundation

/// How a bootstrap is run: the program, and what Lambda's configuration of a function says.
public struct BootstrapSettings: Sendable {
    /// The function's name.
    public var function: String
    /// The bootstrap's file, absolute.
    public var path: String
    /// From the event to the deadline.
    public var timeout: Duration
    /// The most memory that the process may have resident, in MB (MiB).
    public var memory: Int
    /// JSON that the caller sends along, on one line.
    public var clientContext: String?
    /// The environment that the bootstrap gets besides what Lambda sets.
    public var inherited: [String: String]

    /// Describes a function.
    public init(
        function: String, path: String, timeout: Duration, memory: Int, clientContext: String? = nil,
        inherited: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.function = function
        self.path = path
        self.timeout = timeout
        self.memory = memory
        self.clientContext = clientContext
        self.inherited = inherited
    }

    /// The folder of the program, which is its current directory and `LAMBDA_TASK_ROOT`.
    var folder: String { URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false) }

    /// The ARN that the bootstrap is told; the account is a made up one.
    var functionARN: String { "arn:aws:lambda:\(region):123456789012:function:\(function)" }

    private var region: String { value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") ?? "eu-central-1" }

    private func value(_ name: String) -> String? { inherited[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The variables of the bootstrap: those of Lambda, and the inherited ones.
    /// - Parameter runtimeAPI: host and port of the Runtime API.
    package func environment(runtimeAPI: String) -> [String: String] {
        let lambda = [
            "AWS_LAMBDA_RUNTIME_API": runtimeAPI,
            "AWS_LAMBDA_FUNCTION_NAME": function,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "\(memory)",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/\(function)",
            "AWS_LAMBDA_LOG_STREAM_NAME": "local/[$LATEST]\(UUID().uuidString.lowercased().filter { $0 != "-" })",
            "AWS_REGION": region,
            "AWS_DEFAULT_REGION": value("AWS_DEFAULT_REGION") ?? region,
            "LAMBDA_TASK_ROOT": folder,
            "_HANDLER": "bootstrap",
            "TZ": ":UTC",
            "LANG": "en_US.UTF-8",
        ]
        return inherited.merging(lambda) { $1 }
    }
}
