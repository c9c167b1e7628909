import MIME
import Mail

/// A mail that an owner is told of.
public struct NoticedMail: Sendable, Equatable {
    /// Names it, the same for every attempt: ``LedgerKey/mail``.
    public var id: String
    /// Who wrote it, as its From says; nil when that is not known any more.
    public var author: String?
    /// Its subject; nil when it has none, or it is not known any more.
    public var subject: String?
    /// Where it is kept; nil when it is not.
    public var held: HeldMail?

    /// Describes a mail.
    public init(id: String, author: String? = nil, subject: String? = nil, held: HeldMail? = nil) {
        self.id = id
        self.author = author
        self.subject = subject
        self.held = held
    }

    /// Describes a mail by its header.
    public init(id: String, _ message: Message, held: HeldMail? = nil) {
        let author = message.from.first.map { $0.name.isEmpty ? $0.address : "\($0.name) <\($0.address)>" }
        self.init(id: id, author: author, subject: message.subject, held: held)
    }
}
