import Mail

/// What an alarm looks at: metrics, expressions, queries, other alarms.
struct AlarmSources {
    private let alarm: Alarm

    init(_ alarm: Alarm) {
        self.alarm = alarm
    }

    /// A single metric, one fact for each thing.
    static func facts(_ query: MetricQuery) -> [Page.Fact] {
        var facts: [Page.Fact] = []
        if let metric = query.metric { facts.append(.init("Metric", metric + (query.namespace.map { " in \($0)" } ?? ""))) }
        if let statistic = statistic(query) { facts.append(.init("Statistic", statistic)) }
        if !query.dimensions.isEmpty {
            facts.append(.init("Dimensions", query.dimensions.map { "\($0.name) = \($0.value)" }.joined(separator: "\n")))
        }
        if let account = query.account { facts.append(.init("Metric's account", account)) }
        return facts
    }

    /// A query of a log alarm.
    static func facts(_ log: Alarm.LogQuery) -> [Page.Fact] {
        var facts: [Page.Fact] = []
        if !log.groups.isEmpty {
            let names = log.groups.map { name in
                let resource = ResourceName(name)?.resource
                return resource.flatMap { $0.hasPrefix("log-group:") ? String($0.dropFirst("log-group:".count)) : nil } ?? name
            }
            facts.append(.init(names.count == 1 ? "Log group" : "Log groups", names.joined(separator: "\n")))
        }
        if let aggregation = log.aggregation { facts.append(.init("Value", aggregation)) }
        if let schedule = log.schedule { facts.append(.init("Schedule", schedule)) }
        return facts
    }

    /// What takes more room than a line.
    func blocks(zone: TimeZoneRules) -> [Page.Block] {
        var blocks: [Page.Block] = []
        if !alarm.children.isEmpty {
            let facts = alarm.children.map { child in
                let time = child.time.map { "since \(zone.words($0))" }
                return Page.Fact(child.name, [child.state, time].compactMap { $0 }.joined(separator: " "))
            }
            blocks.append(.facts(heading: "The alarms that turned it", facts))
        }
        if let rule = alarm.rule { blocks.append(.verbatim(heading: "Rule", AlarmRule.words(rule))) }
        if alarm.queries.count == 1, let expression = alarm.queries[0].expression {
            blocks.append(.verbatim(heading: alarm.queries[0].isSelect ? "Query" : "Expression", expression))
        } else if alarm.queries.count > 1 {
            blocks.append(.verbatim(heading: "Metrics and expressions", Self.bounded(alarm.queries.map(Self.line))))
        }
        if let query = alarm.log?.query { blocks.append(.verbatim(heading: "Query", query)) }
        if let lines = alarm.log?.lines, !lines.isEmpty {
            blocks.append(.verbatim(heading: "Log lines", Self.bounded(lines)))
        }
        return blocks
    }

    private static func bounded(_ lines: [String]) -> String { CleanText.block(lines.joined(separator: "\n"), limit: 16 * 1024) }

    /// `e1 = SUM(METRICS()), "Total Network Traffic"`; `m1 = maximum of NetworkIn in AWS/EC2 for each 5 minutes, InstanceId = i-1`.
    private static func line(_ query: MetricQuery) -> String {
        var line = query.id.map { "\($0) = " } ?? ""
        if let expression = query.expression {
            line += expression
        } else {
            line += [query.statistic.map(words(statistic:)), query.metric].compactMap { $0 }.joined(separator: " of ")
            line += query.namespace.map { " in \($0)" } ?? ""
            if let period = query.period, period > 0 { line += " for each \(PeriodWords.each(period))" }
            line += query.dimensions.map { ", \($0.name) = \($0.value)" }.joined()
        }
        return line + (query.label.map { " (\($0))" } ?? "")
    }

    /// `sum for each minute`.
    private static func statistic(_ query: MetricQuery) -> String? {
        guard let statistic = query.statistic.map(words(statistic:)) else { return nil }
        guard let period = query.period, period > 0 else { return statistic }
        return "\(statistic) for each \(PeriodWords.each(period))"
    }

    private static func words(statistic: String) -> String {
        switch statistic {
        case "SampleCount": "number of samples"
        case "Sum", "Average", "Maximum", "Minimum": statistic.lowercased()
        default: statistic
        }
    }
}
