import JSON
import Mail

/// An alarm of CloudWatch and the change that a message tells of. Every text in it is clean.
struct Alarm {
    /// An alarm that a composite alarm looks at.
    struct Child: Hashable {
        var name: String
        var state: String?
        var time: Timestamp?
    }

    /// A query of CloudWatch Logs whose results a log alarm looks at.
    struct LogQuery {
        var query: String?
        var groups: [String] = []
        var aggregation: String?
        var schedule: String?
        var lines: [String] = []
    }

    /// One of the time series that an alarm on a query looks at.
    struct Contributor {
        var id: String?
        var attributes: [MetricQuery.Dimension] = []
    }

    var name: String
    var resource: ResourceName?
    var account: String?
    var region: Region?
    /// The region in the words of the message.
    var regionName: String?
    var description: String?

    var state: String?
    var previousState: String?
    var changedAt: Timestamp?
    var reason: String?
    var details: StateReason
    var datapoints: [Datapoint] = []

    var queries: [MetricQuery] = []
    var thresholdQuery: String?
    var comparison: Comparison?
    var threshold: Double?
    var period: Int?
    var evaluationPeriods: Int?
    var datapointsToAlarm: Int?
    var missingData: String?
    /// `evaluate` or `ignore`, for an alarm on a percentile.
    var lowSamples: String?
    var unit: String?

    /// The rule of a composite alarm.
    var rule: String?
    var children: [Child] = []
    var suppression: String?
    var log: LogQuery?
    var contributor: Contributor?
    /// What the alarm does in each state; nil where the message does not tell.
    var actions: [String: [String]]?
    /// What was done with the alarm itself: `create`, `update`, `delete`.
    var operation: String?
    /// What else stands in the message.
    var others: [JSONNode.Member] = []

    init(name: String, details: StateReason) {
        self.name = name
        self.details = details
    }

    /// The query whose values are compared with the threshold.
    var subject: MetricQuery? {
        let candidates = queries.filter { !$0.isBand && ($0.id == nil || $0.id != thresholdQuery) }
        return candidates.first { $0.returnsData } ?? candidates.first
    }

    /// Whether it watches what the account is charged.
    var isBilling: Bool {
        queries.contains { $0.namespace == "AWS/Billing" }
    }

    /// What its values are measured in.
    var measure: Unit {
        let subject = subject
        if subject?.statistic == "SampleCount" { return .number }
        if isBilling, let currency = subject?.dimensions.first(where: { $0.name == "Currency" })?.value { return .money(currency) }
        if isBilling, subject?.metric == "EstimatedCharges" { return .money("USD") }
        if let name = subject?.unit ?? unit, let unit = Unit(name), unit != .number { return unit }
        return Unit.known(namespace: subject?.namespace, metric: subject?.metric) ?? .number
    }

    /// What names the alarm beyond its message: its ARN, or what would be in it.
    var thread: String {
        let base =
            resource.map { "arn:\($0.partition):\($0.service):\($0.region):\($0.account):\($0.resource)" }
            ?? "alarm:\(account ?? "-"):\(region?.code ?? regionName ?? "-"):\(name)"
        return CleanText.line(contributor?.id.map { "\(base)/\($0)" } ?? base, limit: 500)
    }

    /// The states there are.
    static let states: Set<String> = ["ALARM", "OK", "INSUFFICIENT_DATA"]
}

extension Alarm.Child {
    /// `TriggeringChildren` of Amazon SNS, and `triggeringAlarms` of EventBridge.
    static func list(_ node: JSONNode?) -> [Alarm.Child] {
        (node?.elements ?? []).prefix(100).compactMap { element in
            guard let arn = element.line("Arn", limit: 1600) ?? element.line("arn", limit: 1600) else { return nil }
            let state = element["State"] ?? element["state"]
            return Alarm.Child(
                name: ResourceName(arn)?.alarm ?? arn, state: state?.line("Value", limit: 40) ?? state?.line("value", limit: 40),
                time: (state?["Timestamp"] ?? state?["timestamp"])?.string.flatMap { Timestamp($0) })
        }
    }
}
