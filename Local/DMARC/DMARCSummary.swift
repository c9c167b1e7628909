/// What reports say together.
public struct DMARCSummary: Sendable {
    /// A report that counts.
    public struct Entry: Sendable {
        /// The file, as the user named it.
        public var file: String
        /// The entry or attachment in it.
        public var place: String?
        /// What it says.
        public var report: DMARCReport
    }

    /// A report that does not count, since another one is the same.
    public struct Duplicate: Sendable {
        /// Where it is.
        public var file: String
        /// The entry or attachment in it.
        public var place: String?
        /// Which report it is.
        public var key: DMARCReport.Key
        /// The file of the one that counts.
        public var first: String
    }

    /// What one address sent.
    public struct Source: Sendable {
        /// The address.
        public var address: String
        /// All that came from it.
        public var tally: DMARCTally
        /// The outcomes that differ, those that fail first, then by their number of messages.
        public var outcomes: [(outcome: DMARCOutcome, messages: Int)]
    }

    /// The reports that count, in the order that they were read.
    public private(set) var reports: [Entry] = []
    /// The reports that do not.
    public private(set) var duplicates: [Duplicate] = []
    private var firsts: [DMARCReport.Key: String] = [:]
    private var counts: [DMARCOutcome: Int] = [:]

    /// A summary of no reports.
    public init() {}

    /// All messages of all reports.
    public var tally: DMARCTally { counts.reduce(into: DMARCTally()) { $0.add($1.value, passing: $1.key.passes) } }

    /// Counts a report, unless the same one has been counted.
    public mutating func add(_ report: DMARCReport, file: String, place: String? = nil) {
        if let first = firsts[report.key] {
            duplicates.append(Duplicate(file: file, place: place, key: report.key, first: first))
            return
        }
        firsts[report.key] = file
        counts.merge(report.counts, uniquingKeysWith: +)
        reports.append(Entry(file: file, place: place, report: report))
    }

    /// The addresses: those with messages that fail first, each by the number of messages.
    public func sources() -> [Source] {
        var bySource: [String: [(outcome: DMARCOutcome, messages: Int)]] = [:]
        for (outcome, messages) in counts { bySource[outcome.source, default: []].append((outcome, messages)) }
        let sources = bySource.map { address, outcomes in
            Source(
                address: address,
                tally: outcomes.reduce(into: DMARCTally()) { $0.add($1.messages, passing: $1.outcome.passes) },
                outcomes: outcomes.sorted { Self.order($0) < Self.order($1) })
        }
        return sources.sorted {
            ($0.tally.failing == 0 ? 1 : 0, -$0.tally.messages, $0.address) < (
                $1.tally.failing == 0 ? 1 : 0, -$1.tally.messages, $1.address
            )
        }
    }

    /// The same outcomes are in the same order each time, whatever a dictionary does.
    private static func order(_ entry: (outcome: DMARCOutcome, messages: Int)) -> (Int, Int, String, String, String) {
        let outcome = entry.outcome
        let domains = (outcome.dkim + outcome.spf).map { "\($0.domain) \($0.selector ?? "") \($0.result)" }.joined(separator: ",")
        return (
            outcome.passes ? 1 : 0, -entry.messages, outcome.headerFrom, outcome.disposition,
            "\(outcome.alignsDKIM) \(outcome.alignsSPF) \(domains) \(outcome.reasons)"
        )
    }
}
