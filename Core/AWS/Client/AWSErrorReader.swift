import FoundationEssentials
import HTTP

/// Reads what services say when they refuse: JSON with `__type`, or XML with `Code`.
package enum AWSErrorReader {
    /// The error of a response that is no success.
    static func read(_ call: AWSCall, _ head: HTTPResponseHead, _ body: [UInt8]) -> AWSError {
        read(call.service.name, call.operation, call.errorFormat, head, body)
    }

    /// The same, for an operation of a service.
    package static func read(
        _ service: String, _ operation: String, _ format: AWSCall.ErrorFormat, _ head: HTTPResponseHead, _ body: [UInt8]
    ) -> AWSError {
        let found = format == .json ? json(head, body) : xml(body)
        // A HEAD has no body to say why.
        let byStatus = [301: "PermanentRedirect", 304: "NotModified", 403: "Forbidden", 404: "NotFound", 412: "PreconditionFailed"]
        var error = AWSError(
            service: service, operation: operation,
            code: found.code ?? byStatus[head.status] ?? "Status\(head.status)", message: found.message ?? "", status: head.status,
            requestID: found.requestID ?? requestID(head.fields), isRetryable: false, outcome: .refused)
        if format == .json {
            error.cancellationReasons = cancellationReasons(body)
            error.item = try? JSONDecoder().decode(Refused.self, from: Data(body)).Item
        }
        return error
    }

    /// The id that a response's fields name.
    static func requestID(_ fields: HTTPFields) -> String? {
        (fields["x-amzn-RequestId"] ?? fields["x-amz-request-id"]).map(printable)
    }

    private struct Found {
        var code: String?
        var message: String?
        var requestID: String?
    }

    private struct JSONError: Decodable {
        var type: String?
        var code: String?
        var message: String?

        private enum CodingKeys: String, CodingKey {
            case type = "__type"
            case code
            case message
            case capitalMessage = "Message"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = try? container.decode(String.self, forKey: .type)
            code = try? container.decode(String.self, forKey: .code)
            message =
                (try? container.decode(String.self, forKey: .message)) ?? (try? container.decode(String.self, forKey: .capitalMessage))
        }
    }

    private static func json(_ head: HTTPResponseHead, _ body: [UInt8]) -> Found {
        let error = try? JSONDecoder().decode(JSONError.self, from: Data(body))
        func named(_ name: String?) -> String? { name.flatMap { $0.isEmpty ? nil : $0 } }
        // `com.amazonaws.dynamodb.v20120810#ThrottlingException`, `ThrottlingException:http://…`
        let name = named(head.fields["x-amzn-ErrorType"]) ?? named(error?.type) ?? named(error?.code)
        var code = name.map { $0.split(separator: ":", maxSplits: 1).first.map(String.init) ?? $0 }
        if let hash = code?.lastIndex(of: "#"), let text = code { code = String(text[text.index(after: hash)...]) }
        // SQS says in the old names what its JSON says in new ones.
        return Found(code: named(code).map(printable), message: error?.message.map(printable))
    }

    private static func xml(_ body: [UInt8]) -> Found {
        guard let root = try? XMLElement(body) else { return Found() }
        let error = root.name == "Error" ? root : root.first("Error") ?? root.first("Errors")?.first("Error") ?? root
        return Found(
            code: error.text("Code").flatMap { $0.isEmpty ? nil : printable($0) }, message: error.text("Message").map(printable),
            requestID: (error.text("RequestId") ?? root.text("RequestId") ?? root.text("RequestID")).map(printable))
    }

    private struct Cancelled: Decodable {
        struct Reason: Decodable {
            var Code: String?
            var Item: [String: AttributeValue]?
        }
        var CancellationReasons: [Reason]?
    }

    private struct Refused: Decodable {
        var Item: [String: AttributeValue]?
    }

    private static func cancellationReasons(_ body: [UInt8]) -> [AWSError.CancellationReason] {
        let cancelled = try? JSONDecoder().decode(Cancelled.self, from: Data(body))
        return (cancelled?.CancellationReasons ?? []).map { .init(code: $0.Code ?? "None", item: $0.Item) }
    }

    /// What a service writes goes into logs: one line, of a length that can be read.
    ///
    /// Where a signature is wrong, services quote the whole request that they expected, session token included: that is left out.
    private static func printable(_ text: String) -> String {
        var text = text[...]
        for quote in ["The Canonical String for this request", "The String-to-Sign should have been"] {
            if let found = text.firstRange(of: quote) { text = text[..<found.lowerBound] }
        }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(1000).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
