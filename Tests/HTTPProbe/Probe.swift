import HTTP
import Synchronization

/// Does what the commands say. Used by the thread that reads them; what tasks touch as well is behind the lock.
final class Probe {
    private struct Kept: Sendable {
        var tasks: [Int: Task<Void, Never>] = [:]
        var bodies: [Int: HTTPResponseBody] = [:]
        var streams: [Int: HTTPUploadStream] = [:]
    }

    /// Shared with the tasks.
    private final class Table: Sendable {
        let kept = Mutex(Kept())
    }

    private let table = Table()
    private let connection = HTTPConnection()
    private var transport = HTTPTransport()

    func run(_ command: ProbeCommand) {
        do {
            try attempt(command)
        } catch {
            answer(command, error)
        }
    }

    private func attempt(_ command: ProbeCommand) throws {
        switch command.action {
        case .configure:
            var configuration = HTTPTransport.Configuration()
            if let keptFor = command.keptFor { configuration.keptFor = .seconds(keptFor) }
            if let count = command.connectionsPerHost { configuration.connectionsPerHost = count }
            transport = HTTPTransport(configuration)
            ProbeAnswer(command.id).print()
        case .warmUp:
            try transport.warmUp()
            ProbeAnswer(command.id).print()
        case .send: try send(command)
        case .open: try open(command)
        case .block:
            let (described, request, _) = try request(command)
            let response = try TraceContext.$current.withValue(described.trace) { try connection.send(request) }
            var answer = ProbeAnswer(command.id)
            answer.take(response.head)
            answer.take(response.body, discards: command.discards ?? false)
            answer.print()
        case .read:
            guard let body = table.kept.withLock({ $0.bodies[command.of ?? 0] }) else { throw missing("body", command) }
            start(command) { try await Self.read(body, command) }
        case .drop:
            let body = table.kept.withLock { $0.bodies.removeValue(forKey: command.of ?? 0) }
            if body == nil { throw missing("body", command) }
            ProbeAnswer(command.id).print()
        case .write:
            guard let stream = table.kept.withLock({ $0.streams[command.of ?? 0] }) else { throw missing("stream", command) }
            start(command) {
                try await stream.write(Pattern.bytes(0..<(command.count ?? 0)))
                return ProbeAnswer(command.id)
            }
        case .finish:
            guard let stream = table.kept.withLock({ $0.streams.removeValue(forKey: command.of ?? 0) }) else {
                throw missing("stream", command)
            }
            stream.finish(trailers: pairs(command.trailers))
            ProbeAnswer(command.id).print()
        case .cancel:
            table.kept.withLock { $0.tasks[command.of ?? 0] }?.cancel()
            ProbeAnswer(command.id).print()
        }
    }

    private func send(_ command: ProbeCommand) throws {
        let (described, request, writer) = try request(command)
        let transport = transport
        start(command, writer: writer) {
            let response = try await TraceContext.$current.withValue(described.trace) { try await transport.send(request) }
            var answer = ProbeAnswer(command.id)
            answer.take(response.head)
            answer.take(response.body, discards: command.discards ?? false)
            return answer
        }
    }

    private func open(_ command: ProbeCommand) throws {
        let (described, request, writer) = try request(command)
        let transport = transport
        let table = table
        start(command, writer: writer) {
            let response = try await TraceContext.$current.withValue(described.trace) { try await transport.open(request) }
            table.kept.withLock { $0.bodies[command.id] = response.body }
            var answer = ProbeAnswer(command.id)
            answer.take(response.head)
            return answer
        }
    }

    private static func read(_ body: HTTPResponseBody, _ command: ProbeCommand) async throws -> ProbeAnswer {
        var bytes: [UInt8] = []
        var length = 0
        var isEnd = false
        let discards = command.discards ?? false
        var iterator = body.makeAsyncIterator()
        while length < command.count ?? .max {
            guard let chunk = try await iterator.next() else {
                isEnd = true
                break
            }
            length += chunk.count
            if !discards { bytes += chunk }
        }
        var answer = ProbeAnswer(command.id)
        answer.take(bytes, discards: discards)
        answer.length = length
        answer.isEnd = isEnd
        return answer
    }

    /// The request, and the task that writes its stream: how many bytes it wrote, and why no more.
    private func request(_ command: ProbeCommand) throws -> (ProbeRequest, HTTPRequest, Task<(Int, (any Error)?), Never>?) {
        guard let described = command.request else { throw ProbeFailure(description: "there is no request") }
        guard let body = described.body else { return (described, try described.request(.none), nil) }
        if let text = body.text { return (described, try described.request(.bytes(Array(text.utf8))), nil) }
        if let count = body.bytes { return (described, try described.request(.bytes(Pattern.bytes(0..<count))), nil) }
        if let count = body.reader {
            return (described, try described.request(.reader(PatternReader(length: count, failsAt: body.failsAt))), nil)
        }
        let stream = HTTPUploadStream()
        let request = try described.request(.stream(stream))
        if body.isManual == true {
            table.kept.withLock { $0.streams[command.id] = stream }
            return (described, request, nil)
        }
        let count = body.stream ?? 0
        let size = body.chunk ?? 16 << 10
        let trailers = pairs(command.trailers)
        let writer = Task { () -> (Int, (any Error)?) in
            var written = 0
            do {
                while written < count {
                    let next = min(count, written + size)
                    try await stream.write(Pattern.bytes(written..<next))
                    written = next
                }
            } catch {
                return (written, error)
            }
            stream.finish(trailers: trailers)
            return (written, nil)
        }
        return (described, request, writer)
    }

    private func start(
        _ command: ProbeCommand, writer: Task<(Int, (any Error)?), Never>? = nil, _ body: @escaping @Sendable () async throws -> ProbeAnswer
    ) {
        let table = table
        table.kept.withLock { kept in
            kept.tasks[command.id] = Task {
                var answer = ProbeAnswer(command.id)
                do {
                    answer = try await body()
                } catch {
                    answer.failure = ProbeAnswer.describe(error)
                }
                if let (written, error) = await writer?.value {
                    answer.written = written
                    answer.writing = error.map { ProbeAnswer.describe($0) }
                }
                table.kept.withLock { $0.tasks[command.id] = nil }
                answer.print()
            }
        }
    }

    private func answer(_ command: ProbeCommand, _ error: any Error) {
        var answer = ProbeAnswer(command.id)
        answer.failure = ProbeAnswer.describe(error)
        answer.print()
    }

    private func pairs(_ fields: [[String]]?) -> [(String, String)] {
        (fields ?? []).compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
    }

    private func missing(_ what: String, _ command: ProbeCommand) -> ProbeFailure {
        ProbeFailure(description: "there is no \(what) of command \(command.of ?? 0)")
    }
}
