import FoundationEssentials
import Glibc
import HTTP
import LambdaRuntime
import Logging

/// Does what the event's `do` says.
struct ContractHandler: InvocationHandler {
    struct Event: Decodable {
        var `do`: String
        var value: Value?
        var message: String?
        var name: String?
        var level: String?
        var metadata: [String: String]?
        var ms: Int?
        var bytes: Int?
        var code: Int32?
        var chunks: [String]?
        var count: Int?
        var pause: Int?
        var then: String?
        var contentType: String?
        var prelude: Prelude?

        enum CodingKeys: String, CodingKey {
            case `do`, value, message, name, level, metadata, ms, bytes, code, chunks, count, then, prelude
            case pause = "pause_ms"
            case contentType = "content_type"
        }
    }

    /// Text, or a number.
    enum Value: Decodable {
        case text(String)
        case number(Int)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        var text: String {
            switch self {
            case .text(let text): text
            case .number(let number): "\(number)"
            }
        }
    }

    struct Prelude: Decodable {
        var statusCode: Int
        var headers: [String: String]?
        var cookies: [String]?
    }

    var warmUps: [WarmUp] { contractWarmUps() }

    func flush() async {
        if let ms = getenv("CONTRACT_FLUSH_MS").flatMap({ Int(String(cString: $0)) }) { try? await Task.sleep(for: .milliseconds(ms)) }
        write(2, "contract flushed\n")
    }

    func handle(_ bytes: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        let event: Event
        do {
            event = try JSONDecoder().decode(Event.self, from: Data(bytes))
        } catch {
            throw RuntimeFailure(
                .invalidEvent,
                "the event (\(bytes.count) bytes) cannot be read: \(bytes.isEmpty ? "it is empty" : "it is not JSON with 'do'")")
        }
        switch event.do {
        case "echo": try await reply.send(echo(event, context))
        case "context": try await reply.send(clientContext(context))
        case "throw": throw ContractFailure(event.message ?? "asked to throw")
        case "throw-chain": throw OuterFailure()
        case "trap": crash()
        case "segv": context.logger.info("\(readNowhere())")
        case "abort": abort()
        case "stack-overflow": context.logger.info("\(overflow(0))")
        case "trap-elsewhere":
            await Task.detached { if event.ms == nil { crash() } }.value
        case "exit": exit(event.code ?? 0)
        case "forget": return
        case "sleep":
            try await Task.sleep(for: .milliseconds(event.ms ?? 0))
            try await reply.send(Array(#"{"slept":true}"#.utf8))
        case "hang": await neverResumed()
        case "spin":
            usleep(UInt32(event.ms ?? 0) * 1000)
            try await reply.send(Array(#"{"spun":true}"#.utf8))
        case "checkpoint":
            context.checkpoint(event.name ?? "somewhere")
            try await Task.sleep(for: .seconds(3600))
        case "late":
            await Task.detached { try? await Task.sleep(for: .milliseconds(event.ms ?? 0)) }.value
            try await reply.send(Array(#"{"late":true}"#.utf8))
        case "size":
            let size = event.bytes ?? 2
            try await reply.send([0x22] + [UInt8](repeating: 0x61, count: max(0, size - 2)) + [0x22])
        case "stream": try await stream(event, reply)
        case "background":
            try await reply.send(Array(#"{"ok":true}"#.utf8))
            try await Task.sleep(for: .milliseconds(event.ms ?? 0))
            if event.then == "trap" { crash() }
            context.logger.info("background done")
        case "log":
            let metadata = event.metadata?.mapValues { Logger.MetadataValue.string($0) }
            context.logger.log(level: Logger.Level(rawValue: event.level ?? "info") ?? .info, "\(event.message ?? "")", metadata: metadata)
            try await reply.send(Array(#"{"logged":true}"#.utf8))
        case "count":
            context.metrics.count(event.name ?? "Things", Int(event.value?.text ?? "") ?? 1)
            try await reply.send(Array(#"{"counted":true}"#.utf8))
        default: throw ContractFailure("nothing is known of '\(event.do)'")
        }
    }

    private func echo(_ event: Event, _ context: InvocationContext) throws -> [UInt8] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
        let remaining = context.remainingTime.map { "\($0 / .milliseconds(1))" } ?? "null"
        return Array(
            """
            {"value":\(try json(event.value?.text)),"request_id":\(try json(context.requestID)),"arn":\(try json(context.head.functionARN)),\
            "trace":\(try json(TraceContext.current)),"env_trace":\(try json(getenv("_X_AMZN_TRACE_ID").map { String(cString: $0) })),\
            "tenant":\(try json(context.head.tenantID)),"remaining_ms":\(remaining),"cold":\(context.isCold),"thread_count":\(threads)}
            """.utf8)
    }

    private func clientContext(_ context: InvocationContext) throws -> [UInt8] {
        let client = try context.clientContext()
        let identity = try context.cognitoIdentity()
        return Array(
            """
            {"client":\(try json(client?.client?.installationID)),"custom":\(try json(client?.custom)),\
            "cognito":\(try json(identity?.identityID))}
            """.utf8)
    }

    /// JSON of a value, with null for nil: an encoder would leave the member out.
    private func json(_ value: (some Encodable)?) throws -> String {
        guard let value else { return "null" }
        return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private func stream(_ event: Event, _ reply: consuming Reply) async throws {
        let stream: ResponseStream
        if let prelude = event.prelude {
            var fields = HTTPFields()
            for (name, value) in prelude.headers ?? [:] { fields.append(name, value) }
            stream = try await reply.stream(HTTPResponseHead(status: prelude.statusCode, fields: fields), cookies: prelude.cookies ?? [])
        } else {
            stream = try reply.stream(contentType: event.contentType ?? "text/plain")
        }
        for _ in 0..<(event.count ?? 1) {
            for chunk in event.chunks ?? [] {
                try await stream.write(Array(chunk.utf8))
                if let pause = event.pause { try await Task.sleep(for: .milliseconds(pause)) }
            }
        }
        switch event.then {
        case "throw": throw ContractFailure(event.message ?? "asked to throw in the middle")
        case "forget": return
        case "trap": crash()
        default: try await stream.finish()
        }
    }

    private func write(_ descriptor: Int32, _ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
