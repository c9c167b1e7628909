import Mail

/// What the reason of a state says, as far as it is in words that CloudWatch writes.
///
/// Amazon SNS gets the reason as text only; EventBridge gets its data too (``ReasonData``).
struct StateReason {
    /// Datapoints of the text, oldest first.
    var datapoints: [Datapoint] = []
    /// How many datapoints are on that side, and how many were looked at: `3 out of the last 3 datapoints`.
    var count: (side: Int, all: Int)?
    var threshold: Double?
    /// What missing data was treated as: `Breaching`, `NonBreaching`; with how many of how many periods had none.
    var missing: (treatedAs: String, received: Int, periods: Int)?
    /// How many datapoints were unknown.
    var unknown: Int?
    /// The alarm was made and has not looked at anything.
    var isInitial = false
    /// `6 out of 6 time series evaluated to ALARM`.
    var series: (side: Int, all: Int)?

    init(_ text: String) {
        isInitial = text.hasPrefix("Unchecked: Initial alarm creation")
        let words = text.split(separator: " ").prefix(400)
        if text.contains("time series evaluated to"), words.count >= 4, words[1] == "out", let side = Int(words[0]), let all = Int(words[3])
        {
            series = (side, all)
        }
        if text.hasPrefix("Insufficient Data:"), words.count > 2 { unknown = Int(words[2]) }
        guard text.hasPrefix("Threshold Crossed:") || text.hasPrefix("Thresholds Crossed:"), words.count > 2 else { return }
        if let first = Int(words[2]) {
            // `1 datapoint [..] was`, or `3 out of the last 3 datapoints [..] were`.
            let all = words.count > 7 && words[3] == "out" ? Int(words[7]) : first
            count = (first, all ?? first)
        }
        readMissing(text)
        threshold = Self.number(after: "the threshold (", in: text)
        readDatapoints(text)
    }

    /// `no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching]`.
    private mutating func readMissing(_ text: String) {
        guard let treated = Self.text(after: "treated as [", until: "]", in: text), !treated.isEmpty else { return }
        let words = text.split(separator: " ")
        guard let place = words.firstIndex(of: "periods") ?? words.firstIndex(of: "period"), place > 0, let periods = Int(words[place - 1])
        else {
            missing = (treated, 0, 0)
            return
        }
        let received = words.count > 2 && words[2] == "no" ? 0 : count?.side ?? 0
        missing = (treated, received, periods)
        count = nil
    }

    /// `[12.0 (22/11/26 03:12:00), 11.0 (22/11/26 03:11:00)]`, newest first.
    private mutating func readDatapoints(_ text: String) {
        guard let list = Self.text(after: "[", until: "]", in: text) ?? Self.text(after: "datapoint (", until: ")", in: text) else {
            return
        }
        let lower = Self.text(after: "lower thresholds [", until: "]", in: text).map(Self.numbers) ?? []
        let upper = Self.text(after: "upper thresholds [", until: "]", in: text).map(Self.numbers) ?? []
        for (index, item) in Self.items(list).prefix(Self.limit).enumerated() {
            let parts = item.split(separator: " ", maxSplits: 1)
            guard let first = parts.first, let value = Double(first), value.isFinite else { continue }
            let time = parts.count > 1 ? Self.time(parts[1]) : nil
            datapoints.append(
                Datapoint(
                    time: time, value: value, lower: index < lower.count ? lower[index] : nil,
                    upper: index < upper.count ? upper[index] : nil))
        }
        datapoints.reverse()
    }

    /// How many datapoints are read.
    static let limit = 100

    private static func items(_ list: String) -> [Substring] {
        list.split(separator: ",").map { $0.first == " " ? $0.dropFirst() : $0 }
    }

    private static func numbers(_ list: String) -> [Double] { items(list).compactMap { Double($0) }.filter(\.isFinite) }

    private static func number(after mark: String, in text: String) -> Double? {
        self.text(after: mark, until: ")", in: text).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func text(after mark: String, until end: Character, in text: String) -> String? {
        guard let start = text.firstRange(of: mark) else { return nil }
        let rest = text[start.upperBound...]
        return rest.firstIndex(of: end).map { String(rest[..<$0]) }
    }

    /// `(22/11/26 03:12:00)`: day, month, year; UTC.
    private static func time(_ text: Substring) -> Timestamp? {
        let numbers = text.split { !($0.isASCII && $0.isNumber) }.compactMap { Int($0) }
        guard numbers.count == 6, 1...31 ~= numbers[0], 1...12 ~= numbers[1], 0...99 ~= numbers[2], numbers[3] < 24, numbers[4] < 60,
            numbers[5] < 61
        else { return nil }
        let days = CivilDate.days(year: 2000 + numbers[2], month: numbers[1], day: numbers[0])
        let seconds = days * 86_400 + Int64(numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
        return Timestamp(millisecondsSince1970: seconds * 1000)
    }
}
