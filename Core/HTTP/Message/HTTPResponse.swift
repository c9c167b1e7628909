/// The head of a response.
public struct HTTPResponseHead: Sendable, Equatable {
    /// The status code, such as 200.
    public var status: Int
    /// The header fields.
    public var fields: HTTPFields

    /// Describes a head.
    public init(status: Int, fields: HTTPFields = [:]) {
        self.status = status
        self.fields = fields
    }
}

/// A response with its whole body.
public struct HTTPResponse: Sendable, Equatable {
    /// Status and header fields.
    public var head: HTTPResponseHead
    /// The body, free of any transfer coding.
    public var body: [UInt8]

    /// The status code.
    public var status: Int { head.status }
    /// The header fields.
    public var fields: HTTPFields { head.fields }

    /// Describes a response.
    public init(head: HTTPResponseHead, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }
}
