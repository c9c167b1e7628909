/// Which local parts people may choose for temporary mailboxes.
public enum LocalPartRule {
    /// Why a local part may not be chosen.
    public enum Objection: Error, Equatable {
        /// It is not 1 to 64 of letters, digits, `.`, `_`, `-` and `+`, with a letter or digit at both ends and no two dots in a row.
        case shape
        /// It is of those that speak for a domain.
        case reserved
    }

    /// Those that speak for a domain (RFC 2142), that certificate authorities believe (CA/Browser Forum, section 3.2.2.4.4), and that people trust:
    /// whoever reads their mail could get a certificate for the domain.
    static let reserved: Set<String> = [
        "abuse", "admin", "administrator", "billing", "bounce", "bounces", "certificates", "dmarc", "ftp", "help", "hostmaster", "info",
        "it",
        "list", "mailer-daemon", "marketing", "mta-sts", "news", "no-reply", "nobody", "noc", "noreply", "postmaster", "registrar", "root",
        "sales", "security", "ssladmin", "ssladministrator", "sslwebmaster", "support", "sysadmin", "tls-rpt", "usenet", "uucp",
        "webmaster",
        "www",
    ]

    /// Why a local part may not be chosen; nil when it may.
    public static func objection(to text: String) -> Objection? {
        let bytes = Array(text.lowercased().utf8)
        guard (1...64).contains(bytes.count), let first = bytes.first, let last = bytes.last, isPlain(first), isPlain(last) else {
            return .shape
        }
        for (index, byte) in bytes.enumerated() where !isPlain(byte) {
            guard ".-_+".utf8.contains(byte) else { return .shape }
            if byte == UInt8(ascii: "."), bytes[index - 1] == byte { return .shape }
        }
        // What stands behind a plus goes to the same reader elsewhere.
        let name = text.lowercased().split(separator: "+", maxSplits: 1)[0]
        return reserved.contains(String(name)) ? .reserved : nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
