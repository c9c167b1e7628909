import JSON
import Mail

/// What AWS Cost Anomaly Detection found, as a mail. AWS Cost Management User Guide, "Viewing your anomalies".
enum CostAnomalyNotice {
    /// The notice; nil when the message is something else.
    static func notice(_ node: JSONNode, zone: TimeZoneRules, topicARN: String?) -> Notice? {
        guard let id = node.line("anomalyId", limit: 100), let impact = node["impact"] else { return nil }
        let account = node.line("accountId", limit: 40)
        let causes = (node["rootCauses"]?.elements ?? []).prefix(10)
        let service = causes.first?.line("service") ?? node.line("dimensionalValue") ?? node.line("monitorName") ?? "costs"
        let subject = CleanText.line("Cost anomaly: \(service)\(account.map { " (account \($0))" } ?? "")", limit: 200)
        let money = Unit.money("USD")
        var sentence = "The costs are higher than expected"
        if let total = impact["totalImpact"]?.double { sentence = "The costs are \(money.words(total)) higher than expected" }
        if let actual = impact["totalActualSpend"]?.double, let expected = impact["totalExpectedSpend"]?.double {
            sentence += ": \(money.words(actual)), and \(money.words(expected)) was expected"
        }
        sentence += "."
        var page = Page(tone: .alarm, badge: "COST ANOMALY", title: service, lead: sentence)
        if let url = node["anomalyDetailsLink"]?.string, Console.isConsole(url) {
            page.link = Page.Link(title: "Open in Cost Management", url: url)
        }
        var facts: [Page.Fact] = []
        let start = node["anomalyStartDate"]?.string.flatMap { Timestamp($0) }
        if let start { facts.append(.init("Since", zone.words(start))) }
        if let percent = impact["totalImpactPercentage"]?.double { facts.append(.init("Higher by", Unit.percent.words(percent))) }
        if let monitor = node.line("monitorName") { facts.append(.init("Monitor", monitor)) }
        if let account { facts.append(.init("Account", account)) }
        page.blocks.append(.facts(facts))
        if !causes.isEmpty {
            page.blocks.append(.outline(heading: "Causes", OutlineWriter.outline(JSONNode(.array(Array(causes)), line: 0))))
        }
        page.footer = Footer.lines(topicARN: topicARN, zone: start == nil ? nil : zone)
        return Notice(
            kind: .budget, subject: subject, text: PageText.text(page), html: PageHTML.html(page, subject: subject),
            thread: CleanText.line("anomaly:\(account ?? "-"):\(id)", limit: 500), state: "ALARM", changedAt: start,
            summary: CleanText.line("\(subject): \(sentence)", limit: 300))
    }
}
