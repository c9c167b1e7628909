extension DateTime {
    /// The form of a Date or Received field (RFC 5322 section 3.3): `Sat, 21 Nov 2026 09:30:00 +0100`.
    public var rfc5322: String {
        let local = self.local
        let weekday = Self.weekdayNames[((local.days + 4) % 7 + 7) % 7]
        let month = Self.monthNames[local.month - 1]
        let time = "\(Self.padded(local.second / 3600, 2)):\(Self.padded(local.second / 60 % 60, 2)):\(Self.padded(local.second % 60, 2))"
        let offset = offsetMinutes ?? 0
        let isUnknown = offsetMinutes == nil
        let zone = "\(offset < 0 || isUnknown ? "-" : "+")\(Self.padded(abs(offset) / 60, 2))\(Self.padded(abs(offset) % 60, 2))"
        return "\(weekday), \(local.day) \(month) \(Self.padded(local.year, 4)) \(time) \(zone)"
    }

    private static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
