import MIME
import Mail

extension SummaryExtract {
    /// The longest code that a row has room for.
    private static let longest = 16

    /// Reads a mail by the rules of ``Extraction``.
    public static let reader: Reader = { SummaryExtract(Extraction($0)) }

    /// What was found in a mail.
    init(_ found: Extraction) {
        self.init(link: found.link?.purpose.rawValue)
        if let best = found.otp, best.value.utf8.count <= Self.longest {
            otp = best.value
            confidence = best.confidence
        }
    }
}
