import Local
import Testing

@Suite struct InvocationReportTests {
    @Test func percentilesAreNearestRank() throws {
        let hundred = try #require(Percentiles((1...100).reversed().map { .milliseconds($0) }))
        #expect(hundred.p50 == .milliseconds(50))
        #expect(hundred.p99 == .milliseconds(99))
        #expect(hundred.max == .milliseconds(100))
        #expect(hundred.mean == .microseconds(50_500))
        let three = try #require(Percentiles([.milliseconds(3), .milliseconds(1), .milliseconds(2)]))
        #expect(three.p50 == .milliseconds(2))
        #expect(three.p99 == .milliseconds(3))
        let one = try #require(Percentiles([.milliseconds(7)]))
        #expect([one.p50, one.p99, one.max, one.mean] == [Duration](repeating: .milliseconds(7), count: 4))
        #expect(Percentiles([]) == nil)
    }

    @Test func theFirstOfAProcessIsNotWarm() {
        var report = InvocationReport()
        report.add([1], nil, .milliseconds(9), isCold: true)
        report.add([2], nil, .microseconds(61), isCold: false)
        report.add([3], nil, .microseconds(1234), isCold: false)
        #expect(report.firstDuration == .milliseconds(9))
        #expect(report.payload == [3])
        #expect(report.countsLine == "3 invocations, 0 failed: p50 0.061 ms, p99 1.234 ms, max 1.234 ms, mean 0.648 ms")
    }

    @Test func failuresCountAndTheFirstIsKept() {
        var report = InvocationReport()
        report.add([1], FunctionFailure("A", "a"), nil, isCold: true)
        report.add([2], FunctionFailure("B", "b"), .milliseconds(1), isCold: false)
        #expect(report.payload == [2])
        #expect(report.countsLine == "2 invocations, 2 failed")
        report.add([3], nil, .milliseconds(1), isCold: true)
        report.add([4], FunctionFailure("C", "c"), .milliseconds(1), isCold: false)
        #expect(report.payload == [3])
        #expect(report.failure == FunctionFailure("A", "a"))
        #expect(report.countsLine == "4 invocations, 3 failed")
    }

    @Test func theTimesLineLeavesOutWhatIsUnknown() {
        var report = InvocationReport()
        report.add([], nil, .microseconds(412), isCold: true)
        #expect(report.timesLine(memory: nil) == "duration: 0.41 ms")
        report.initDuration = .microseconds(3100)
        report.peakMemory = 11
        #expect(report.timesLine(memory: 128) == "init 3.1 ms, duration 0.41 ms, memory 11 of 128 MB")
        report.initDuration = nil
        #expect(report.timesLine(memory: 128) == "duration 0.41 ms, memory 11 of 128 MB")
    }
}
