import JSON
import Mail
import MustacheTemplates

/// An event about a user of somebody's product, such as `user_registered`, which a mail may be made for.
///
/// `{"event": "user_registered", "email": "jane@example.com", "display_name": "Jane", "timestamp": "2026-11-22T08:00:00Z", "locale": "de"}`: only
/// `event` is required, and `email` where there is a mail for the event. Whatever else is in it, templates may show.
public struct UserEvent: Sendable {
    /// What happened; the name of a template.
    public let name: String
    /// To whom, as it stands there; nil where it is not there.
    public let email: String?
    /// How they are called; nil where that is not said, or is no name but an attempt to have us send somebody's link.
    public let displayName: String?
    /// Their language tag.
    public let locale: String?
    /// What templates show.
    let values: MustacheValue

    /// Reads a message.
    public init(_ message: String) throws(InvalidUserEvent) {
        let node: JSONNode
        do {
            node = try JSONReader.read(Array(message.utf8))
        } catch {
            throw InvalidUserEvent(
                description: "the message is not JSON (line \(error.line)): publish an object such as {\"event\": \"user_registered\", …}")
        }
        guard node.members != nil else {
            throw InvalidUserEvent(
                description: "the message is \(node.kind): publish an object such as {\"event\": \"user_registered\", …}")
        }
        guard let name = try Self.text(node, "event"), !name.isEmpty else {
            throw InvalidUserEvent(description: "the message has no 'event': it says what happened, such as \"user_registered\"")
        }
        self.name = name
        email = try Self.text(node, "email")
        displayName = (try Self.text(node, "display_name")).flatMap(Self.personName)
        locale = try Self.text(node, "locale")
        guard case .object(var values) = Self.value(node) else { throw InvalidUserEvent(description: "the message is no object") }
        values["display_name"] = displayName.map { .text($0) } ?? .null
        for name in ["timestamp", "locale", "email"] where values[name] == nil { values[name] = .null }
        self.values = .object(values)
    }

    private static func text(_ node: JSONNode, _ name: String) throws(InvalidUserEvent) -> String? {
        guard let member = node[name] else { return nil }
        if case .null = member.value { return nil }
        guard let text = member.string else { throw InvalidUserEvent(description: "'\(name)' is \(member.kind): it has to be a text") }
        return text
    }

    /// Anybody can register with somebody else's address, and with a "name" that we would then mail to them.
    private static func personName(_ text: String) -> String? {
        let line = CleanText.line(text, limit: 80)
        let lower = line.lowercased()
        let isLink = lower.contains("://") || lower.contains("www.") || line.contains("/") && line.contains(".")
        return line.isEmpty || isLink ? nil : line
    }

    /// Deeper than JSONReader reads it does not go.
    private static func value(_ node: JSONNode) -> MustacheValue {
        switch node.value {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let text): .number(text)
        case .string(let text): .text(CleanText.block(text, limit: 4096))
        case .array(let nodes): .list(nodes.map(value))
        case .object(let members): .object(Dictionary(members.map { ($0.name, value($0.node)) }) { _, last in last })
        }
    }
}

/// A message that is no event about a user.
public struct InvalidUserEvent: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what to do. It quotes nothing of the message.
    public let description: String
}
