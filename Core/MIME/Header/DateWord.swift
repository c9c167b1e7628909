/// A word of a date: a month, a weekday, a zone (RFC 5322 sections 3.3 and 4.3), or half of a day.
///
/// Up to eight letters are packed into a number, lower case, so that a word is compared at once and nothing is allocated.
struct DateWord {
    private let packed: UInt64
    private let length: Int

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var packed: UInt64 = 0
        for index in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) { packed = packed << 8 | UInt64(bytes[index] | 0x20) }
        self.packed = packed
        length = range.count
    }

    private init(_ name: StaticString) {
        packed = name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
        length = name.utf8CodeUnitCount
    }

    /// The first three letters, which tell months and weekdays apart, written out or not.
    private var prefix: UInt64? { length < 3 ? nil : packed >> UInt64(8 * (min(length, 8) - 3)) }

    /// 1 to 12.
    var month: Int? { prefix.flatMap { Self.months.firstIndex(of: $0) }.map { $0 + 1 } }

    /// From 0 for Sunday.
    var weekday: Int? { prefix.flatMap { Self.weekdays.firstIndex(of: $0) } }

    /// Whether the word is `pm` rather than `am`; nil for other words.
    var isAfternoon: Bool? {
        guard length == 2 else { return nil }
        return packed == 0x706D ? true : packed == 0x616D ? false : nil
    }

    /// The `T` between date and time of ISO 8601.
    var isTimeMark: Bool { length == 1 && packed == 0x74 }

    /// Minutes east of UTC; nil for a zone that is not known. RFC 5322 section 4.3 says so of military letters as well, `Z` aside.
    var zone: Int? { length > 8 ? nil : Self.zones.first { $0.word == packed }?.minutes }

    private static func words(_ names: StaticString...) -> [UInt64] { names.map { DateWord($0).packed } }

    private static let weekdays = words("sun", "mon", "tue", "wed", "thu", "fri", "sat")
    private static let months = words("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

    private static func zone(_ name: StaticString, _ minutes: Int) -> (word: UInt64, minutes: Int) { (DateWord(name).packed, minutes) }

    /// The names of RFC 5322 section 4.3, and those of Europe, Asia and Oceania that mail shows. `IST` and `BRT` have several meanings.
    private static let zones = [
        zone("gmt", 0), zone("utc", 0), zone("ut", 0), zone("z", 0), zone("est", -300), zone("edt", -240), zone("cst", -360),
        zone("cdt", -300), zone("mst", -420), zone("mdt", -360), zone("pst", -480), zone("pdt", -420), zone("cet", 60), zone("cest", 120),
        zone("wet", 0), zone("west", 60), zone("bst", 60), zone("met", 60), zone("mest", 120), zone("mez", 60), zone("mesz", 120),
        zone("eet", 120), zone("eest", 180), zone("msk", 180), zone("akst", -540), zone("akdt", -480), zone("hst", -600), zone("jst", 540),
        zone("kst", 540), zone("aest", 600), zone("aedt", 660), zone("nzst", 720), zone("nzdt", 780),
    ]
}
