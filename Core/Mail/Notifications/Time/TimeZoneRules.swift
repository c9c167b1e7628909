/// When a zone is how far from UTC, read from a file of the tz database (TZif, RFC 9636, earlier RFC 8536).
///
/// FoundationEssentials has no zones without ICU, which would double the size of a function.
public struct TimeZoneRules: Sendable, Hashable {
    /// What a clock shows in a zone for a while.
    package struct Offset: Sendable, Hashable {
        /// Seconds east of UTC.
        package var seconds: Int
        /// `CET`, or `+03` where people have no letters for it.
        package var abbreviation: String
    }

    /// The name of the zone: `Europe/Berlin`.
    public var name: String
    /// When another offset begins, in seconds since 1970, ascending.
    private var transitions: [Int64]
    /// The offset that each transition goes to.
    private var offsets: [Offset]
    /// The offset before the first transition.
    private var first: Offset
    /// What holds after the last transition.
    private var rule: TimeZoneRule?

    /// Coordinated Universal Time.
    public static let utc = TimeZoneRules(
        name: "UTC", transitions: [], offsets: [], first: Offset(seconds: 0, abbreviation: "UTC"), rule: nil)

    private init(name: String, transitions: [Int64], offsets: [Offset], first: Offset, rule: TimeZoneRule?) {
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.first = first
        self.rule = rule
    }

    /// Reads the rules of a zone.
    /// - Parameters:
    ///   - name: The name of the zone, as people know it.
    ///   - file: The content of its file below `/usr/share/zoneinfo`.
    /// - Throws: ``TimeZoneFileError`` when the file is no TZif.
    public init(name: String, file: [UInt8]) throws(TimeZoneFileError) {
        do {
            let content = try TimeZoneFile(file)
            self.init(
                name: CleanText.line(name, limit: 64), transitions: content.transitions, offsets: content.offsets, first: content.first,
                rule: content.rule)
        } catch {
            throw TimeZoneFileError(name: CleanText.line(name, limit: 64), what: error.what)
        }
    }

    /// The offset at a point in time, in seconds since 1970.
    package func offset(at time: Int64) -> Offset {
        guard let last = transitions.last, let lastOffset = offsets.last else { return rule?.offset(at: time) ?? first }
        if time >= last { return rule?.offset(at: time) ?? lastOffset }
        var low = 0
        var high = transitions.count
        // The first transition that is later than the time.
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : offsets[low - 1]
    }
}
