/// The one form of a domain that it is compared in: what DNS and the envelope of a mail have.
package enum DomainName {
    /// The domain in lower case and ASCII, its labels of other characters as A-labels (RFC 5890 section 2.3.2.1): `xn--mnchen-3ya.example`.
    ///
    /// Letter case, the dots of East Asian writing and what only Unicode's normalization tells apart are made one, as UTS 46 does; its other
    /// mappings are left to whoever types a domain. An address literal stays as it is.
    /// - Returns: nil when DNS has no room for it: a label is longer than 63 bytes then, or the whole than 255.
    package static func ascii(_ domain: String) -> String? {
        let lower = domain.lowercased()
        if lower.utf8.allSatisfy({ $0 < 0x80 }) { return lower.utf8.count <= 255 ? lower : nil }
        let composed = String(decoding: lower._nfcCodeUnits, as: UTF8.self)
        var labels: [String] = []
        for label in composed.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isDot) {
            guard let label = ascii(label: String(label)) else { return nil }
            labels.append(label)
        }
        let name = labels.joined(separator: ".")
        return name.utf8.count <= 255 ? name : nil
    }

    /// An address with its domain as a header and the envelope have it; as it is where DNS has no room for that.
    package static func inHeader(_ address: EmailAddress) -> EmailAddress {
        guard let domain = ascii(address.domain), domain != address.domain else { return address }
        return (try? EmailAddress("\(address.localPart)@\(domain)")) ?? address
    }

    private static func ascii(label: String) -> String? {
        guard label.utf8.contains(where: { $0 >= 0x80 }) else { return label.utf8.count <= 63 ? label : nil }
        return Punycode.encode(label).map { "xn--\($0)" }
    }

    /// RFC 3490 section 3.1.
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
    }
}
