/// Why a header cannot be edited as asked.
public struct EditError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of problem.
    public enum Code: String, Sendable {
        /// There is no field of that name, or not so many of them.
        case noSuchField
        /// The part stands in an embedded message that was decoded first: its bytes are not in the raw mail.
        case notInRawMail
        /// A name that no field can have (RFC 5322 section 3.6.8).
        case invalidName
        /// Edits of other mails, of one part twice, or outside of the mail.
        case conflictingEdits
    }

    /// The kind of problem.
    public let code: Code
    /// What was asked for, cut short.
    public let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = String(detail.prefix(80))
    }

    /// The kind of problem and what was asked for.
    public var description: String { "\(code.rawValue): \(detail)" }
}
