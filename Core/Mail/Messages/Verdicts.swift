/// What the receiving side found out about a mail: the verdicts of SES, or none.
///
/// SES says PASS, FAIL, GRAY, PROCESSING_FAILED or DISABLED today; any other word survives.
public struct Verdicts: Sendable, Equatable, Codable {
    /// Spam scan.
    public var spam: String?
    /// Virus scan.
    public var virus: String?
    /// Sender Policy Framework (RFC 7208).
    public var spf: String?
    /// DomainKeys Identified Mail (RFC 6376).
    public var dkim: String?
    /// DMARC (RFC 7489).
    public var dmarc: String?

    /// Creates verdicts; nil is one that was not given.
    public init(spam: String? = nil, virus: String? = nil, spf: String? = nil, dkim: String? = nil, dmarc: String? = nil) {
        self.spam = spam
        self.virus = virus
        self.spf = spf
        self.dkim = dkim
        self.dmarc = dmarc
    }

    /// Whether the mail was found to be spam.
    public var isSpam: Bool { spam?.uppercased() == "FAIL" }
    /// Whether a virus was found in the mail.
    public var hasVirus: Bool { virus?.uppercased() == "FAIL" }
}
