/// What somebody waits for.
public struct WaitCriteria: Sendable {
    /// What a message must have.
    public enum Requirement: String, Sendable, CaseIterable {
        /// A code to type in.
        case otp
        /// A link to follow.
        case link
        /// A file.
        case attachment
    }

    /// In the author's name or address.
    public var from: String?
    /// In a recipient's name or address.
    public var to: String?
    /// In the subject.
    public var subject: String?
    /// Any other condition.
    public var query: MessageQuery?
    /// What a message must have.
    public var requirement: Requirement?
    /// How many messages are waited for, at least one.
    public var count: Int

    /// Creates criteria; without any the next message will do.
    public init(
        from: String? = nil, to: String? = nil, subject: String? = nil, query: MessageQuery? = nil, requirement: Requirement? = nil,
        count: Int = 1
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.query = query
        self.requirement = requirement
        self.count = count
    }

    /// Whether the stored rows alone do not tell.
    var needsRawMail: Bool { query?.needsRawMail ?? false }

    /// The names of the criteria that a message does not meet; empty when it is the one.
    /// - Parameter content: the mail's content, where ``needsRawMail``.
    func unmet(by message: StoredMessage, content: MessageContent?) -> [String] {
        var names: [String] = []
        func check(_ name: String, _ condition: MessageQuery.Condition?) {
            guard let condition, !MessageQuery([.init(condition)]).matches(message, content: content) else { return }
            names.append(name)
        }
        check("from", from.map { .from($0.lowercased()) })
        check("to", to.map { .to($0.lowercased()) })
        check("subject", subject.map { .subject($0.lowercased()) })
        if let query, !query.matches(message, content: content) { names.append("q") }
        switch requirement {
        case .otp: check("require", .hasOTP)
        case .link: check("require", .hasLink)
        case .attachment: check("require", .hasAttachment)
        case nil: break
        }
        return names
    }
}
