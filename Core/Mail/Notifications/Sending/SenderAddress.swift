import MIME
import Mail

extension NotificationMail.Sender {
    /// A text that names no sender.
    public struct Invalid: Error, Equatable, CustomStringConvertible {
        /// What is wrong, and what to write.
        public let description: String
    }

    /// Reads `Postroom <postroom@example.com>` or `postroom@example.com`.
    public init(_ text: String) throws(Invalid) {
        let found = Message(Array("From: \(text.split(whereSeparator: \.isNewline).joined(separator: " "))\r\n\r\n".utf8)).from
        guard found.count == 1, let address = try? EmailAddress(found[0].address) else {
            throw Invalid(description: "'\(PrintableText.line(text, limit: 80))' is no sender: write Name <name@example.com>")
        }
        self.init(name: found[0].name, address: address)
    }
}
