/// How an alarm compares a metric with its threshold.
enum Comparison: String {
    case greater = "GreaterThanThreshold"
    case greaterOrEqual = "GreaterThanOrEqualToThreshold"
    case less = "LessThanThreshold"
    case lessOrEqual = "LessThanOrEqualToThreshold"
    case outsideBand = "LessThanLowerOrGreaterThanUpperThreshold"
    case belowBand = "LessThanLowerThreshold"
    case aboveBand = "GreaterThanUpperThreshold"

    /// What goes before a threshold: `above`, `5 or above` would be `at or above`.
    var words: String {
        switch self {
        case .greater, .aboveBand: "above"
        case .greaterOrEqual: "at or above"
        case .less, .belowBand: "below"
        case .lessOrEqual: "at or below"
        case .outsideBand: "outside"
        }
    }

    /// Whether the threshold is a band that CloudWatch makes of the past.
    var isBand: Bool { self == .outsideBand || self == .belowBand || self == .aboveBand }

    /// What a reason says in words, where the alarm's own settings are not in a message.
    init?(reason: String) {
        if reason.contains("less than the lower thresholds") {
            self = reason.contains("greater than the upper thresholds") ? .outsideBand : .belowBand
        } else if reason.contains("greater than the upper thresholds") {
            self = .aboveBand
        } else if reason.contains("greater than or equal to the threshold") {
            self = .greaterOrEqual
        } else if reason.contains("less than or equal to the threshold") {
            self = .lessOrEqual
        } else if reason.contains("greater than the threshold") {
            self = .greater
        } else if reason.contains("less than the threshold") {
            self = .less
        } else {
            return nil
        }
    }

    /// Whether a value is on the side that alarms; nil where the threshold is not known.
    func isBreaching(_ point: Datapoint, threshold: Double?) -> Bool? {
        guard let value = point.value else { return nil }
        switch self {
        case .greater: return threshold.map { value > $0 }
        case .greaterOrEqual: return threshold.map { value >= $0 }
        case .less: return threshold.map { value < $0 }
        case .lessOrEqual: return threshold.map { value <= $0 }
        case .outsideBand:
            guard let lower = point.lower, let upper = point.upper else { return nil }
            return value < lower || value > upper
        case .belowBand: return point.lower.map { value < $0 }
        case .aboveBand: return point.upper.map { value > $0 }
        }
    }
}
