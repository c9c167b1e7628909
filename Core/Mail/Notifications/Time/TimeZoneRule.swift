/// The rule for the years after the last transition of a file: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// POSIX.1-2024 section 8.3 (the variable TZ) with the hours from -167 to 167 of RFC 9636 section 3.3.1.
struct TimeZoneRule: Sendable, Hashable {
    /// A day of each year, and the second on it.
    struct Change: Sendable, Hashable {
        enum Day: Sendable, Hashable {
            /// 1 to 365: February 29 has no number.
            case julian(Int)
            /// 0 to 365.
            case zeroBased(Int)
            /// The weekday (0 is Sunday) in that week of the month, where the fifth week is the last.
            case weekday(month: Int, week: Int, day: Int)
        }

        var day: Day
        var second: Int
    }

    private var standard: TimeZoneRules.Offset
    private var daylight: TimeZoneRules.Offset?
    private var start = Change(day: .weekday(month: 3, week: 2, day: 0), second: 7200)
    private var end = Change(day: .weekday(month: 11, week: 1, day: 0), second: 7200)

    /// nil when it is none.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = TimeZoneRuleReader(text: text)
        guard let name = reader.name(), let west = reader.time(), abs(west) < 26 * 3600 else { return nil }
        standard = TimeZoneRules.Offset(seconds: -west, abbreviation: name)
        if reader.text.isEmpty { return }
        guard let name = reader.name() else { return nil }
        var seconds = standard.seconds + 3600
        if let next = reader.text.first, next != UInt8(ascii: ",") {
            guard let west = reader.time(), abs(west) < 26 * 3600 else { return nil }
            seconds = -west
        }
        daylight = TimeZoneRules.Offset(seconds: seconds, abbreviation: name)
        if reader.text.isEmpty { return }
        guard let start = reader.change(), let end = reader.change(), reader.text.isEmpty else { return nil }
        self.start = start
        self.end = end
    }

    /// The offset at a point in time, in seconds since 1970.
    func offset(at time: Int64) -> TimeZoneRules.Offset {
        guard let daylight, abs(time) < 1 << 50 else { return standard }
        let year = CivilDate(secondsSince1970: time + Int64(standard.seconds)).year
        let starts = start.time(year: year) - Int64(standard.seconds)
        let ends = end.time(year: year) - Int64(daylight.seconds)
        // In the south, summer goes over the end of the year.
        let isDaylight = starts < ends ? starts <= time && time < ends : !(ends <= time && time < starts)
        return isDaylight ? daylight : standard
    }
}

extension TimeZoneRule.Change {
    /// Seconds since 1970 in the clock of the place.
    func time(year: Int) -> Int64 {
        let newYear = CivilDate.days(year: year, month: 1, day: 1)
        let days: Int64 =
            switch day {
            case .julian(let number): newYear + Int64(number - 1 + (number > 59 && CivilDate.isLeap(year) ? 1 : 0))
            case .zeroBased(let number): newYear + Int64(number)
            case .weekday(let month, let week, let day):
                {
                    let first = CivilDate.days(year: year, month: month, day: 1)
                    // 1970-01-01 was a Thursday.
                    let weekday = Int(((first + 4) % 7 + 7) % 7)
                    let dayOfMonth = (day - weekday + 7) % 7 + (week - 1) * 7
                    let length = month == 12 ? 31 : Int(CivilDate.days(year: year, month: month + 1, day: 1) - first)
                    return first + Int64(dayOfMonth < length ? dayOfMonth : dayOfMonth - 7)
                }()
            }
        return days * 86_400 + Int64(second)
    }
}
