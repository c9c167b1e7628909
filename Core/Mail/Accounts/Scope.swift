/// What an API key may do with its owner's mailboxes.
public enum Scope: String, Sendable, CaseIterable, Comparable {
    /// Make, list, extend and end mailboxes.
    case mailboxes
    /// Everything in messages: read, search, mark, delete.
    case messages
    /// The blind view of messages: code, link, the sender's domain and whether it is proven, and never what a sender wrote. For agents, which may
    /// do what a mail tells them.
    case codes
    /// Make and revoke keys. A key hands on no scope that it has not itself.
    case keys

    /// The order in which scopes are listed.
    public static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }

    /// Reads a list such as `mailboxes,messages`.
    /// - Throws: ``Unknown`` for a name that is none.
    public static func list(_ text: String) throws(Unknown) -> Set<Scope> {
        var scopes: Set<Scope> = []
        for name in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
            guard let scope = Scope(rawValue: String(name)) else { throw Unknown(name: String(name)) }
            scopes.insert(scope)
        }
        return scopes
    }

    /// A name that is no scope.
    public struct Unknown: Error, Equatable, CustomStringConvertible {
        /// The name.
        public let name: String

        /// What there is.
        public var description: String {
            "there is no scope '\(name)'; there are \(Scope.allCases.sorted().map(\.rawValue).joined(separator: ", "))"
        }
    }
}
