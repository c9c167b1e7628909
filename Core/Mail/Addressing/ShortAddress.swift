/// An address as it may stand in a diagnostic log: enough to recognise, too little to identify. `jane.doe@example.com` is `j…@example.com`.
public struct ShortAddress: Sendable, CustomStringConvertible {
    /// The shortened form, without control characters and others that are not seen. At most 82 Unicode scalars long.
    public let description: String

    /// Shortens an address; text that is none loses all but its first character.
    public init(_ address: String) {
        // Scalars, not characters: one character can have any number of combining marks.
        let scalars = address.unicodeScalars
        let at = scalars.lastIndex(of: "@")
        var short = String.UnicodeScalarView(at == scalars.startIndex ? scalars.prefix(0) : scalars.prefix(1))
        short.append("…")
        if let at { short.append(contentsOf: scalars[at...].prefix(80)) }
        description = String(String.UnicodeScalarView(short.filter { $0 == " " || !$0.isInvisible }))
    }
}
