import JSON

/// One of the metrics and expressions that an alarm looks at.
struct MetricQuery {
    struct Dimension: Hashable {
        var name: String
        var value: String
    }

    var id: String?
    var label: String?
    /// Metric math, `ANOMALY_DETECTION_BAND(…)`, or `SELECT …` for Metrics Insights.
    var expression: String?
    var metric: String?
    var namespace: String?
    var dimensions: [Dimension] = []
    /// `Sum`, `Average`, `p99`, …
    var statistic: String?
    var period: Int?
    var unit: String?
    var account: String?
    /// Whether it is what is compared; others only go into expressions.
    var returnsData = true

    var isBand: Bool { expression?.hasPrefix("ANOMALY_DETECTION_BAND") ?? false }
    var isSelect: Bool { expression.map { $0.prefix(7).uppercased() == "SELECT " } ?? false }

    /// Of `Trigger` itself: an alarm on one metric.
    init(trigger: JSONNode) {
        metric = trigger.line("MetricName", limit: 255)
        namespace = trigger.line("Namespace", limit: 255)
        dimensions = Self.dimensions(trigger["Dimensions"])
        statistic = Self.statistic(trigger.line("ExtendedStatistic", limit: 40) ?? trigger.line("Statistic", limit: 40))
        period = trigger["Period"]?.integer
        unit = trigger.line("Unit", limit: 40)
    }

    /// Of the list `Metrics`, as Amazon SNS has it.
    init(notified node: JSONNode) {
        let stat = node["MetricStat"] ?? JSONNode(.null, line: 0)
        let metric = stat["Metric"] ?? JSONNode(.null, line: 0)
        id = node.line("Id", limit: 255)
        label = node.line("Label", limit: 255)
        expression = node.block("Expression", limit: 4096)
        self.metric = metric.line("MetricName", limit: 255)
        namespace = metric.line("Namespace", limit: 255)
        dimensions = Self.dimensions(metric["Dimensions"])
        statistic = Self.statistic(stat.line("Stat", limit: 40))
        period = stat["Period"]?.integer ?? node["Period"]?.integer
        unit = stat.line("Unit", limit: 40)
        account = node.line("AccountId", limit: 40)
        returnsData = node["ReturnData"]?.bool ?? true
    }

    /// Of the list `configuration.metrics`, as EventBridge has it.
    init(event node: JSONNode) {
        let stat = node["metricStat"] ?? JSONNode(.null, line: 0)
        let metric = stat["metric"] ?? JSONNode(.null, line: 0)
        id = node.line("id", limit: 255)
        label = node.line("label", limit: 255)
        expression = node.block("expression", limit: 4096)
        self.metric = metric.line("name", limit: 255)
        namespace = metric.line("namespace", limit: 255)
        dimensions = Self.dimensions(metric["dimensions"])
        statistic = Self.statistic(stat.line("stat", limit: 40))
        period = stat["period"]?.integer ?? node["period"]?.integer
        unit = stat.line("unit", limit: 40)
        account = node.line("accountId", limit: 40)
        returnsData = node["returnData"]?.bool ?? true
    }

    /// A list of pairs, or an object.
    private static func dimensions(_ node: JSONNode?) -> [Dimension] {
        let pairs: [(String?, String?)] =
            node?.members.map { $0.map { ($0.name, $0.node.scalar) } }
            ?? node?.elements.map { $0.map { (($0["name"] ?? $0["Name"])?.scalar, ($0["value"] ?? $0["Value"])?.scalar) } } ?? []
        // An alarm has at most 30.
        return pairs.prefix(30).compactMap { name, value in
            guard let name, let value else { return nil }
            return Dimension(name: CleanText.line(name, limit: 255), value: CleanText.line(value, limit: 300))
        }
    }

    /// Amazon SNS writes `SUM`, the rest of AWS `Sum`.
    private static func statistic(_ name: String?) -> String? {
        guard let name else { return nil }
        let known = ["Sum", "Average", "Maximum", "Minimum", "SampleCount"]
        return known.first { $0.uppercased() == name.uppercased().filter { $0 != "_" } } ?? name
    }
}
