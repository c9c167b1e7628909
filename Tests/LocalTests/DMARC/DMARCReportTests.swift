import Local
import Testing

@Suite struct DMARCReportTests {
    @Test func `Values of a report`() throws {
        let report = try #require(DMARCFile(SampleReport().bytes).reports.first?.report)
        #expect([report.key.organization, report.key.id, report.key.domain] == ["receiver.example", "r-1", "example.com"])
        #expect(report.period == ("2025-11-24T00:00:00Z", "2025-11-24T23:59:59Z"))
        #expect(report.policy.tags.map { "\($0.name)=\($0.value)" } == ["p=reject", "sp=none", "adkim=r", "pct=50"])
        #expect(report.tally.messages == 4)
        let outcome = try #require(report.counts.keys.first)
        #expect(outcome.source == "192.0.2.1")
        #expect(outcome.disposition == "none")
        #expect(outcome.alignsDKIM && !outcome.alignsSPF && outcome.passes)
        #expect(outcome.headerFrom == "example.com")
        #expect(outcome.dkim.map { [$0.domain, $0.selector, $0.result] } == [["example.com", "s1", "pass"]])
        #expect(outcome.spf.map { [$0.domain, $0.selector, $0.result] } == [["bounce.example", nil, "softfail"]])
        #expect(outcome.reasons == ["mailing_list"])
    }

    @Test func `Records that are the same are one outcome`() {
        var sample = SampleReport()
        sample.records += sample.records
        let report = DMARCFile(sample.bytes).reports.first?.report
        #expect(report?.counts.count == 1)
        #expect(report?.tally.messages == 8)
    }

    @Test(arguments: ["", "none", "FAIL", "temperror", "passed"])
    func `What is not said to pass fails`(_ result: String) {
        var sample = SampleReport()
        sample.records = sample.records.replacing("<dkim>pass</dkim>", with: result == "none" ? "" : "<dkim>\(result)</dkim>")
        let report = DMARCFile(sample.bytes).reports.first?.report
        #expect(report?.tally.failing == 4)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), (" 2001:0DB8::0:1\n", "2001:db8::1"), ("::FFFF:192.0.2.1", "::ffff:192.0.2.1"), ("192.0.2.256", nil),
        ("192.0.2", nil), ("[2001:db8::1]", nil), ("fe80::1%eth0", nil), ("", nil), ("1", nil),
    ])
    func `Addresses are written in one way`(_ text: String, _ expected: String?) {
        var sample = SampleReport()
        sample.records = sample.records.replacing("192.0.2.1", with: text)
        #expect(DMARCFile(sample.bytes).reports.first?.report.counts.keys.first?.source == expected)
    }

    @Test func `A problem has its line`() {
        var sample = SampleReport()
        sample.records = sample.records.replacing("<count>4", with: "<count>+4")
        let problems = DMARCFile(sample.bytes).problems
        #expect(problems.map(\.description) == ["line 9: <count> is '+4', not a number from 0 to 1000000000"])
    }

    @Test func `A report that is cut anywhere is not counted`() {
        let bytes = SampleReport().bytes
        #expect((0..<bytes.count).filter { DMARCFile(Array(bytes[..<$0])).problems.count != 1 } == [])
        #expect((0..<bytes.count).filter { !DMARCFile(Array(bytes[..<$0])).reports.isEmpty } == [])
    }

    @Test func `A limit holds for the file`() {
        var limits = DMARCLimits.standard
        limits.xmlBytes = SampleReport().bytes.count
        #expect(DMARCFile(SampleReport().bytes, limits: limits).problems.isEmpty)
        limits.xmlBytes -= 1
        #expect(
            DMARCFile(SampleReport().bytes, limits: limits).problems.first?.text.hasPrefix(
                "the file has more than \(limits.xmlBytes) bytes") == true)
    }
}

/// A report after RFC 7489 appendix C.
struct SampleReport {
    var organization = "receiver.example"
    var id = "r-1"
    var domain = "example.com"
    var records = """
        <record>
        <row><source_ip>192.0.2.1</source_ip><count>4</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf>\
        <reason><type>mailing_list</type><comment>as heard</comment></reason></policy_evaluated></row>
        <identifiers><header_from>Example.com</header_from></identifiers>
        <auth_results>
        <dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>
        <spf><domain>bounce.example</domain><result>softfail</result></spf>
        </auth_results>
        </record>

        """

    var bytes: [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feedback>
            <report_metadata><org_name>\(organization)</org_name><email>dmarc@\(organization)</email>
            <report_id>\(id)</report_id>
            <date_range><begin>1763942400</begin><end>1764028799</end></date_range></report_metadata>
            <policy_published><domain>\(domain)</domain><adkim>r</adkim>
            <p>reject</p><sp>none</sp><pct>50</pct></policy_published>
            \(records)</feedback>
            """.utf8)
    }
}
