import Mail

/// The chart of an alarm's datapoints.
struct AlarmChart {
    private let alarm: Alarm
    private let zone: TimeZoneRules

    init(_ alarm: Alarm, zone: TimeZoneRules) {
        self.alarm = alarm
        self.zone = zone
    }

    /// nil where there is nothing to see: no value, or nothing to hold it against.
    var chart: Chart? {
        let points = alarm.datapoints.suffix(Chart.limit)
        guard let comparison = alarm.comparison, let last = points.last(where: { $0.value != nil }), alarm.operation == nil else {
            return nil
        }
        let thresholds: [Double]
        let legend: String
        if comparison.isBand {
            // The band is another one for each datapoint. The latest is shown.
            thresholds = [comparison == .aboveBand ? nil : last.lower, comparison == .belowBand ? nil : last.upper].compactMap { $0 }
            legend = "expected: " + thresholds.map { alarm.words($0) }.joined(separator: " to ")
        } else {
            thresholds = [alarm.threshold].compactMap { $0 }
            legend = "threshold: " + thresholds.map { alarm.words(threshold: $0) }.joined()
        }
        guard !thresholds.isEmpty else { return nil }
        let bars = points.map { point in
            Chart.Bar(
                label: label(point, among: points), value: point.value, words: point.value.map { alarm.words($0) } ?? "no data",
                isBreaching: comparison.isBreaching(point, threshold: alarm.threshold) ?? false)
        }
        return Chart(title: title(points), bars: bars, thresholds: thresholds, legend: legend)
    }

    private func title(_ points: ArraySlice<Datapoint>) -> String {
        guard points.count > 1, let period = alarm.period, period > 0 else { return "The latest \(points.count == 1 ? "value" : "values")" }
        return "The latest values, one for each \(PeriodWords.each(period))"
    }

    private func label(_ point: Datapoint, among points: ArraySlice<Datapoint>) -> String {
        guard let time = point.time else { return "" }
        let isOneDay = points.allSatisfy { $0.time.map { zone.isSameDay($0, time) } ?? true }
        return zone.short(time, withDay: !isOneDay)
    }
}
