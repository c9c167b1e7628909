import Glibc

/// A point in time as log lines show it: RFC 3339, UTC, milliseconds.
struct UTCTime: CustomStringConvertible {
    /// Milliseconds since 1970.
    let milliseconds: Int64

    static var now: UTCTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UTCTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    var description: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let rest = milliseconds % 1000
        return
            "\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(rest < 100 ? "0" : "")\(rest < 10 ? "0" : "")\(rest)Z"
    }

    private func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
