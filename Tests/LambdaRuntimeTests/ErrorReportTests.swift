import Foundation
import LambdaRuntime
import Testing

@Suite struct ErrorReportTests {
    struct Layer: ReportableError, CustomStringConvertible {
        var depth: Int
        var description: String
        var cause: (any Error)? { depth > 0 ? Layer(depth: depth - 1, description: "layer \(depth - 1)") : nil }
    }

    private func decoded(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test(arguments: ["plain", "two\nlines\r\n\ttab", "\u{0}\u{1}\u{1F}\u{7F}", #"quote " and \ backslash"#, "🦊 ünï \u{2028}\u{2029}", ""])
    func `Any message is valid JSON and comes back as it was`(_ message: String) throws {
        let body = try decoded(ErrorReport(RuntimeFailure(.invalidEvent, message)).json)
        #expect(body["errorMessage"] as? String == message)
        #expect(body["errorType"] as? String == "Function.InvalidEvent")
        #expect((body["stackTrace"] as? [Any])?.isEmpty == true)
    }

    @Test func `The chain of causes is told, nearest first, and comes to an end`() throws {
        let body = try decoded(ErrorReport(Layer(depth: 100, description: "top")).json)
        let causes = try #require(body["cause"] as? [[String: String]])
        #expect(causes.count == 8)
        #expect(causes[0]["errorMessage"] == "layer 99")
    }

    @Test func `A message that is too long is cut`() throws {
        let body = try decoded(ErrorReport(RuntimeFailure(.invalidEvent, String(repeating: "🦊", count: 400_000))).json)
        let message = try #require(body["errorMessage"] as? String)
        #expect(message.unicodeScalars.count == 262_145)
        #expect(message.hasSuffix("…"))
    }

    @Test(arguments: [10, 1000, 100_000])
    func `In few bytes the type stays and the message shrinks`(_ length: Int) throws {
        let report = ErrorReport(Layer(depth: 3, description: String(repeating: "\u{1}é", count: length)))
        let json = report.json(atMost: 2400)
        #expect(json.count <= 2400)
        #expect(try decoded(json)["errorType"] as? String == "Function.Layer")
    }

    @Test func `The cause for X-Ray is ASCII on one line, and small`() throws {
        let report = ErrorReport(Layer(depth: 20, description: String(repeating: "🦊\n\"", count: 100_000)))
        let cause = report.xrayCause
        #expect(cause.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(cause.utf8.count < 64 << 10)
        let exceptions = try #require(try decoded(Array(cause.utf8))["exceptions"] as? [[String: Any]])
        #expect(exceptions.first?["type"] as? String == "Function.Layer")
    }
}
