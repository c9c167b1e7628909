/// The sentence that says what happened: `ErrorCount was 12, above 5 for 3 of 3 minutes.`
struct AlarmSentence {
    private let alarm: Alarm

    init(_ alarm: Alarm) {
        self.alarm = alarm
    }

    /// The sentence, with its full stop.
    var words: String {
        if let operation { return operation }
        if alarm.details.isInitial { return "The alarm is new and has not looked at any data yet." }
        if let series = alarm.details.series {
            return "\(series.side) of \(series.all) time series \(series.all == 1 ? "is" : "are") in \(alarm.state ?? "that state")."
        }
        if alarm.rule != nil || !alarm.children.isEmpty { return composite }
        if let unknown = alarm.details.unknown { return "\(bare) had no data for \(length(unknown))." }
        if let missing { return missing }
        return measured ?? fallback
    }

    private var operation: String? {
        switch alarm.operation {
        case nil: nil
        case "create": "The alarm was created."
        case "update": "The settings of the alarm were changed."
        case "delete": "The alarm was deleted."
        case .some(let other): "The alarm itself was changed: \(other)."
        }
    }

    private var composite: String {
        let names = alarm.children.prefix(3).map { child in child.state.map { "\(child.name) is in \($0)" } ?? child.name }
        let more = alarm.children.count - names.count
        let list = names.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
        switch (list.isEmpty, alarm.state) {
        case (true, "ALARM"): return "The rule of this composite alarm is met."
        case (true, "OK"): return "The rule of this composite alarm is not met\(alarm.previousState == "ALARM" ? " any more" : "")."
        case (true, _): return fallback
        case (false, "ALARM"): return "The rule of this composite alarm is met: \(list)."
        case (false, "OK"):
            return "The rule of this composite alarm is not met\(alarm.previousState == "ALARM" ? " any more" : ""): \(list)."
        case (false, _): return "\(list)."
        }
    }

    private var missing: String? {
        guard let missing = alarm.details.missing else { return nil }
        let treated =
            switch missing.treatedAs {
            case "Breaching": "which counts as breaching"
            case "NonBreaching": "which counts as not breaching"
            default: "which is treated as \(missing.treatedAs)"
            }
        if missing.received > 0, missing.periods > missing.received {
            return "\(bare) had no data for \(span(missing.periods - missing.received, of: missing.periods)), \(treated)."
        }
        return missing.periods > 0 ? "\(bare) had no data for \(length(missing.periods)), \(treated)." : nil
    }

    private var measured: String? {
        guard let comparison = alarm.comparison, let point = point, let value = point.value else { return nil }
        let isBreaching = comparison.isBreaching(point, threshold: alarm.threshold) ?? (alarm.state == "ALARM")
        guard let bound = bound(comparison, point, isBreaching: isBreaching) else { return nil }
        let verb = alarm.isCharges ? "were" : "was"
        var sentence = "\(subject) \(verb) \(alarm.words(value)), \(bound)"
        if isBreaching, alarm.state == "ALARM", let count = alarm.details.count, count.side > 0, !alarm.isCharges {
            let all = max(alarm.evaluationPeriods ?? count.all, count.side)
            sentence +=
                alarm.log == nil
                ? " for " + span(count.side, of: min(all, 10_000)) : " in \(count.side) of \(NumberWords.count(all, "query result"))"
        }
        return sentence + "."
    }

    /// The latest value that is a reason for the state.
    private var point: Datapoint? {
        let points = alarm.datapoints.filter { $0.value != nil }
        guard alarm.state == "ALARM", let comparison = alarm.comparison else { return points.last }
        return points.last { comparison.isBreaching($0, threshold: alarm.threshold) == true } ?? points.last
    }

    private func bound(_ comparison: Comparison, _ point: Datapoint, isBreaching: Bool) -> String? {
        let not = isBreaching ? "" : alarm.state == "OK" && alarm.previousState == "ALARM" ? "no longer " : "not "
        switch comparison {
        case .greater, .greaterOrEqual, .less, .lessOrEqual:
            return alarm.threshold.map { "\(not)\(comparison.words) \(alarm.words(threshold: $0))" }
        case .aboveBand: return point.upper.map { "\(not)above the highest expected value, \(alarm.words($0))" }
        case .belowBand: return point.lower.map { "\(not)below the lowest expected value, \(alarm.words($0))" }
        case .outsideBand:
            guard let lower = point.lower, let upper = point.upper else { return nil }
            let place = isBreaching ? "outside" : not == "not " ? "within" : "again within"
            return "\(place) the expected range from \(alarm.words(lower)) to \(alarm.words(upper))"
        }
    }

    private var fallback: String {
        if let reason = alarm.reason { return CleanText.line(reason, limit: 500) }
        guard let state = alarm.state else { return "The alarm has changed." }
        return alarm.previousState.map { "The alarm went from \($0) to \(state)." } ?? "The alarm went to \(state)."
    }

    /// What was measured: `Average CPUUtilization`, `p99 Duration`, `ErrorCount`.
    private var subject: String {
        if alarm.isCharges { return "The estimated charges" }
        guard let query = alarm.subject, query.metric != nil else { return bare }
        switch query.statistic {
        case nil, "Sum": return bare
        case "SampleCount": return "Number of samples of \(bare)"
        case .some(let statistic): return "\(statistic) \(bare)"
        }
    }

    /// The same without what was counted of it.
    private var bare: String {
        let query = alarm.subject
        let isQuery = query?.isSelect ?? (alarm.log != nil)
        let name = query?.metric ?? query?.label ?? (isQuery ? "The result of the query" : query?.id.map { "The expression \($0)" })
        let attributes = alarm.contributor?.attributes.prefix(3).map { "\($0.name) \($0.value)" }.joined(separator: ", ") ?? ""
        return (name ?? "The value") + (attributes.isEmpty ? "" : " (\(attributes))")
    }

    private func length(_ periods: Int) -> String {
        guard let period = alarm.period, 1...604_800 ~= period, 1...10_000 ~= periods else { return NumberWords.count(periods, "period") }
        return PeriodWords.length(periods * period)
    }

    private func span(_ count: Int, of all: Int) -> String { PeriodWords.span(count, of: all, period: alarm.period) }
}

extension Alarm {
    /// Whether what it watches is what the account is charged.
    var isCharges: Bool { isBilling && subject?.metric == "EstimatedCharges" }

    /// A value in words. It has all of its digits when it would read the same as the threshold otherwise.
    func words(_ value: Double) -> String {
        let binary = threshold.map(measure.isBinary) ?? false
        let words = measure.words(value, binary: binary)
        guard let threshold, value != threshold, words == self.words(threshold: threshold) else { return words }
        return measure.words(value, exactly: true, binary: binary)
    }

    /// A threshold in words, to the last digit.
    func words(threshold: Double) -> String { measure.words(threshold, exactly: true, binary: measure.isBinary(threshold)) }
}
