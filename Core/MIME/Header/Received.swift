/// One Received field: a hop of the mail (RFC 5321 section 4.4). Only those that one's own servers wrote can be trusted.
public struct Received: Sendable, Equatable {
    /// What follows a keyword: `from`, `by`, and so on.
    public struct Clause: Sendable, Equatable {
        /// The words, one space between them; of `for` and `id` without angle brackets.
        public var value: String
        /// The comments behind the words, without their parentheses.
        public var comments: [String]

        /// Creates a clause.
        public init(value: String, comments: [String] = []) {
            self.value = value
            self.comments = comments
        }
    }

    /// The name that the client gave in HELO or EHLO; its comments have what the server knows of it (TCP-info).
    public var from: Clause?
    /// The server that wrote the field.
    public var by: Clause?
    /// The link, such as `TCP`; rarely given.
    public var via: Clause?
    /// The protocol, such as `ESMTPS` (RFC 3848), or the words of a product.
    public var with: Clause?
    /// The server's own identifier of the mail.
    public var id: Clause?
    /// The envelope recipient (`for`), where there was one.
    public var recipient: Clause?
    /// The cipher of a connection with TLS (RFC 8314 section 4.3).
    public var tls: Clause?
    /// Comments before the first clause, which is all that some servers write.
    public var comments: [String] = []
    /// When the server took the mail; nil when the field has no date.
    public var date: DateTime?

    /// Creates a field that says nothing.
    public init() {}

    /// The client's address as the server saw it: of an address literal in `from` or its comments, without brackets and `IPv6:`.
    public var clientAddress: String? { from.flatMap { TCPInfo($0)?.address } }

    /// The client's name as the server looked it up, where TCP-info gives it before the address; nil for `unknown` as well.
    public var clientName: String? { from.flatMap { TCPInfo($0)?.name } }
}
