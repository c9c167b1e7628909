import Mail

extension TimeZoneRules {
    /// `Sunday 22 November 2026, 04:15:00 CET`.
    package func words(_ time: Timestamp) -> String {
        let (date, offset) = local(time)
        return "\(Self.weekdays[date.weekday]) \(date.day) \(Self.months[date.month - 1]) \(date.year), \(Self.clock(date, seconds: true)) "
            + Self.zone(offset)
    }

    /// `04:15`; `22 Nov, 04:15` where the day has to be said.
    package func short(_ time: Timestamp, withDay: Bool) -> String {
        let (date, _) = local(time)
        let clock = Self.clock(date, seconds: date.second % 60 != 0)
        return withDay ? "\(date.day) \(Self.months[date.month - 1].prefix(3)), \(clock)" : clock
    }

    /// Whether both are on the same day here.
    func isSameDay(_ first: Timestamp, _ second: Timestamp) -> Bool {
        let (one, other) = (local(first).date, local(second).date)
        return (one.year, one.month, one.day) == (other.year, other.month, other.day)
    }

    private func local(_ time: Timestamp) -> (date: CivilDate, offset: Offset) {
        // Beyond the years 0 to 9999 no mail has anything to say.
        let milliseconds = min(max(time.millisecondsSince1970, -62_167_132_800_000), 253_402_214_400_000)
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        let offset = offset(at: seconds)
        return (CivilDate(secondsSince1970: seconds + Int64(offset.seconds)), offset)
    }

    private static func clock(_ date: CivilDate, seconds: Bool) -> String {
        let parts = [date.second / 3600, date.second / 60 % 60] + (seconds ? [date.second % 60] : [])
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private static func zone(_ offset: Offset) -> String {
        guard let first = offset.abbreviation.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else {
            return offset.abbreviation
        }
        return "UTC" + offset.abbreviation
    }

    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
