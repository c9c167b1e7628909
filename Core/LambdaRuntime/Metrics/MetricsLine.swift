/// A line in CloudWatch's embedded metric format, from which CloudWatch Logs makes metrics of the namespace `Postroom`, by function.
struct MetricsLine {
    /// The members of the line that the function's counters may not replace.
    private static let ownMembers: Set<String> = [
        "_aws", "FunctionName", "FunctionVersion", "requestId", "errorType", "Duration", "Errors", "ColdStart", "InitDuration",
        "HandlerInitDuration", "WarmUpDuration",
    ]

    static func isOwn(_ name: String) -> Bool { ownMembers.contains(name) || name.hasPrefix("WarmUpDuration.") }

    var functionName: String
    var functionVersion: String
    var timestamp: UTCTime = .now
    var entries: [InvocationMetrics.Entry]
    /// Members that are no metrics, to search logs by.
    var properties: [(String, String)] = []

    /// The line, with its end.
    var bytes: [UInt8] {
        var line = JSONText(reserving: 512)
        line.raw(#"{"_aws":{"Timestamp":"#)
        line.raw(String(timestamp.milliseconds).utf8)
        line.raw(#","CloudWatchMetrics":[{"Namespace":"Postroom","Dimensions":[["FunctionName"]],"Metrics":["#)
        for entry in entries {
            line.comma()
            line.raw("{")
            line.member("Name", entry.name)
            line.member("Unit", entry.unit.rawValue)
            line.raw("}")
        }
        line.raw("]}]}")
        line.member("FunctionName", functionName)
        line.member("FunctionVersion", functionVersion)
        for (name, value) in properties { line.member(name, value) }
        for entry in entries { line.member(entry.name, entry.value) }
        line.raw("}\n")
        return line.bytes
    }
}
