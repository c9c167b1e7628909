import Extraction

/// What a summary keeps of the codes and links in a mail: the best code, and that there is a link. Links are long, and are read from the mail.
public struct SummaryExtract: Sendable, Equatable, Codable {
    /// The code to type in.
    public var otp: String?
    /// How sure that is, from 0 to 1.
    public var confidence: Double?
    /// What the best link is for, such as `verify`; nil when there is none to follow.
    public var link: String?

    /// The longest code that a row has room for.
    private static let longest = 16

    /// What was found in a mail.
    init(_ found: Extraction) {
        if let best = found.otp, best.value.utf8.count <= Self.longest {
            otp = best.value
            confidence = best.confidence
        }
        link = found.link?.purpose.rawValue
    }

    /// Creates an extract.
    public init(otp: String? = nil, confidence: Double? = nil, link: String? = nil) {
        self.otp = otp
        self.confidence = confidence
        self.link = link
    }
}
