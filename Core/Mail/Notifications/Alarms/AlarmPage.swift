import JSON
import Mail

/// What the mail of an alarm shows.
struct AlarmPage {
    private let alarm: Alarm
    private let zone: TimeZoneRules
    private let topicARN: String?
    private let receivedAt: Timestamp

    /// The page of an alarm.
    static func page(_ alarm: Alarm, sentence: String, zone: TimeZoneRules, topicARN: String?, receivedAt: Timestamp) -> Page {
        AlarmPage(alarm: alarm, zone: zone, topicARN: topicARN, receivedAt: receivedAt).page(sentence)
    }

    private func page(_ sentence: String) -> Page {
        var page = Page(tone: tone, badge: badge, title: alarm.name, lead: sentence)
        page.badgeNote = alarm.operation == nil ? alarm.previousState.map { "before: \(Self.words(state: $0))" } : nil
        page.notes = [alarm.changedAt.map(zone.words) ?? "Received \(zone.words(receivedAt))", place].compactMap { $0 }
        if let region = alarm.region {
            let url = Console.alarm(alarm.resource?.alarm ?? alarm.name, region: region, partition: alarm.resource?.partition ?? "aws")
            page.link = url.map { Page.Link(title: "Open in CloudWatch", url: $0) }
        }
        if let description = alarm.description { page.blocks.append(.paragraph(heading: "Description", description)) }
        if let chart = AlarmChart(alarm, zone: zone).chart { page.blocks.append(.chart(chart)) }
        page.blocks.append(.facts(facts))
        page.blocks += AlarmSources(alarm).blocks(zone: zone)
        if let reason = alarm.reason, reason != sentence {
            page.blocks.append(.paragraph(heading: "Reason, as CloudWatch gives it", reason))
        }
        if !alarm.others.isEmpty {
            let outline = OutlineWriter.outline(JSONNode(.object(alarm.others), line: 0))
            page.blocks.append(.outline(heading: "Also in the message", outline))
        }
        page.footer = Footer.lines(topicARN: topicARN, zone: zone)
        return page
    }

    private var tone: Page.Tone {
        guard alarm.operation == nil else { return .neutral }
        switch alarm.state {
        case "ALARM": return .alarm
        case "OK": return .ok
        case "INSUFFICIENT_DATA": return .unknown
        default: return .neutral
        }
    }

    private var badge: String {
        if alarm.operation != nil { return "CHANGED ALARM" }
        return alarm.state.map(Self.words) ?? "ALARM CHANGED"
    }

    private static func words(state: String) -> String { state == "INSUFFICIENT_DATA" ? "INSUFFICIENT DATA" : state }

    private var facts: [Page.Fact] {
        var facts: [Page.Fact] = []
        if let condition { facts.append(.init("Condition", condition)) }
        if let missing { facts.append(.init("Missing data", missing)) }
        if alarm.queries.count == 1 { facts += AlarmSources.facts(alarm.queries[0]) }
        if let log = alarm.log { facts += AlarmSources.facts(log) }
        if let contributor = alarm.contributor {
            let attributes = contributor.attributes.map { "\($0.name) = \($0.value)" }.joined(separator: "\n")
            facts.append(.init("Time series", attributes.isEmpty ? contributor.id ?? "" : attributes))
        }
        if let suppression = alarm.suppression {
            facts.append(.init("Actions", suppression))
        } else if let actions {
            facts.append(.init("Actions", actions))
        }
        facts.append(.init("Kind", kind))
        if let resource = alarm.resource {
            facts.append(
                .init("ARN", "arn:\(resource.partition):\(resource.service):\(resource.region):\(resource.account):\(resource.resource)"))
        }
        return facts
    }

    /// `Account 123456789012, EU (Ireland), eu-west-1`.
    private var place: String? {
        let parts = [alarm.account.map { "Account \($0)" }, region].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private var region: String? {
        let name = alarm.regionName ?? alarm.region?.name
        guard let code = alarm.region?.code else { return name }
        return name.map { $0 == code ? alarm.region?.name.map { "\($0), \(code)" } ?? code : "\($0), \(code)" } ?? code
    }

    private var condition: String? {
        guard let comparison = alarm.comparison else { return nil }
        var words: String
        switch comparison {
        case .outsideBand: words = "outside the expected range"
        case .aboveBand: words = "above the highest expected value"
        case .belowBand: words = "below the lowest expected value"
        case .greater, .greaterOrEqual, .less, .lessOrEqual:
            guard let threshold = alarm.threshold else { return nil }
            words = "\(comparison.words) \(alarm.words(threshold: threshold))"
        }
        if let all = alarm.evaluationPeriods, 1...100_000 ~= all {
            let needed = min(max(alarm.datapointsToAlarm ?? all, 1), all)
            if alarm.log != nil {
                words += " in \(needed) of \(NumberWords.count(all, "query result"))"
            } else {
                words += " for " + PeriodWords.span(needed, of: all, period: alarm.period)
            }
        }
        return words
    }

    private var missing: String? {
        switch alarm.missingData?.lowercased() {
        case nil, "": nil
        case "missing": "is treated as missing"
        case "ignore": "is ignored: the state stays as it is"
        case "breaching": "counts as breaching"
        case "notbreaching", "nonbreaching": "counts as not breaching"
        case .some: alarm.missingData
        }
    }

    private var actions: String? {
        guard let actions = alarm.actions, let state = alarm.state, Alarm.states.contains(state), alarm.operation == nil else { return nil }
        let list = actions[state] ?? []
        return list.isEmpty ? "none for \(Self.words(state: state))" : list.map(AlarmAction.words).joined(separator: "\n")
    }

    private var kind: String {
        if alarm.rule != nil { return "composite alarm" }
        if alarm.log != nil { return "log alarm" }
        if alarm.comparison?.isBand ?? alarm.queries.contains(where: \.isBand) { return "anomaly detection alarm" }
        if alarm.queries.contains(where: \.isSelect) { return "Metrics Insights alarm" }
        if alarm.queries.contains(where: { $0.expression != nil }) { return "metric math alarm" }
        if alarm.isBilling { return "billing alarm" }
        return alarm.queries.isEmpty ? "alarm" : "metric alarm"
    }
}
