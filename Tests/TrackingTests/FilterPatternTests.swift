import AWSTracking
import Testing

@Suite("What CloudWatch Logs is asked for")
struct FilterPatternTests {
    @Test("one word is a term, several are optional terms")
    func terms() {
        #expect(CloudWatchMailLogSource.patterns(["jane@x.test"]) == [#""jane@x.test""#])
        #expect(CloudWatchMailLogSource.patterns(["a", "b", "a"]) == [#"?"a" ?"b""#])
        #expect(CloudWatchMailLogSource.patterns([]).isEmpty)
    }

    @Test("what means something in a pattern is left out")
    func plain() {
        #expect(CloudWatchMailLogSource.patterns([#""a b"@long.example"#]) == [#""@long.example""#])
        #expect(CloudWatchMailLogSource.patterns(["grüße@münchen.example"]) == [#""nchen.example""#])
        #expect(CloudWatchMailLogSource.patterns(["\"\\ ="]).isEmpty)
    }

    @Test("no pattern is longer than the service takes, and no word is forgotten")
    func many() {
        let words = (0..<100).map { "0102019a-1111-2222-3333-4444555566\($0)-000000" }
        let patterns = CloudWatchMailLogSource.patterns(words)
        #expect(patterns.allSatisfy { $0.count <= 1024 })
        for word in words { #expect(patterns.count { $0.contains("\"\(word)\"") } == 1) }
        #expect(CloudWatchMailLogSource.patterns([String(repeating: "x", count: 5000)]).allSatisfy { $0.count < 300 })
    }
}
