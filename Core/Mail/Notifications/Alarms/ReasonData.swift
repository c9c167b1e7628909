import JSON
import Mail

/// The data of a reason: `reasonData` in an event of EventBridge, JSON in a text.
struct ReasonData {
    /// Oldest first.
    var datapoints: [Datapoint] = []
    var threshold: Double?
    var period: Int?
    var unit: String?
    var statistic: String?
    /// The alarms that turned a composite alarm.
    var children: [Alarm.Child] = []

    /// nil when it is no JSON.
    init?(_ text: String) {
        guard text.utf8.count <= 64 * 1024, let node = try? JSONReader.read(Array(text.utf8)) else { return nil }
        threshold = node["threshold"]?.double
        period = node["period"]?.integer
        unit = node.line("unit", limit: 40)
        statistic = node.line("statistic", limit: 40)
        children = Alarm.Child.list(node["triggeringAlarms"])
        let recent = Self.recent(node, period: period)
        let evaluated = Self.evaluated(node)
        // An alarm on a query with partial data names fewer of them there.
        datapoints = evaluated.filter { $0.value != nil }.count >= recent.count && !evaluated.isEmpty ? evaluated : recent
        if let first = recent.first, first.lower != nil || first.upper != nil { datapoints = recent }
    }

    /// Oldest first, at equal distances from the start.
    private static func recent(_ node: JSONNode, period: Int?) -> [Datapoint] {
        let values = node["recentDatapoints"]?.elements?.suffix(StateReason.limit).map(\.double) ?? []
        let lower = node["recentLowerThresholds"]?.elements?.suffix(StateReason.limit).map(\.double) ?? []
        let upper = node["recentUpperThresholds"]?.elements?.suffix(StateReason.limit).map(\.double) ?? []
        let start = node["startDate"]?.string.flatMap { Timestamp($0) }
        return values.enumerated().map { index, value in
            var time: Timestamp?
            if let start, let period, 0...604_800 ~= period { time = start.adding(.seconds(index * period)) }
            return Datapoint(
                time: time, value: value, lower: index < lower.count ? lower[index] : nil, upper: index < upper.count ? upper[index] : nil)
        }
    }

    /// In any order, each with its time; one without a value had no data.
    private static func evaluated(_ node: JSONNode) -> [Datapoint] {
        let points = (node["evaluatedDatapoints"]?.elements ?? []).prefix(StateReason.limit).map { element in
            Datapoint(time: element["timestamp"]?.string.flatMap { Timestamp($0) }, value: element["value"]?.double)
        }
        guard points.allSatisfy({ $0.time != nil }) else { return [] }
        return points.sorted { ($0.time?.millisecondsSince1970 ?? 0) < ($1.time?.millisecondsSince1970 ?? 0) }
    }
}
