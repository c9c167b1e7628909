import Local
import Testing

@Suite struct DMARCSummaryTests {
    private func summary(_ samples: [SampleReport]) -> DMARCSummary {
        var summary = DMARCSummary()
        for (number, sample) in samples.enumerated() {
            for (place, report) in DMARCFile(sample.bytes).reports { summary.add(report, file: "\(number).xml", place: place) }
        }
        return summary
    }

    private func sample(_ id: String, _ sources: [(address: String, messages: Int, passes: Bool)]) -> SampleReport {
        var sample = SampleReport(id: id)
        sample.records = sources.map { source in
            let result = source.passes ? "pass" : "fail"
            return SampleReport().records.replacing("192.0.2.1", with: source.address).replacing(
                "<count>4", with: "<count>\(source.messages)"
            )
            .replacing("<dkim>pass</dkim>", with: "<dkim>\(result)</dkim>")
        }.joined()
        return sample
    }

    @Test func `Sources that fail come first, each by messages`() {
        let summary = summary([
            sample("1", [("192.0.2.1", 100, true), ("192.0.2.2", 3, false), ("192.0.2.3", 5, true)]),
            sample("2", [("192.0.2.3", 200, true), ("192.0.2.4", 2, false), ("192.0.2.4", 8, true), ("192.0.2.2", 1, false)]),
        ])
        #expect(summary.sources().map(\.address) == ["192.0.2.4", "192.0.2.2", "192.0.2.3", "192.0.2.1"])
        #expect(summary.sources().map(\.tally.messages) == [10, 4, 205, 100])
        #expect(summary.sources()[0].outcomes.map(\.messages) == [2, 8])
        #expect((summary.tally.messages, summary.tally.passing, summary.tally.failing) == (319, 313, 6))
    }

    @Test func `The same report counts once`() {
        let other = SampleReport(domain: "example.org")
        let summary = summary([SampleReport(), SampleReport(), other, SampleReport(organization: "other.example")])
        #expect(summary.reports.map(\.file) == ["0.xml", "2.xml", "3.xml"])
        #expect(summary.duplicates.map { [$0.file, $0.first] } == [["1.xml", "0.xml"]])
        #expect(summary.tally.messages == 12)
    }

    @Test(arguments: [
        ([(9999, true), (1, false)], 999), ([(1, true)], 1000), ([(1, true), (2, false)], 333), ([(3, false)], 0), ([(0, true)], nil),
    ])
    func `A share is rounded down`(_ counts: [(Int, Bool)], _ expected: Int?) {
        let summary = summary([sample("1", counts.map { ("192.0.2.1", $0.0, $0.1) })])
        #expect(summary.tally.passingPerMille == expected)
    }

    @Test func `Without reports there is still a sum`() throws {
        #expect(DMARCSummaryText.text(DMARCSummary()) == "0 reports about 0 domains: no messages")
        #expect(try DMARCSummaryJSON(DMARCSummary(), problems: []).text().contains("\"messages\" : 0"))
    }
}
