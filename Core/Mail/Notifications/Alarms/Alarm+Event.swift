import JSON
import Mail

extension Alarm {
    /// An event of CloudWatch that came by way of EventBridge, or as the payload of a Lambda action; nil when the message is something else.
    ///
    /// Amazon CloudWatch User Guide, "Alarm events and EventBridge" and "Invoke a Lambda function from an alarm".
    init?(event node: JSONNode) {
        guard node["source"]?.string == "aws.cloudwatch", let detail = node["detail"] ?? node["alarmData"],
            let name = detail.line("alarmName", limit: 255)
        else { return nil }
        let state = detail["state"] ?? JSONNode(.null, line: 0)
        let configuration = detail["configuration"] ?? JSONNode(.null, line: 0)
        let reason = state.block("reason", limit: 4096)
        self.init(name: name, details: StateReason(reason ?? ""))
        self.reason = reason
        self.state = state.line("value", limit: 40)
        operation = detail.line("operation", limit: 40)
        previousState = detail["previousState"]?.line("value", limit: 40)
        changedAt = ((operation == nil ? state["timestamp"] : nil) ?? node["time"])?.string.flatMap { Timestamp($0) }
        description = configuration.block("description", limit: 8192)
        account = node.line("account", limit: 40) ?? node.line("accountId", limit: 40)
        let arn = node.line("alarmArn", limit: 1600) ?? node["resources"]?.elements?.first?.scalar.map { CleanText.line($0, limit: 1600) }
        resource = arn.flatMap(ResourceName.init)
        region = node.line("region", limit: 60).flatMap(Region.init) ?? (resource?.region).flatMap(Region.init)
        suppression = Self.suppression(by: state.line("actionsSuppressedBy"), reason: state.line("actionsSuppressedReason"))
        contributor = Self.contributor(
            id: detail["alarmContributor"]?.line("id"), attributes: detail["alarmContributor"]?["attributes"])
        read(configuration: configuration)
        log = Self.log(configuration)
        datapoints = details.datapoints
        if let data = state["reasonData"]?.string.flatMap(ReasonData.init) { take(data) }
        others = (detail.members ?? []).filter { !Self.knownDetails.contains($0.name) }
    }

    private mutating func read(configuration: JSONNode) {
        queries = (configuration["metrics"]?.elements ?? []).prefix(100).map(MetricQuery.init(event:))
        period = subject?.period ?? queries.lazy.compactMap(\.period).first
        evaluationPeriods = (configuration["evaluationPeriods"] ?? configuration["queryResultsToEvaluate"])?.integer
        datapointsToAlarm = (configuration["datapointsToAlarm"] ?? configuration["queryResultsToAlarm"])?.integer
        comparison =
            configuration.line("comparisonOperator", limit: 60).flatMap(Comparison.init(rawValue:))
            ?? reason.flatMap(Comparison.init(reason:))
        threshold = configuration["threshold"]?.double ?? details.threshold
        thresholdQuery = configuration.line("thresholdMetricId", limit: 255)
        missingData = configuration.line("treatMissingData", limit: 80)
        rule = configuration.block("alarmRule", limit: 10_240)
        actions = Self.actions(
            ok: configuration["okActions"], alarm: configuration["alarmActions"], insufficient: configuration["insufficientDataActions"])
    }

    /// The members that are shown in their places.
    private static let knownDetails: Set<String> = [
        "alarmName", "state", "previousState", "configuration", "alarmContributor", "operation",
    ]
}
