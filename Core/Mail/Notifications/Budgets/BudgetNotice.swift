import Mail

/// What AWS Budgets has to say, as a mail.
enum BudgetNotice {
    /// The notice of a budget.
    static func notice(_ budget: BudgetText, topicARN: String?) -> Notice {
        let place = budget.account.map { " (account \($0))" } ?? ""
        let subject = CleanText.line("Budget: \(budget.name)\(place)", limit: 200)
        let sentence = sentence(budget)
        var page = Page(tone: .alarm, badge: "BUDGET", title: budget.name, lead: sentence)
        let partition = topicARN.flatMap(ResourceName.init)?.partition ?? "aws"
        page.link = Console.budgets(partition: partition).map { Page.Link(title: "Open in AWS Budgets", url: $0) }
        let facts: [(String, String?)] = [
            ("Amount", budget.amount), ("Alert threshold", budget.threshold), ("Budgeted", budget.budgeted),
            ("Alert type", budget.alertType),
            ("Budget type", budget.type), ("Account", budget.account),
        ]
        page.blocks.append(.facts(facts.compactMap { name, value in value.map { Page.Fact(name, $0) } }))
        page.blocks.append(.paragraph(heading: "The message of AWS Budgets", budget.text))
        page.footer = Footer.lines(topicARN: topicARN, zone: nil)
        return Notice(
            kind: .budget, subject: subject, text: PageText.text(page), html: PageHTML.html(page, subject: subject),
            thread: CleanText.line("budget:\(budget.account ?? "-"):\(budget.name)", limit: 500), state: "ALARM",
            summary: CleanText.line("\(subject): \(sentence)", limit: 300))
    }

    /// `The actual cost is $0.59, more than the alert threshold of $0.16. The budget is $0.20.`
    private static func sentence(_ budget: BudgetText) -> String {
        let what = (budget.type ?? "amount").lowercased()
        let type = budget.alertType.map { "\($0.lowercased()) " } ?? ""
        guard let amount = budget.amount else { return "The alert threshold of this budget was reached." }
        var sentence = "The \(type)\(what) is \(amount)"
        if let threshold = budget.threshold { sentence += ", \(words(threshold))" }
        sentence += "."
        if let budgeted = budget.budgeted { sentence += " The budget is \(budgeted)." }
        return sentence
    }

    /// `> $0.16`, as it is written there.
    private static func words(_ threshold: String) -> String {
        guard let sign = threshold.first, threshold.count > 2 else { return "and the alert threshold is \(threshold)" }
        let rest = threshold.dropFirst().drop { $0 == " " }
        return switch sign {
        case ">": "more than the alert threshold of \(rest)"
        case "<": "less than the alert threshold of \(rest)"
        default: "and the alert threshold is \(threshold)"
        }
    }
}
