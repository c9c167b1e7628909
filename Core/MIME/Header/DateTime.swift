/// A point in time as a Date field gives it (RFC 5322 section 3.3), with the zone it was written in.
public struct DateTime: Sendable, Equatable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int
    /// Minutes east of UTC; nil for `-0000` and for a zone that is not known, both read as UTC.
    public let offsetMinutes: Int?

    /// Creates a point in time of the years 0 to 9999, in a zone that two digits of hours can say; what is beyond becomes the nearest that is not.
    public init(secondsSince1970: Int, offsetMinutes: Int?) {
        self.secondsSince1970 = min(max(secondsSince1970, -62_167_219_200), 253_402_300_799)
        self.offsetMinutes = offsetMinutes.map { min(max($0, -1439), 1439) }
    }

    /// RFC 3339 with the offset as written: `2026-11-21T09:30:00+01:00`.
    public var rfc3339: String {
        let offset = offsetMinutes ?? 0
        let local = self.local
        let date = "\(Self.padded(local.year, 4))-\(Self.padded(local.month, 2))-\(Self.padded(local.day, 2))"
        let time = "\(Self.padded(local.second / 3600, 2)):\(Self.padded(local.second / 60 % 60, 2)):\(Self.padded(local.second % 60, 2))"
        guard offset != 0 else { return "\(date)T\(time)Z" }
        let zone = "\(offset < 0 ? "-" : "+")\(Self.padded(abs(offset) / 60, 2)):\(Self.padded(abs(offset) % 60, 2))"
        return "\(date)T\(time)\(zone)"
    }

    /// The calendar date and the second of the day in the zone.
    var local: (days: Int, year: Int, month: Int, day: Int, second: Int) {
        let seconds = secondsSince1970 + (offsetMinutes ?? 0) * 60
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let (year, month, day) = Self.civil(days: days)
        return (days, year, month, day, seconds - days * 86_400)
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
    static func days(year: Int, month: Int, day: Int) -> Int {
        // Years begin in March, so that the leap day is the last one.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// How many days a month has.
    static func lengthOfMonth(year: Int, month: Int) -> Int {
        let next = month == 12 ? days(year: year + 1, month: 1, day: 1) : days(year: year, month: month + 1, day: 1)
        return next - days(year: year, month: month, day: 1)
    }

    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
