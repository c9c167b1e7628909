import Foundation
import LambdaRuntime
import Logging
import Synchronization
import Testing

@Suite struct LambdaLogHandlerTests {
    final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private func logger(_ variables: [String: String] = [:]) -> (Logger, Lines) {
        let lines = Lines()
        let environment = LambdaEnvironment(variables.merging(["AWS_LAMBDA_FUNCTION_NAME": "echo"]) { $1 })
        let logger = Logger(label: "echo") { label in
            LambdaLogHandler(label: label, environment: environment) { bytes in
                lines.all.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            }
        }
        return (logger, lines)
    }

    private func object(_ lines: Lines) throws -> [String: Any] {
        let line = try #require(lines.all.withLock { $0.last })
        return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `Text is one line with sorted metadata`() throws {
        let (logger, lines) = logger()
        logger.warning("two\nlines", metadata: ["b": "2", "a": "1\u{2028}x"])
        let line = try #require(lines.all.withLock { $0.first })
        #expect(line.hasSuffix(#" WARN two\nlines a=1\u{2028}x b=2"# + "\n"))
        #expect(line.filter { $0 == "\n" }.count == 1)
    }

    @Test func `JSON keeps metadata nested, and apart from the line's own members`() throws {
        let (logger, lines) = logger(["AWS_LAMBDA_LOG_FORMAT": "Json"])
        logger.info("hello", metadata: ["level": "mine", "list": .array(["x", .dictionary(["y": "z"])])])
        let line = try object(lines)
        #expect(line["level"] as? String == "INFO")
        #expect(line["message"] as? String == "hello")
        let metadata = try #require(line["metadata"] as? [String: Any])
        #expect(metadata["level"] as? String == "mine")
        #expect((metadata["list"] as? [Any])?.count == 2)
    }

    @Test(arguments: [("TRACE", 7), ("debug", 6), ("INFO", 5), ("", 5), ("nonsense", 5), ("WARN", 3), ("ERROR", 2), ("FATAL", 1)])
    func `The level is the environment's`(_ name: String, _ expected: Int) {
        let (logger, lines) = logger(["AWS_LAMBDA_LOG_LEVEL": name])
        for level in Logger.Level.allCases { logger.log(level: level, "x") }
        #expect(lines.all.withLock { $0.count } == expected)
    }

    @Test func `Text shows nested metadata sorted`() throws {
        let (logger, lines) = logger()
        logger.info("x", metadata: ["list": ["1", .dictionary(["b": "2", "a": .array([])])]])
        #expect(try #require(lines.all.withLock { $0.first }).hasSuffix(" x list=[1, {a=[], b=2}]\n"))
    }

    @Test(arguments: ["Text", "JSON"])
    func `Secrets and addresses do not get through, in any form of metadata`(_ format: String) throws {
        let (logger, lines) = logger(["AWS_LAMBDA_LOG_FORMAT": format])
        logger.info(
            "to jane@example.com with Bearer abc",
            metadata: [
                "to": .array(["bob@example.com"]), "headers": .dictionary(["Authorization": "xyzzy"]), "session_token": "plugh",
                "deep": .array([.dictionary(["more": .dictionary(["secretAccessKey": .array(["fnord"])])])]),
            ])
        let line = try #require(lines.all.withLock { $0.last })
        for secret in ["jane@", "bob@", "abc", "xyzzy", "plugh", "fnord"] { #expect(!line.contains(secret)) }
        #expect(line.contains("j…@example.com") && line.contains("b…@example.com"))
    }

    @Test(arguments: ["Text", "JSON"])
    func `A line is never longer than CloudWatch takes`(_ format: String) throws {
        let (logger, lines) = logger(["AWS_LAMBDA_LOG_FORMAT": format])
        logger.info("\(String(repeating: "\u{1}🦊", count: 200_000))", metadata: ["x": "\(String(repeating: "y", count: 400_000))"])
        #expect(try #require(lines.all.withLock { $0.last }).utf8.count <= 256 << 10)
        if format == "JSON" { _ = try object(lines) }
    }

    @Test func `An error of the event is named by its type`() throws {
        let (logger, lines) = logger(["AWS_LAMBDA_LOG_FORMAT": "JSON"])
        logger.error("no", error: RuntimeFailure(.invalidEvent, "nothing"))
        #expect(try #require(object(lines)["metadata"] as? [String: String])["error"] == "Function.InvalidEvent: nothing")
    }
}
