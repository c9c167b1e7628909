import Foundation
import HTTP
import LambdaEvents
import LambdaRuntime
import Logging
import Testing

/// What a handler does decides what Lambda is told, whoever runs it.
@Suite struct DirectInvocationTests {
    struct Scripted: InvocationHandler {
        var script: @Sendable (consuming Reply, InvocationContext) async throws -> Void

        func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws { try await script(reply, context) }
    }

    struct Failure: Error, CustomStringConvertible { let description = "asked to fail" }

    struct Greeting: EventHandler {
        struct Event: Decodable { var name: String }
        func handle(_ event: Event, context: InvocationContext) async throws -> [String: String] { ["greeting": "Hello \(event.name)/"] }
    }

    private func invoke(_ handler: some InvocationHandler, _ event: String = "{}") async -> DirectInvocation.Outcome {
        await DirectInvocation(traceID: "Root=1-2-3", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .invoke(handler, event: Array(event.utf8))
    }

    private func text(_ outcome: DirectInvocation.Outcome) throws -> String {
        guard case .response(let bytes) = outcome else { throw Failure() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func report(_ outcome: DirectInvocation.Outcome) throws -> ErrorReport {
        guard case .failure(let report) = outcome else { throw Failure() }
        return report
    }

    @Test func `An event handler decodes, and its answer is encoded`() async throws {
        #expect(try text(await invoke(Greeting(), #"{"name":"Ada"}"#)) == #"{"greeting":"Hello Ada/"}"#)
    }

    @Test(arguments: [
        ("", "it is empty"), ("{", "it is not JSON"), ("[]", "another type"), ("{}", "'name' is missing"),
        (#"{"name":null}"#, "'name' is null"), (#"{"name":7}"#, "'name' is not of type String"),
    ])
    func `An event that cannot be decoded is told where it is wrong`(_ event: String, _ expected: String) async throws {
        let report = try report(await invoke(Greeting(), event))
        #expect(report.type == .invalidEvent)
        #expect(report.message.contains(expected))
    }

    @Test func `A handler that forgets to answer is told so`() async throws {
        #expect(try report(await invoke(Scripted { _, _ in })).type == .noResponse)
    }

    @Test func `A handler that throws fails with the name of its error`() async throws {
        let report = try report(await invoke(Scripted { _, _ in throw Failure() }))
        #expect(report.description == "Function.Failure: asked to fail")
    }

    @Test func `An answer stays one though the handler throws after it`() async throws {
        let outcome = await invoke(
            Scripted { reply, _ in
                try await reply.send(Array("done".utf8))
                throw Failure()
            })
        #expect(try text(outcome) == "done")
    }

    @Test func `A reply may outlive the handler`() async throws {
        let outcome = await invoke(
            Scripted { reply, _ in
                let keeper = ReplyKeeper(reply)
                Task {
                    try await Task.sleep(for: .milliseconds(20))
                    try await keeper.take()?.send(Array("later".utf8))
                }
            })
        #expect(try text(outcome) == "later")
    }

    @Test(arguments: [6_291_556, 6_291_557])
    func `The size is checked before it is sent`(_ size: Int) async throws {
        let outcome = await invoke(Scripted { reply, _ in try await reply.send([UInt8](repeating: 0x20, count: size)) })
        if size == 6_291_556 {
            #expect(try text(outcome).utf8.count == size)
        } else {
            let report = try report(outcome)
            #expect(report.type == .responseSizeTooLarge)
            #expect(report.message.contains("6291557") && report.message.contains("6291556"))
        }
    }

    @Test func `A streamed answer is put together`() async throws {
        let outcome = await invoke(
            Scripted { reply, _ in
                let stream = try reply.stream()
                for number in 0..<1000 { try await stream.write(Array("\(number),".utf8)) }
                try await stream.finish()
            })
        #expect(try text(outcome) == (0..<1000).map { "\($0)," }.joined())
    }

    @Test func `A stream that breaks off is a failure`() async throws {
        let thrown = await invoke(
            Scripted { reply, _ in
                let stream = try reply.stream()
                try await stream.write([1])
                throw Failure()
            })
        #expect(try report(thrown).type.description == "Function.Failure")
        let forgotten = await invoke(Scripted { reply, _ in try await reply.stream().write([1]) })
        #expect(try report(forgotten).type == .noResponse)
    }

    @Test func `The context has what Lambda said, and the task has the trace`() async throws {
        let outcome = await invoke(
            Scripted { reply, context in
                #expect(TraceContext.current == "Root=1-2-3")
                #expect(context.head.traceID == "Root=1-2-3")
                #expect(context.remainingTime == nil)
                try await reply.send(Array(context.requestID.utf8))
            })
        #expect(try text(outcome).count == 36)
    }
}

/// Holds a reply for another task.
private final class ReplyKeeper: @unchecked Sendable {  // Handed from one task to the other.
    private var reply: Reply?
    init(_ reply: consuming Reply) { self.reply = consume reply }
    func take() -> Reply? { reply.take() }
}
