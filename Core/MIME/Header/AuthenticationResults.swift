/// What a server found out about a mail's authenticity: Authentication-Results (RFC 8601), ARC-Authentication-Results (RFC 8617 4.1.1).
///
/// Anyone can write such a field. It counts only if ``server`` is one's own, and that server removes those that came with a mail.
public struct AuthenticationResults: Sendable, Equatable {
    /// The authserv-id: who says so. Empty where the field has none.
    public var server = ""
    /// The version of the format; nil where it is not given, which means 1.
    public var version: Int?
    /// The instance `i=` of an ARC set; nil in Authentication-Results.
    public var instance: Int?
    /// The results in order; none where the server did no checks (`none`).
    public var results: [AuthenticationResult] = []

    /// Creates the value of a field.
    public init(server: String = "", version: Int? = nil, instance: Int? = nil, results: [AuthenticationResult] = []) {
        self.server = server
        self.version = version
        self.instance = instance
        self.results = results
    }

    /// The first result of a method, such as `dkim`, by its name in lower case.
    public func result(_ method: String) -> AuthenticationResult? { results.first { $0.method == method } }
}

/// One `method=result` of ``AuthenticationResults`` (RFC 8601 section 2.2).
public struct AuthenticationResult: Sendable, Equatable {
    /// `ptype.property=value`: what was looked at, such as `header.d=example.com`.
    public struct Property: Sendable, Equatable {
        /// The ptype in lower case, such as `smtp`; empty where the field has a bare name.
        public var type: String
        /// The property in lower case, such as `mailfrom`.
        public var name: String
        /// The value, quotes resolved.
        public var value: String

        /// Creates a property.
        public init(type: String, name: String, value: String) {
            self.type = type
            self.name = name
            self.value = value
        }
    }

    /// The method in lower case: `spf`, `dkim`, `dmarc` and so on.
    public var method: String
    /// The version of the method; nil where it is not given.
    public var version: Int?
    /// The result in lower case: `pass`, `fail`, `none` and so on.
    public var result: String
    /// The reason, where one is given.
    public var reason: String?
    /// What the result is about, in order.
    public var properties: [Property] = []
    /// Comments, without their parentheses.
    public var comments: [String] = []

    /// Creates a result.
    public init(method: String, version: Int? = nil, result: String) {
        self.method = method
        self.version = version
        self.result = result
    }

    /// The first value of a property, such as `header.d`.
    public func property(_ name: String) -> String? { properties.first { $0.type + "." + $0.name == name }?.value }
}
