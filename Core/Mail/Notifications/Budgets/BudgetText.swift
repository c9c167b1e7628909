/// The text that AWS Budgets publishes: sentences, and between them lines of a name and a value.
struct BudgetText {
    var name: String
    var account: String?
    var type: String?
    var budgeted: String?
    /// `ACTUAL` or `FORECASTED`.
    var alertType: String?
    var threshold: String?
    var amount: String?
    /// The sentences, for whoever wants them.
    var text: String

    /// nil when it is something else.
    init?(_ text: String, subject: String?) {
        guard subject?.hasPrefix("AWS Budgets:") ?? false || text.hasPrefix("AWS Budget") else { return nil }
        var fields: [String: String] = [:]
        var account: String?
        for line in text.split(whereSeparator: \.isNewline).prefix(200) {
            if line.hasPrefix("AWS Account ") { account = CleanText.line(String(line.dropFirst("AWS Account ".count)), limit: 40) }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = CleanText.line(String(line[line.index(after: colon)...]), limit: 200)
            let name = CleanText.line(String(line[..<colon]), limit: 60)
            if fields[name] == nil, !value.isEmpty { fields[name] = value }
        }
        guard let name = fields["Budget Name"] else { return nil }
        self.name = name
        self.account = account
        self.text = CleanText.block(text, limit: 16 * 1024)
        type = fields["Budget Type"]
        budgeted = fields["Budgeted Amount"]
        alertType = fields["Alert Type"]
        threshold = fields["Alert Threshold"]
        amount = alertType.flatMap { fields["\($0) Amount"] } ?? fields["ACTUAL Amount"] ?? fields["FORECASTED Amount"]
    }
}
