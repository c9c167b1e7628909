/// An address as it may stand in a diagnostic log: enough to recognise, too little to identify. `jane.doe@example.com` is `j…@example.com`.
public struct ShortAddress: Sendable, CustomStringConvertible {
    /// The shortened form, without control characters.
    public let description: String

    /// Shortens an address; text that is none loses all but its first character.
    public init(_ address: String) {
        let at = address.lastIndex(of: "@")
        let first = address.first.map(String.init) ?? ""
        let domain = at.map { address[$0...].prefix(80) } ?? ""
        let short = "\(at == address.startIndex ? "" : first)…\(domain)"
        description = String(String.UnicodeScalarView(short.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
}
