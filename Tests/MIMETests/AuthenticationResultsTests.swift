import MIME
import Testing

/// Authentication-Results (RFC 8601), examples in the manner of its appendix B, and what large providers write.
@Suite struct AuthenticationResultsTests {
    private typealias Property = AuthenticationResult.Property

    private func results(_ value: String) -> (AuthenticationResults, Set<Defect.Code>) {
        let message = mail("Authentication-Results: " + value + "\n\n")
        return (message.authenticationResults.first ?? AuthenticationResults(), message.codes)
    }

    @Test(arguments: ["example.com 1; none", "example.com 1;none", " (a) example.com (b) 1 (c) ; (d) none (e)", "\"example.com\" 1; NONE;"])
    func noneHasNoResults(value: String) {
        let (results, codes) = results(value)
        #expect(results == AuthenticationResults(server: "example.com", version: 1))
        #expect(codes == [])
    }

    @Test func aServerAloneIsEnough() {
        let (results, codes) = results("example.com")
        #expect(results == AuthenticationResults(server: "example.com"))
        #expect(codes == [])
    }

    @Test func resultsHaveTheirProperties() {
        let (results, codes) = results(
            """
            mx.example.org;
             dkim=pass (good signature) header.d=example.com header.i=@example.com header.b="abc/+=";
             SPF=Pass smtp.mailfrom=bounce@example.com;
             dmarc=fail (p=REJECT sp=NONE) reason="not \\"aligned\\"" header.from=example.net
            """)
        #expect(results.server == "mx.example.org")
        #expect(results.version == nil)
        #expect(results.results.map(\.method) == ["dkim", "spf", "dmarc"])
        #expect(results.results.map(\.result) == ["pass", "pass", "fail"])
        #expect(
            results.result("dkim")?.properties == [
                Property(type: "header", name: "d", value: "example.com"), Property(type: "header", name: "i", value: "@example.com"),
                Property(type: "header", name: "b", value: "abc/+="),
            ])
        #expect(results.result("dkim")?.comments == ["good signature"])
        #expect(results.result("spf")?.property("smtp.mailfrom") == "bounce@example.com")
        #expect(results.result("dmarc")?.reason == "not \"aligned\"")
        #expect(results.result("dmarc")?.comments == ["p=REJECT sp=NONE"])
        #expect(results.result("arc") == nil)
        #expect(codes == [])
    }

    @Test func commentsAndSpaceMayStandBetweenAllTokens() {
        let (results, codes) = results(
            "foo.example.net (foobar) 1 (baz);\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\n policy (A dot can go here) . (like that) expired\n (this surprised me) = (as I was not expecting it) 1362471462"
        )
        #expect(results.version == 1)
        let dkim = results.result("dkim")
        #expect(dkim?.version == 1)
        #expect(dkim?.result == "fail")
        #expect(dkim?.property("policy.expired") == "1362471462")
        #expect(codes == [])
    }

    @Test func arcResultsHaveAnInstance() {
        let message = mail("ARC-Authentication-Results", "i=2; mx.example.org; arc=pass (i=1 spf=pass) smtp.remote-ip=192.0.2.1; spf=none")
        let results = message.root.arcAuthenticationResults.first
        #expect(results?.instance == 2)
        #expect(results?.server == "mx.example.org")
        #expect(results?.results.map(\.method) == ["arc", "spf"])
        #expect(results?.result("arc")?.property("smtp.remote-ip") == "192.0.2.1")
        #expect(message.defects == [])
    }

    @Test func aFieldWithoutAServerIsRead() {
        let (results, codes) = results(
            "spf=pass (sender IP is 192.0.2.1)\n smtp.mailfrom=example.com; dkim=pass header.d=example.com;dmarc=pass action=none header.from=example.com;compauth=pass reason=100"
        )
        #expect(results.server == "")
        #expect(results.results.map { "\($0.method)=\($0.result)" } == ["spf=pass", "dkim=pass", "dmarc=pass", "compauth=pass"])
        #expect(results.result("dmarc")?.properties.first == Property(type: "", name: "action", value: "none"))
        #expect(results.result("compauth")?.reason == "100")
        #expect(codes == [.invalidAuthenticationResults])
    }

    @Test(arguments: [
        ("mx.example.org dkim=pass header.d=a", ["dkim=pass"]), ("mx.example.org; dkim", []), ("mx.example.org; =pass", ["=pass"]),
        ("mx.example.org; dkim=; spf=pass", ["dkim=", "spf=pass"]), ("mx.example.org; dkim=pass x y.z=1", ["dkim=pass"]), ("", []),
        (";;;", []),
    ])
    func brokenResultsAreReadAndNoted(value: String, expected: [String]) {
        let (results, codes) = results(value)
        #expect(results.results.map { "\($0.method)=\($0.result)" } == expected)
        #expect(
            codes == (value.contains("dkim=;") || value.contains("=pass") && value.contains("; =") ? [] : [.invalidAuthenticationResults]))
    }

    @Test func everyFieldIsGivenInOrder() {
        let message = mail("Authentication-Results: a; none\nSubject: b\nauthentication-results: c; spf=fail\n\n")
        #expect(message.authenticationResults.map(\.server) == ["a", "c"])
        #expect(mail("Received-SPF", "Pass (mx.example.org: domain of a) client-ip=192.0.2.1").root.receivedSPF == "pass")
        #expect(mail("Received-SPF", "(a) softfail; x").root.receivedSPF == "softfail")
        #expect(mail("Received-SPF", "").root.receivedSPF == nil)
    }
}
