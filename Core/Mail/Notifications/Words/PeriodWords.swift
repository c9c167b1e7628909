/// Periods of a metric in words.
package enum PeriodWords {
    /// `1 minute`, `5 minutes`, `1 h 30 min`.
    package static func length(_ seconds: Int) -> String {
        if let (noun, size) = whole(seconds) { return NumberWords.count(seconds / size, noun) }
        return Unit.clock(seconds)
    }

    /// After `per`: `minute`, `5 minutes`.
    package static func each(_ seconds: Int) -> String {
        if let (noun, size) = whole(seconds), seconds == size { return noun }
        return length(seconds)
    }

    /// How many periods of how many: `3 of 3 minutes`, `2 of 3 periods of 5 minutes`; `5 minutes` where there is but one.
    package static func span(_ count: Int, of all: Int, period: Int?) -> String {
        guard let period, period > 0 else { return all == 1 ? "1 period" : "\(count) of \(all) periods" }
        if all == 1 { return length(period) }
        if let (noun, size) = whole(period), period == size { return "\(count) of \(all) \(noun)s" }
        return "\(count) of \(all) periods of \(length(period))"
    }

    private static func whole(_ seconds: Int) -> (noun: String, size: Int)? {
        guard seconds > 0 else { return nil }
        return [("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)].first { seconds % $0.1 == 0 }
            .flatMap { $0.1 > 1 || seconds < 60 ? $0 : nil }
    }
}
