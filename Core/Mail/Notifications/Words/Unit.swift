/// What a metric is measured in, and how its values are written.
package enum Unit: Hashable {
    case number
    case perSecond
    case percent
    /// Bytes: how many one of the metric's units is, and whether it is a rate.
    case bytes(Double, perSecond: Bool)
    case bits(Double, perSecond: Bool)
    /// How many seconds one of the metric's units is.
    case seconds(Double)
    /// Money, by the code of ISO 4217.
    case money(String)

    /// The unit of that name in CloudWatch (API_MetricDatum); nil for one that it does not have.
    package init?(_ name: String) {
        let rate = name.hasSuffix("/Second")
        switch rate ? String(name.dropLast("/Second".count)) : name {
        case "None" where !rate: self = .number
        case "Count": self = rate ? .perSecond : .number
        case "Percent" where !rate: self = .percent
        case "Seconds" where !rate: self = .seconds(1)
        case "Milliseconds" where !rate: self = .seconds(1e-3)
        case "Microseconds" where !rate: self = .seconds(1e-6)
        case "Bytes": self = .bytes(1, perSecond: rate)
        case "Kilobytes": self = .bytes(1e3, perSecond: rate)
        case "Megabytes": self = .bytes(1e6, perSecond: rate)
        case "Gigabytes": self = .bytes(1e9, perSecond: rate)
        case "Terabytes": self = .bytes(1e12, perSecond: rate)
        case "Bits": self = .bits(1, perSecond: rate)
        case "Kilobits": self = .bits(1e3, perSecond: rate)
        case "Megabits": self = .bits(1e6, perSecond: rate)
        case "Gigabits": self = .bits(1e9, perSecond: rate)
        case "Terabits": self = .bits(1e12, perSecond: rate)
        default: return nil
        }
    }

    /// A value in words: `1.2 MB`, `93.4%`, `5 min 30 s`.
    /// - Parameters:
    ///   - exactly: Whether no digit may be rounded away, as for a threshold.
    ///   - binary: Whether bytes are counted by 1024, which somebody did who set a threshold of 1073741824.
    package func words(_ value: Double, exactly: Bool = false, binary: Bool = false) -> String {
        func number(_ value: Double) -> String { exactly ? NumberWords.exact(value) : NumberWords.rounded(value) }
        switch self {
        case .number: return number(value)
        case .perSecond: return number(value) + " per second"
        case .percent: return number(value) + "%"
        case .bytes(let factor, let rate):
            let names = binary ? ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"] : ["bytes", "KB", "MB", "GB", "TB", "PB"]
            return Self.scaled(value * factor, by: binary ? 1024 : 1000, names, number) + (rate ? " per second" : "")
        case .bits(let factor, let rate):
            return Self.scaled(value * factor, by: 1000, ["bits", "kbit", "Mbit", "Gbit", "Tbit"], number) + (rate ? "/s" : "")
        case .seconds(let factor): return Self.duration(value * factor, number)
        case .money(let code):
            let isWhole = (value * 100).rounded() / 100 == value
            let amount = exactly && !isWhole ? NumberWords.exact(abs(value)) : NumberWords.money(abs(value))
            return (value < 0 ? "-" : "") + (code == "USD" ? "$" + amount : "\(amount) \(code)")
        }
    }

    /// Whether a threshold is a whole number of KiB, MiB or more, and no round number of bytes.
    package func isBinary(_ threshold: Double) -> Bool {
        guard case .bytes(1, _) = self, threshold >= 1024, threshold < 1e18 else { return false }
        return threshold.truncatingRemainder(dividingBy: 1024) == 0 && threshold.truncatingRemainder(dividingBy: 1000) != 0
    }

    private static func scaled(_ value: Double, by step: Double, _ names: [String], _ number: (Double) -> String) -> String {
        var value = value
        var index = 0
        while abs(value) >= step, index + 1 < names.count {
            value /= step
            index += 1
        }
        let name = value == 1 && index == 0 ? String(names[0].dropLast()) : names[index]
        return number(value) + " " + name
    }

    private static func duration(_ seconds: Double, _ number: (Double) -> String) -> String {
        switch abs(seconds) {
        case 0: return "0 seconds"
        case ..<1e-3: return number(neat(seconds * 1e6)) + " µs"
        case ..<1: return number(neat(seconds * 1e3)) + " ms"
        case ..<120: return number(neat(seconds)) + (seconds == 1 ? " second" : " seconds")
        case ..<1e9: return clock(Int(seconds.rounded()))
        default: return number(seconds) + " seconds"
        }
    }

    /// 0.35 s is 350 ms, and not 350.00000000000006.
    private static func neat(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }

    /// `1 h 6 min 40 s`.
    package static func clock(_ seconds: Int) -> String {
        let size = abs(seconds)
        let parts = [(size / 86_400, "d"), (size / 3600 % 24, "h"), (size / 60 % 60, "min"), (size % 60, "s")]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
        return (seconds < 0 ? "-" : "") + (words.isEmpty ? "0 s" : words)
    }
}
