import Forwarding
import FoundationEssentials
import HeldMail
import InMemoryLogging
import LambdaEvents
import LambdaRuntime
import Logging
import Mail
import Testing

@Suite("Links to kept mail")
struct HeldMailHandlerTests {
    private static let rawKey = "raw/lrn3hhx002pzkbrfe0ozpaqw5tjgzyafynd4126p"
    private static let now = Timestamp(millisecondsSince1970: 1_795_249_800_000)

    struct Answer: Decodable {
        var statusCode: Int
        var headers: [String: String]
        var body: String
        var isBase64Encoded: Bool
    }

    struct Failed: Error {}

    private let logs = InMemoryLogHandler()

    private func link(_ number: UInt8 = 1) throws -> HeldMailLink {
        HeldMailLink(try #require(ForwardingKey([UInt8](repeating: number, count: ForwardingKey.length))))
    }

    private func token(days: Int = 1, _ number: UInt8 = 1) throws -> String {
        try link(number).token(Self.rawKey, until: Self.now.adding(minutes: days * 24 * 60))
    }

    /// Runs the recorded event, with another token and method in it.
    private func outcome(_ token: String, _ method: String = "GET", isUp: Bool = true) async throws -> DirectInvocation.Outcome {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "events/http-api-held-mail.json")
        let event = String(decoding: try Data(contentsOf: file), as: UTF8.self).replacing("TOKEN", with: token)
            .replacing("\"GET\"", with: "\"\(method)\"")
        let handler = HeldMailHandler(try link(), clock: ManualClock(Self.now)) { key, seconds in
            guard isUp else { throw Failed() }
            return "https://bucket.example/\(key)?expires=\(seconds)"
        }
        let logs = logs
        var logger = Logger(label: "test") { _ in logs }
        logger.logLevel = .trace
        return await DirectInvocation(logger: logger).invoke(handler, event: Array(event.utf8))
    }

    private func answer(_ token: String, _ method: String = "GET") async throws -> Answer {
        guard case .response(let bytes) = try await outcome(token, method) else { throw Failed() }
        let answer = try JSONDecoder().decode(Answer.self, from: Data(bytes))
        #expect(answer.headers["Cache-Control"] == "no-store" && answer.headers["Referrer-Policy"] == "no-referrer")
        #expect(answer.headers["Content-Type"] == "text/plain; charset=utf-8" && !answer.isBase64Encoded)
        #expect(!answer.body.contains("raw/") && !answer.body.contains(token))
        for entry in logs.entries { #expect(!"\(entry.message) \(entry.metadata)".contains(token)) }
        return answer
    }

    @Test("A link leads to where the mail is for five minutes")
    func opens() async throws {
        let answer = try await answer(token())
        #expect(answer.statusCode == 302 && answer.headers["Location"] == "https://bucket.example/\(Self.rawKey)?expires=300")
        #expect(!answer.body.isEmpty)
    }

    @Test("HEAD has the same header and no body")
    func head() async throws {
        let (get, head) = (try await answer(token()), try await answer(token(), "HEAD"))
        #expect(head.statusCode == 302 && head.headers == get.headers && head.body == "")
        #expect(try await answer("x", "HEAD").statusCode == 404)
    }

    @Test("What was not made here is not found, and nobody learns why")
    func notFound() async throws {
        let (forged, malformed) = (try await answer(token(2)), try await answer("nonsense"))
        #expect(forged.statusCode == 404 && malformed.statusCode == 404)
        #expect(forged.headers == malformed.headers && forged.body == malformed.body && forged.headers["Location"] == nil)
        #expect(try await answer(token(days: -1, 2)).statusCode == 404)
    }

    private func token(_ number: UInt8) throws -> String { try token(days: 1, number) }

    @Test("What is over is gone")
    func gone() async throws {
        let answer = try await answer(token(days: 0))
        #expect(answer.statusCode == 410 && answer.headers["Location"] == nil && answer.body.contains("is over"))
    }

    @Test("Other methods are not allowed", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
    func methods(_ method: String) async throws {
        let answer = try await answer(token(), method)
        #expect(answer.statusCode == 405 && answer.headers["Allow"] == "GET, HEAD" && answer.headers["Location"] == nil)
    }

    @Test("A URL that cannot be made is an error, which the metric counts")
    func failure() async throws {
        guard case .failure(let report) = try await outcome(token(), isUp: false) else { throw Failed() }
        #expect("\(report.type)".contains("Failed"))
    }
}
