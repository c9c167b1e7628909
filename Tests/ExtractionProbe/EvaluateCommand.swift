import ExtractionEvaluation

/// `evaluate DIR` prints precision and recall over a folder, by language, and what was found wrongly; `--totals` prints the totals alone.
func evaluateCommand(_ arguments: [String]) -> Int32? {
    let isTotal = arguments.contains("--totals")
    let folders = arguments.filter { $0 != "--totals" }
    guard folders.count == 1, let mails = try? EvaluationMail.folder(folders[0]), !mails.isEmpty else { return nil }
    let evaluation = Evaluation(mails)
    if !isTotal {
        for miss in evaluation.misses {
            print("\(miss.mail.id) \(miss.mail.language) \(miss.field): expected \(miss.expected ?? "none"), found \(miss.found ?? "none")")
        }
        for (language, tallies) in evaluation.byLanguage.sorted(by: { $0.key < $1.key }) {
            print("\(language): otp \(line(tallies.codes)); link \(line(tallies.links))")
        }
    }
    print("mails \(evaluation.count)")
    print("otp \(line(evaluation.codes))")
    print("link \(line(evaluation.links))")
    return 0
}

private func line(_ tally: Tally) -> String {
    "precision \(percent(tally.precision)) recall \(percent(tally.recall)) (\(tally.right) right, \(tally.wrong) wrong, \(tally.expected) expected)"
}

/// Rounded down: 100.0 % is all.
private func percent(_ value: Double) -> String {
    let tenths = Int(value * 1000)
    return "\(tenths / 10).\(tenths % 10) %"
}
