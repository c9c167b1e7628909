import JSON
import Mail

/// A message that is nothing known, shown as it is.
struct GenericNotice {
    let zone: TimeZoneRules

    /// How much of a text is shown.
    private static let textLimit = 32 * 1024

    /// The notice of a text.
    func notice(subject: String?, text: String, topicARN: String?) -> Notice {
        let message = CleanText.block(text, limit: Self.textLimit)
        let subject = title(subject, topicARN: topicARN)
        var page = Page(badge: "MESSAGE", title: subject)
        page.blocks = [message.isEmpty ? .paragraph("[The message is empty.]") : .message(message)]
        page.footer = Footer.lines(topicARN: topicARN, zone: nil)
        let first = CleanText.line(String(message.prefix(300)), limit: 200)
        return notice(
            page, subject: subject, topicARN: topicARN, summary: first.isEmpty || first == subject ? subject : "\(subject): \(first)")
    }

    /// The notice of JSON; an event of EventBridge has its envelope in words.
    func notice(subject: String?, node: JSONNode, topicARN: String?) -> Notice {
        if let text = node.string { return notice(subject: subject, text: text, topicARN: topicARN) }
        if node.members == nil, node.elements == nil { return notice(subject: subject, text: node.scalar ?? "", topicARN: topicARN) }
        if let type = node.line("detail-type", limit: 150), let detail = node["detail"] {
            return notice(subject: subject, event: node, type: type, detail: detail, topicARN: topicARN)
        }
        let subject = title(subject, topicARN: topicARN)
        var page = Page(badge: "MESSAGE", title: subject)
        page.blocks = [.outline(OutlineWriter.outline(node))]
        page.footer = Footer.lines(topicARN: topicARN, zone: nil)
        return notice(page, subject: subject, topicARN: topicARN, summary: subject)
    }

    private func notice(subject: String?, event: JSONNode, type: String, detail: JSONNode, topicARN: String?) -> Notice {
        let region = event.line("region", limit: 60)
        let time = event["time"]?.string.flatMap { Timestamp($0) }
        var facts: [Page.Fact] = []
        if let time { facts.append(.init("Time", zone.words(time))) }
        if let source = event.line("source") { facts.append(.init("Source", source)) }
        if let account = event.line("account", limit: 40) { facts.append(.init("Account", account)) }
        if let region { facts.append(.init("Region", (Region(region)?.name).map { "\($0), \(region)" } ?? region)) }
        let resources = (event["resources"]?.elements ?? []).prefix(20).compactMap { $0.scalar.map { CleanText.line($0, limit: 600) } }
        if !resources.isEmpty { facts.append(.init(resources.count == 1 ? "Resource" : "Resources", resources.joined(separator: "\n"))) }
        let given = subject.map { CleanText.line($0, limit: 150) } ?? ""
        let name = given.isEmpty ? type + (region.map { " (\($0))" } ?? "") : given
        var page = Page(badge: "EVENT", title: type)
        page.blocks = [.facts(facts), .outline(heading: "Details", OutlineWriter.outline(detail))]
        page.footer = Footer.lines(topicARN: topicARN, zone: time == nil ? nil : zone)
        var notice = notice(page, subject: name, topicARN: topicARN, summary: name)
        notice.changedAt = time
        return notice
    }

    private func notice(_ page: Page, subject: String, topicARN: String?, summary: String) -> Notice {
        let subject = CleanText.line(subject, limit: 200)
        return Notice(
            kind: .generic, subject: subject, text: PageText.text(page), html: PageHTML.html(page, subject: subject),
            thread: CleanText.line("\(topicARN ?? "topic") \(subject)", limit: 500), summary: CleanText.line(summary, limit: 300))
    }

    private func title(_ subject: String?, topicARN: String?) -> String {
        let subject = CleanText.line(subject ?? "", limit: 200)
        if !subject.isEmpty { return subject }
        let topic = CleanText.line(topicARN.flatMap(ResourceName.init)?.resource ?? "", limit: 150)
        return topic.isEmpty ? "Message" : "Message from \(topic)"
    }
}
