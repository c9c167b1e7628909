import Forwarding
import MIME
import Mail
import Testing

/// What tests of forwarding need over and over.
enum ForwardingBench {
    struct NoKey: Error {}

    /// A deployment's secret; another number is another deployment.
    static func key(_ number: UInt8 = 1) throws -> ForwardingKey {
        guard let key = ForwardingKey([UInt8](repeating: number, count: ForwardingKey.length)) else { throw NoKey() }
        return key
    }

    /// A mail of these header lines, with a body.
    static func message(_ header: String, body: String = "Hello\n") -> Message {
        let lines = "\(header)\n\n\(body)".split(separator: "\n", omittingEmptySubsequences: false)
        return Message(Array(lines.joined(separator: "\r\n").utf8))
    }

    /// The values of the fields of a name.
    static func values(_ message: Message, _ name: String) -> [String] {
        message.root.headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The text that a reader sees, with plain line ends.
    static func text(_ message: Message) throws -> String {
        try #require(message.reading.text).split(whereSeparator: \.isNewline).joined(separator: "\n") + "\n"
    }

    /// `X-Loop` of an alias, as a line of a header.
    static func mark(_ alias: String, _ number: UInt8 = 1) throws -> String {
        let line = try LoopGuard(key(number)).mark(for: EmailAddress(alias))
        return "\(line.name): \(line.value.unfolded)"
    }
}
