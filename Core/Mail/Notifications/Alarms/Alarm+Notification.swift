import JSON
import Mail

extension Alarm {
    /// What an alarm itself sends to Amazon SNS; nil when the message is something else.
    ///
    /// Amazon CloudWatch User Guide, "Notifying users on alarm changes"; only the name and the state are required. A log alarm's own fields
    /// (API_LogAlarm) are looked for both beside and in `Trigger`.
    init?(notification node: JSONNode) {
        guard let name = node.line("AlarmName", limit: 255), let state = node.line("NewStateValue", limit: 40) else { return nil }
        let reason = node.block("NewStateReason", limit: 4096)
        self.init(name: name, details: StateReason(reason ?? ""))
        self.reason = reason
        self.state = state
        previousState = node.line("OldStateValue", limit: 40)
        description = node.block("AlarmDescription", limit: 8192)
        account = node.line("AWSAccountId", limit: 40)
        resource = node.line("AlarmArn", limit: 1600).flatMap(ResourceName.init)
        regionName = node.line("Region", limit: 60)
        region = (resource?.region).flatMap(Region.init) ?? regionName.flatMap(Region.init)
        changedAt = node["StateChangeTime"]?.string.flatMap { Timestamp($0) }
        actions = Self.actions(ok: node["OKActions"], alarm: node["AlarmActions"], insufficient: node["InsufficientDataActions"])
        rule = node.block("AlarmRule", limit: 10_240)
        children = Child.list(node["TriggeringChildren"])
        suppression = Self.suppression(by: node.line("ActionsSuppressedBy"), reason: node.line("ActionsSuppressedReason"))
        contributor = Self.contributor(node)
        let trigger = node["Trigger"] ?? JSONNode(.null, line: 0)
        read(trigger: trigger)
        log = Self.log(trigger) ?? Self.log(node)
        if log?.lines.isEmpty ?? false, let lines = Self.log(node)?.lines { log?.lines = lines }
        datapoints = details.datapoints
        if let data = (node["NewStateReasonData"] ?? node["StateReasonData"])?.string.flatMap(ReasonData.init) { take(data) }
        others = (node.members ?? []).filter { !Self.known.contains($0.name) }
    }

    private mutating func read(trigger: JSONNode) {
        queries = (trigger["Metrics"]?.elements ?? []).prefix(100).map(MetricQuery.init(notified:))
        if queries.isEmpty, trigger["MetricName"]?.string != nil { queries = [MetricQuery(trigger: trigger)] }
        unit = trigger.line("Unit", limit: 40)
        period = trigger["Period"]?.integer ?? subject?.period
        evaluationPeriods = (trigger["EvaluationPeriods"] ?? trigger["QueryResultsToEvaluate"])?.integer
        datapointsToAlarm = (trigger["DatapointsToAlarm"] ?? trigger["QueryResultsToAlarm"])?.integer
        comparison =
            trigger.line("ComparisonOperator", limit: 60).flatMap(Comparison.init(rawValue:)) ?? reason.flatMap(Comparison.init(reason:))
        threshold = trigger["Threshold"]?.double ?? details.threshold
        thresholdQuery = trigger.line("ThresholdMetricId", limit: 255)
        // Older messages have it as a line of a text: `- TreatMissingData:     missing`.
        missingData = trigger.line("TreatMissingData", limit: 80)?.split(separator: " ").last.map(String.init)
        lowSamples = trigger.line("EvaluateLowSampleCountPercentile", limit: 80)?.split(separator: " ").last.map(String.init)
    }

    /// Puts the data of a reason over what its text said.
    mutating func take(_ data: ReasonData) {
        if !data.datapoints.isEmpty { datapoints = data.datapoints }
        if threshold == nil { threshold = data.threshold }
        if period == nil { period = data.period }
        if unit == nil { unit = data.unit }
        if children.isEmpty { children = data.children }
    }

    static func actions(ok: JSONNode?, alarm: JSONNode?, insufficient: JSONNode?) -> [String: [String]]? {
        var actions: [String: [String]] = [:]
        for (state, node) in [("OK", ok), ("ALARM", alarm), ("INSUFFICIENT_DATA", insufficient)] {
            guard let elements = node?.elements else { continue }
            actions[state] = elements.prefix(10).compactMap { $0.scalar.map { CleanText.line($0, limit: 300) } }
        }
        return actions.isEmpty ? nil : actions
    }

    static func suppression(by: String?, reason: String?) -> String? {
        switch by {
        case nil: reason
        case "Alarm": "held back, because the suppressor alarm is in ALARM"
        case "WaitPeriod": "held back, waiting for the suppressor alarm to go to ALARM"
        case "ExtensionPeriod": "held back for a while after the suppressor alarm left ALARM"
        case .some(let other): "held back by \(other)"
        }
    }

    private static func contributor(_ node: JSONNode) -> Contributor? {
        let inner = node["AlarmContributor"]
        let id = node.line("AlarmContributorId") ?? inner?.line("ContributorId") ?? inner?.line("Id")
        let attributes = node["AlarmContributorAttributes"] ?? inner?["ContributorAttributes"] ?? inner?["Attributes"]
        return contributor(id: id, attributes: attributes)
    }

    static func contributor(id: String?, attributes: JSONNode?) -> Contributor? {
        let pairs = (attributes?.members ?? []).prefix(30).compactMap { member in
            member.node.scalar.map {
                MetricQuery.Dimension(name: CleanText.line(member.name, limit: 255), value: CleanText.line($0, limit: 300))
            }
        }
        return id == nil && pairs.isEmpty ? nil : Contributor(id: id, attributes: pairs)
    }

    static func log(_ node: JSONNode) -> LogQuery? {
        let settings = node["ScheduledQueryConfiguration"] ?? node["scheduledQueryConfiguration"] ?? node
        let schedule = settings["ScheduleConfiguration"] ?? settings["scheduleConfiguration"]
        var log = LogQuery()
        log.query = settings.block("QueryString", limit: 10_240) ?? settings.block("queryString", limit: 10_240)
        log.groups = ((settings["LogGroupIdentifiers"] ?? settings["logGroupIdentifiers"])?.elements ?? []).prefix(50)
            .compactMap { $0.scalar.map { CleanText.line($0, limit: 600) } }
        log.aggregation = settings.line("AggregationExpression") ?? settings.line("aggregationExpression")
        log.schedule = schedule?.line("ScheduleExpression") ?? schedule?.line("scheduleExpression")
        log.lines = ((node["LogLines"] ?? node["logLines"])?.elements ?? []).prefix(50).compactMap { element in
            (element.scalar ?? (element["message"] ?? element["Message"] ?? element["@message"])?.scalar).map {
                CleanText.block($0, limit: 1024)
            }
        }
        return log.query == nil && log.groups.isEmpty && log.lines.isEmpty ? nil : log
    }

    /// The members that are shown in their places.
    private static let known: Set<String> = [
        "AlarmName", "NewStateValue", "NewStateReason", "NewStateReasonData", "StateReasonData", "OldStateValue", "AlarmDescription",
        "AWSAccountId", "AlarmArn", "Region", "StateChangeTime", "OKActions", "AlarmActions", "InsufficientDataActions", "AlarmRule",
        "TriggeringChildren", "ActionsSuppressedBy", "ActionsSuppressedReason", "AlarmContributor", "AlarmContributorId",
        "AlarmContributorAttributes", "Trigger", "AlarmConfigurationUpdatedTimestamp", "ScheduledQueryConfiguration", "LogLines",
    ]
}
