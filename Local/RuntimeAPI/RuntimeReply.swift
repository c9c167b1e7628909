import Foundation
import NIOHTTP1

/// What the Runtime API answers, apart from events: a status and a few words of JSON, as Lambda writes them.
struct RuntimeReply: Sendable {
    let status: HTTPResponseStatus
    let body: String
    var headers: [(String, String)] = []

    static let accepted = RuntimeReply(status: .accepted, body: #"{"status":"OK"}"#)

    static let invalidRequestID = RuntimeReply(.badRequest, "InvalidRequestID", "Invalid request ID")

    static let invalidResponseMode = RuntimeReply(.badRequest, "InvalidFunctionResponseMode", "Invalid function response mode")

    static let notFound = RuntimeReply(.notFound, "NotFound", "The local Runtime API has no such path")

    static let unnamedExtension = RuntimeReply(.forbidden, "Extension.InvalidExtensionName", "Empty extension name")

    static func tooLarge(limit: Int) -> RuntimeReply {
        RuntimeReply(.payloadTooLarge, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (\(limit) bytes).")
    }

    static func wrongState(_ state: String, _ wanted: String) -> RuntimeReply {
        RuntimeReply(
            .forbidden, "InvalidStateTransition",
            "State transition from \(state) to \(wanted) failed for runtime. Error: State transition is not allowed")
    }

    static func registered(function: String) -> RuntimeReply {
        let body = #"{"functionName":"\#(function)","functionVersion":"$LATEST","handler":"bootstrap"}"#
        return RuntimeReply(status: .ok, body: body, headers: [("Lambda-Extension-Identifier", UUID().uuidString.lowercased())])
    }

    private init(status: HTTPResponseStatus, body: String, headers: [(String, String)] = []) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    private init(_ status: HTTPResponseStatus, _ type: String, _ message: String) {
        self.init(status: status, body: String(decoding: FunctionFailure(type, message).json, as: UTF8.self))
    }
}
