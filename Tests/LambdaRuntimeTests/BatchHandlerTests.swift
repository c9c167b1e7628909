import Foundation
import LambdaEvents
import LambdaRuntime
import Logging
import Testing

@Suite struct BatchHandlerTests {
    struct Failure: Error {}

    struct Queue: BatchHandler {
        func handle(_ record: SQSMessage, context: InvocationContext) async throws {
            if record.body == "fail" { throw Failure() }
        }
    }

    private func failures(_ bodies: [String], queue: String = "arn:aws:sqs:eu-central-1:1:mails") async throws -> [String]? {
        let records = bodies.enumerated().map { ["messageId": "\($0.offset)", "body": $0.element, "eventSourceARN": queue] }
        let event = try JSONSerialization.data(withJSONObject: ["Records": records])
        let outcome = await DirectInvocation(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .invoke(Queue(), event: [UInt8](event))
        switch outcome {
        case .response(let bytes):
            let body = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: [[String: String]]])
            return body["batchItemFailures"]?.compactMap { $0["itemIdentifier"] }
        case .failure(let report):
            #expect(report.type == .batchFailed)
            return nil
        }
    }

    @Test func `Only what failed is sent again`() async throws {
        #expect(try await failures(["ok", "fail", "ok", "fail"]) == ["1", "3"])
        #expect(try await failures(["ok"]) == [])
        #expect(try await failures([]) == [])
    }

    @Test func `In a FIFO queue nothing overtakes what failed`() async throws {
        #expect(try await failures(["ok", "fail", "ok", "ok"], queue: "arn:aws:sqs:eu-central-1:1:mails.fifo") == ["1", "2", "3"])
    }

    @Test func `When all fail the invocation does`() async throws {
        #expect(try await failures(["fail", "fail"]) == nil)
        #expect(try await failures(["fail", "ok"], queue: "arn:aws:sqs:eu-central-1:1:mails.fifo") == nil)
    }
}
