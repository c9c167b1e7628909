import Mail

/// A summary for people. Whatever stands in a report is made safe for a terminal.
public enum DMARCSummaryText {
    /// The reports, then the sources.
    public static func text(_ summary: DMARCSummary) -> String {
        var lines: [String] = []
        for entry in summary.reports { lines += report(entry) + [""] }
        lines += summary.duplicates.map(duplicate)
        if !summary.duplicates.isEmpty { lines.append("") }
        let domains = Set(summary.reports.map(\.report.key.domain)).count
        lines.append("\(count(summary.reports.count, "report")) about \(count(domains, "domain")): \(tally(summary.tally))")
        let sources = summary.sources()
        let failing = sources.prefix { $0.tally.failing > 0 }
        lines +=
            section("Sources with mail that fails", failing) + section("Sources whose mail all passes", sources.dropFirst(failing.count))
        return lines.joined(separator: "\n")
    }

    private static func report(_ entry: DMARCSummary.Entry) -> [String] {
        let report = entry.report
        let period = report.period
        let tags = report.policy.tags.map { "\($0.name)=\(PrintableText.line($0.value, limit: 40))" }
        var lines = [
            "\(PrintableText.line(report.key.organization)) about \(PrintableText.line(report.key.domain))",
            "  policy    \(tags.joined(separator: " "))",
            "  period    \(period.begin) to \(period.end)",
            "  messages  \(tally(report.tally))",
            "  report    \(PrintableText.line(report.key.id))\(report.email.map { ", of \(PrintableText.line($0))" } ?? "")",
            "  file      \(place(entry.file, entry.place))",
        ]
        lines += report.errors.map { "  error     \(PrintableText.line($0))" }
        return lines
    }

    private static func duplicate(_ duplicate: DMARCSummary.Duplicate) -> String {
        let key = duplicate.key
        return
            "\(place(duplicate.file, duplicate.place)): the report \(PrintableText.line(key.id)) of \(PrintableText.line(key.organization)) "
            + "about \(PrintableText.line(key.domain)) was already read from \(PrintableText.line(duplicate.first)), and counts once"
    }

    private static func section(_ title: String, _ sources: ArraySlice<DMARCSummary.Source>) -> [String] {
        guard !sources.isEmpty else { return [] }
        return ["", "\(title):"] + sources.flatMap(source)
    }

    private static func source(_ source: DMARCSummary.Source) -> [String] {
        var lines = ["", "\(source.address)  \(tally(source.tally))"]
        let width = source.outcomes.map { String($0.messages).count }.max() ?? 0
        for (outcome, messages) in source.outcomes {
            let number = String(messages)
            let column = String(repeating: " ", count: width - number.count) + number
            let words = [
                column, outcome.passes ? "pass" : "FAIL", "DKIM \(result(outcome.alignsDKIM))", "SPF \(result(outcome.alignsSPF))",
                "disposition \(shown(outcome.disposition))", "From \(shown(outcome.headerFrom))",
            ]
            lines.append("  " + words.joined(separator: "  "))
            let indent = String(repeating: " ", count: width + 4)
            lines += list("DKIM", outcome.dkim, indent) + list("SPF", outcome.spf, indent)
            if !outcome.reasons.isEmpty { lines.append("\(indent)because: \(outcome.reasons.map(shown).joined(separator: ", "))") }
        }
        return lines
    }

    private static func list(_ name: String, _ entries: [DMARCOutcome.Authentication], _ indent: String) -> [String] {
        entries.map { entry in
            let selector = entry.selector.map { " (selector \(PrintableText.line($0, limit: 100)))" } ?? ""
            return "\(indent)\(name) of \(shown(entry.domain))\(selector): \(shown(entry.result))"
        }
    }

    private static func tally(_ tally: DMARCTally) -> String {
        guard let share = tally.passingPerMille else { return "no messages" }
        return "\(count(tally.messages, "message")), \(tally.passing) pass (\(share / 10).\(share % 10) %), \(tally.failing) fail"
    }

    private static func result(_ passes: Bool) -> String { passes ? "pass" : "fail" }

    private static func shown(_ text: String) -> String { text.isEmpty ? "not given" : PrintableText.line(text, limit: 255) }

    private static func place(_ file: String, _ place: String?) -> String {
        PrintableText.line(file) + (place.map { ", \(PrintableText.line($0))" } ?? "")
    }

    private static func count(_ number: Int, _ name: String) -> String { "\(number) \(name)\(number == 1 ? "" : "s")" }
}
