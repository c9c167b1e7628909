import HTTP

/// The answer that an invocation waits for. It can be given once: sending it consumes the value, so a second answer does not compile.
///
/// A handler that lets go of it without an answer, and without throwing, fails with `Function.NoResponse`. It may be handed to another task; the
/// invocation then lasts until that task has answered.
public struct Reply: ~Copyable, Sendable {
    private let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    deinit { invocation.dropReply() }

    /// Sends the answer: for most callers JSON, at most 6,291,556 bytes. Returns when Lambda has it; what the handler does after that delays
    /// nobody, but lies within the deadline too.
    /// - Throws: ``RuntimeFailure``: `Function.ResponseSizeTooLarge`, `Function.InvocationEnded`, `Runtime.ResponseRefused`.
    public consuming func send(_ body: [UInt8]) async throws {
        try await invocation.answer(body)
    }

    /// Begins an answer that is sent piece by piece, up to 200 MB: for functions that are invoked with response streaming.
    public consuming func stream(contentType: String = "application/octet-stream") throws -> ResponseStream {
        try ResponseStream(invocation, contentType: contentType)
    }

    /// Begins an HTTP answer for a function URL: status and header fields first, then the body piece by piece.
    public consuming func stream(_ head: HTTPResponseHead, cookies: [String] = []) async throws -> ResponseStream {
        let stream = try ResponseStream(invocation, contentType: "application/vnd.awslambda.http-integration-response")
        try await stream.write(Self.prelude(head, cookies))
        return stream
    }

    /// JSON of the head, and eight NUL bytes that no JSON holds.
    private static func prelude(_ head: HTTPResponseHead, _ cookies: [String]) -> [UInt8] {
        var text = JSONText()
        text.raw("{")
        text.member("statusCode", Double(head.status))
        text.name("headers")
        text.raw("{")
        var names: Set<String> = []
        for field in head.fields.lines where names.insert(field.name.lowercased()).inserted {
            text.member(field.name, head.fields.values(field.name).joined(separator: ", "))
        }
        text.raw("}")
        text.name("cookies")
        text.raw("[")
        for cookie in cookies {
            text.comma()
            text.string(cookie)
        }
        text.raw("]}")
        return text.bytes + [UInt8](repeating: 0, count: 8)
    }
}
