import Local
import Testing

@Suite struct FunctionFailureTests {
    @Test(arguments: [
        (#"{"errorType":"A","errorMessage":"b","stackTrace":[]}"#, "X", FunctionFailure("A", "b")),
        (#"{"errorMessage":"b"}"#, "X", FunctionFailure("X", "b")),
        (#"{"errorMessage":"b"}"#, nil, FunctionFailure("Runtime.Unknown", "b")),
        (#"{}"#, "X", FunctionFailure("X", "")),
        ("no JSON", "X", FunctionFailure("X", "no JSON")),
        ("", nil, FunctionFailure("Runtime.Unknown", "")),
        (#"{"errorType":7}"#, nil, FunctionFailure("Runtime.Unknown", #"{"errorType":7}"#)),
    ])
    func descriptionsAreRead(description: String, header: String?, expected: FunctionFailure) {
        #expect(FunctionFailure(Array(description.utf8), type: header) == expected)
    }

    @Test func theLineIsSafeForATerminal() {
        #expect(FunctionFailure("A", "b\u{1B}[2J\nc").line == "A: b\\u{1b}[2J\\nc")
        #expect(FunctionFailure("A", "").line == "A")
    }

    @Test func theDescriptionIsJSON() {
        let json = FunctionFailure("A.B", "line one\nline \"two\"").json
        #expect(String(decoding: json, as: UTF8.self) == #"{"errorMessage":"line one\nline \"two\"","errorType":"A.B"}"#)
    }

    @Test(arguments: [
        (ProcessExit.status(0), "Runtime exited without providing a reason"),
        (.status(1), "Runtime exited with error: exit status 1"),
        (.signal(9), "Runtime exited with error: signal: killed"),
        (.signal(11), "Runtime exited with error: signal: segmentation fault"),
        (.signal(4), "Runtime exited with error: signal: illegal instruction"),
        (.signal(200), "Runtime exited with error: signal: 200"),
    ])
    func endsAreWordedAsOnLambda(exit: ProcessExit, expected: String) {
        #expect(exit.description == expected)
    }
}
