import Mail

/// How a notification reaches people.
public enum NoticeRoute: String, Sendable, CaseIterable {
    /// A mail at once, marked as urgent.
    case immediate
    /// A mail at once.
    case informational
    /// A line of the weekly mail.
    case digest
}

/// Which notification takes which route, and who reads it.
public struct NoticeRoutes: Sendable {
    /// A rule: what is published to a topic, or with an attribute, takes a route.
    public struct Rule: Sendable, Equatable {
        /// What it looks at.
        public enum Match: Sendable, Equatable {
            /// The name of the topic, or its ARN.
            case topic(String)
            /// An attribute of the message, and its value.
            case attribute(String, String)
        }

        /// What it looks at.
        public var match: Match
        /// Where that leads.
        public var route: NoticeRoute

        /// Creates a rule.
        public init(_ match: Match, _ route: NoticeRoute) {
            self.match = match
            self.route = route
        }
    }

    /// The attribute of a message that says its route itself.
    public static let attribute = "route"

    /// The first that holds is taken.
    public var rules: [Rule]
    /// Who reads what.
    public var recipients: [NoticeRoute: [EmailAddress]]

    /// Creates routes.
    public init(rules: [Rule] = [], recipients: [NoticeRoute: [EmailAddress]]) {
        self.rules = rules
        self.recipients = recipients
    }

    /// The route of a notification: what its attribute `route` says, or else the first rule that holds, or else `immediate`.
    public func route(topicARN: String?, attributes: [String: String]) -> NoticeRoute {
        if let named = attributes[Self.attribute].flatMap({ NoticeRoute(rawValue: $0.lowercased()) }) { return named }
        let name = topicARN?.split(separator: ":").last.map(String.init)
        let rule = rules.first { rule in
            switch rule.match {
            case .topic(let topic): topic == topicARN || topic == name
            case .attribute(let name, let value): attributes[name] == value
            }
        }
        return rule?.route ?? .immediate
    }
}
