import MIME

/// What a summary keeps of the codes and links in a mail: the best code, and that there is a link. Links are long, and are read from the mail.
public struct SummaryExtract: Sendable, Equatable, Codable {
    /// The code to type in.
    public var otp: String?
    /// How sure that is, from 0 to 1.
    public var confidence: Double?
    /// What the best link is for, such as `verify`; nil when there is none to follow.
    public var link: String?

    /// Looks for codes and links in a mail. It is handed to whoever receives mail, so that no other bootstrap has the words of twenty languages.
    public typealias Reader = @Sendable (Message) -> SummaryExtract

    /// Creates an extract.
    public init(otp: String? = nil, confidence: Double? = nil, link: String? = nil) {
        self.otp = otp
        self.confidence = confidence
        self.link = link
    }
}
