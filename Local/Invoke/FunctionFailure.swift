import Foundation
import Mail

/// Why an invocation failed, in the words of Lambda.
public struct FunctionFailure: Error, Equatable, Sendable {
    /// The kind of error, such as `Sandbox.Timedout` or the name of a function's own error.
    public var errorType: String
    /// What happened.
    public var errorMessage: String

    /// Names a failure.
    public init(_ errorType: String, _ errorMessage: String) {
        self.errorType = errorType
        self.errorMessage = errorMessage
    }

    /// Reads what a bootstrap sent about an error.
    /// - Parameters:
    ///   - description: JSON with `errorType` and `errorMessage`; anything else becomes the message.
    ///   - type: `Lambda-Runtime-Function-Error-Type`, which counts where the description names no kind.
    package init(_ description: [UInt8], type: String?) {
        let fields = try? JSONDecoder().decode(Description.self, from: Data(description))
        errorType = fields?.errorType ?? type ?? "Runtime.Unknown"
        errorMessage = fields?.errorMessage ?? (fields == nil ? String(decoding: description, as: UTF8.self) : "")
    }

    private struct Description: Codable {
        var errorType: String?
        var errorMessage: String?
    }

    /// The failure as the caller of a function gets it: `{"errorMessage":…,"errorType":…}`.
    public var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let description = Description(errorType: errorType, errorMessage: errorMessage)
        // Two strings can always be encoded.
        return (try? encoder.encode(description)).map(Array.init) ?? []
    }

    /// One line for a terminal: the kind and the message.
    public var line: String {
        let type = PrintableText.line(errorType)
        return errorMessage.isEmpty ? type : "\(type): \(PrintableText.line(errorMessage, limit: 2000))"
    }
}

extension FunctionFailure {
    static let truncatedResponse = FunctionFailure(
        "Runtime.TruncatedResponse", "The connection was closed in the middle of a streamed answer")

    static func responseTooLarge(bytes: Int, limit: Int) -> FunctionFailure {
        FunctionFailure(
            "Function.ResponseSizeTooLarge",
            "Response payload size (\(bytes) bytes) exceeded maximum allowed payload size (\(limit) bytes).")
    }

    static func timedOut(request: String, after timeout: Duration) -> FunctionFailure {
        FunctionFailure("Sandbox.Timedout", "RequestId: \(request) Error: Task timed out after \(seconds(timeout)) seconds")
    }

    static func initTimedOut(request: String, after timeout: Duration) -> FunctionFailure {
        FunctionFailure(
            "Sandbox.Timedout",
            "RequestId: \(request) Error: Init timed out after \(seconds(timeout)) seconds: the bootstrap did not ask for an event")
    }

    static func outOfMemory(request: String, used: Int, limit: Int) -> FunctionFailure {
        FunctionFailure(
            "Runtime.OutOfMemory",
            "RequestId: \(request) Error: Runtime exited with error: signal: killed (it used \(used) of \(limit) MB)")
    }

    static func exited(request: String, _ exit: ProcessExit) -> FunctionFailure {
        FunctionFailure("Runtime.ExitError", "RequestId: \(request) Error: \(exit.description)")
    }

    private static func seconds(_ duration: Duration) -> String { String(format: "%.2f", duration / .seconds(1)) }
}
