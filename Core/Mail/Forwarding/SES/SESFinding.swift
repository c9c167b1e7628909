import Mail

/// Something for which SES would refuse a mail.
public struct SESFinding: Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: String, Sendable {
        /// A field of ``SESRules/onceOnly`` stands twice.
        case duplicateField
        /// A line of the header that is no field.
        case invalidLine
        /// An address that SES does not take.
        case invalidAddress
        /// More than ``SESRules/headerRecipients`` addresses.
        case tooManyRecipients
        /// A byte above 127 in the header.
        case rawEightBit
        /// A line of the header over ``SESRules/lineBytes``.
        case longHeaderLine
        /// A line of the body over ``SESRules/lineBytes``.
        case longBodyLine
        /// A file name with a refused extension.
        case refusedExtension
        /// More bytes than SES takes.
        case tooLarge
        /// SES has refused it, for a reason of its own.
        case refused
    }

    /// What is wrong.
    public let kind: Kind
    /// Where, and with what; the sender's words are shortened.
    public let detail: String

    /// Describes a finding.
    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = PrintableText.line(detail, limit: 120)
    }

    /// For people.
    public var description: String { "\(kind.rawValue): \(detail)" }
}
