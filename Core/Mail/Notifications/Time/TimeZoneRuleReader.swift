/// Reads the parts of a ``TimeZoneRule``.
struct TimeZoneRuleReader {
    var text: ArraySlice<UInt8>

    /// `CET`, or `<+03>`.
    mutating func name() -> String? {
        let name: ArraySlice<UInt8>
        if text.first == UInt8(ascii: "<") {
            guard let end = text.firstIndex(of: UInt8(ascii: ">")) else { return nil }
            name = text[..<end].dropFirst()
            text = text[(end + 1)...]
        } else {
            name = text.prefix { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 & 0xDF }
            text = text.dropFirst(name.count)
        }
        return 3...12 ~= name.count ? String(decoding: name, as: UTF8.self) : nil
    }

    /// `-1`, `5:30`, `167:59:59`: seconds.
    mutating func time() -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(), hours <= 167 else { return nil }
        var seconds = hours * 3600
        for size in [60, 1] where take(":") {
            guard let part = number(), part < 60 else { return nil }
            seconds += part * size
        }
        return isNegative ? -seconds : seconds
    }

    /// `,M3.5.0`, `,M10.5.0/3`, `,J60`, `,0/0`.
    mutating func change() -> TimeZoneRule.Change? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return TimeZoneRule.Change(day: day, second: 7200) }
        return time().map { TimeZoneRule.Change(day: day, second: $0) }
    }

    private mutating func day() -> TimeZoneRule.Change.Day? {
        if take("M") {
            guard let month = number(), 1...12 ~= month, take("."), let week = number(), 1...5 ~= week, take("."), let day = number(),
                day <= 6
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
        if take("J") { return number().flatMap { 1...365 ~= $0 ? .julian($0) : nil } }
        return number().flatMap { $0 <= 365 ? .zeroBased($0) : nil }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard text.first == UInt8(ascii: character) else { return false }
        text = text.dropFirst()
        return true
    }

    private mutating func number() -> Int? {
        let digits = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard 1...4 ~= digits.count else { return nil }
        text = text.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
