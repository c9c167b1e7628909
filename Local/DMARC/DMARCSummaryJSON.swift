import Foundation
import Mail

/// A summary for programs.
public struct DMARCSummaryJSON: Encodable {
    /// Something that could not be read.
    public struct Problem: Encodable {
        let file: String
        let place: String?
        let line: Int?
        let problem: String

        /// A problem of a file.
        public init(_ problem: DMARCProblem, file: String) {
            self.file = file
            place = problem.place
            line = problem.line
            self.problem = problem.text
        }

        /// A file that cannot be read at all.
        public init(_ text: String, file: String) {
            self.init(DMARCProblem(text), file: file)
        }
    }

    private struct Tally: Encodable {
        let messages: Int
        let pass: Int
        let fail: Int
        let passPercent: Double?

        init(_ tally: DMARCTally) {
            messages = tally.messages
            pass = tally.passing
            fail = tally.failing
            passPercent = tally.passingPerMille.map { Double($0) / 10 }
        }
    }

    private struct Report: Encodable {
        let file: String
        let place: String?
        let organization: String
        let reportId: String
        let email: String?
        let domain: String
        let policy: [String: String]
        let begin: String
        let end: String
        let errors: [String]
        let totals: Tally
    }

    private struct Duplicate: Encodable {
        let file: String
        let place: String?
        let organization: String
        let reportId: String
        let domain: String
        let firstFile: String
    }

    private struct Authentication: Encodable {
        let domain: String
        let selector: String?
        let result: String

        init(_ authentication: DMARCOutcome.Authentication) {
            domain = authentication.domain
            selector = authentication.selector
            result = authentication.result
        }
    }

    private struct Result: Encodable {
        let messages: Int
        let result: String
        let disposition: String
        let dkimAligned: String
        let spfAligned: String
        let headerFrom: String
        let dkim: [Authentication]
        let spf: [Authentication]
        let reasons: [String]
    }

    private struct Source: Encodable {
        let sourceIp: String
        let totals: Tally
        let results: [Result]
    }

    private let reports: [Report]
    private let duplicates: [Duplicate]
    private let problems: [Problem]
    private let totals: Tally
    private let sources: [Source]

    /// All of a summary, and what could not be read for it.
    public init(_ summary: DMARCSummary, problems: [Problem]) {
        self.problems = problems
        totals = Tally(summary.tally)
        reports = summary.reports.map { entry in
            let report = entry.report
            return Report(
                file: entry.file, place: entry.place, organization: report.key.organization, reportId: report.key.id, email: report.email,
                domain: report.key.domain, policy: Dictionary(report.policy.tags.map { ($0.name, $0.value) }) { first, _ in first },
                begin: report.period.begin, end: report.period.end, errors: report.errors, totals: Tally(report.tally))
        }
        duplicates = summary.duplicates.map {
            Duplicate(
                file: $0.file, place: $0.place, organization: $0.key.organization, reportId: $0.key.id, domain: $0.key.domain,
                firstFile: $0.first)
        }
        sources = summary.sources().map { source in
            Source(
                sourceIp: source.address, totals: Tally(source.tally),
                results: source.outcomes.map { outcome, messages in
                    Result(
                        messages: messages, result: Self.word(outcome.passes), disposition: outcome.disposition,
                        dkimAligned: Self.word(outcome.alignsDKIM), spfAligned: Self.word(outcome.alignsSPF),
                        headerFrom: outcome.headerFrom,
                        dkim: outcome.dkim.map(Authentication.init), spf: outcome.spf.map(Authentication.init), reasons: outcome.reasons)
                })
        }
    }

    /// The JSON, in which nothing is invisible: a terminal obeys control characters of JSON too.
    public func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        var result = ""
        for scalar in String(decoding: try encoder.encode(self), as: UTF8.self).unicodeScalars {
            // What is below is escaped already, or space between values.
            if scalar.value >= 0x7F, scalar.isInvisible || scalar.properties.generalCategory == .privateUse {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func word(_ passes: Bool) -> String { passes ? "pass" : "fail" }
}
