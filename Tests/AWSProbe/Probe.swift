import AWS
import AWSForwarding
import Glibc
import HTTP
import Synchronization

/// Does what the commands say, each in a task of its own.
final class Probe: Sendable {
    private struct State {
        var client: AWSClient?
        var longestAttempt: Duration?
        var tasks: [Int: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    func run(_ command: ProbeCommand) {
        state.withLock { state in
            state.tasks[command.id] = Task {
                var answer = ProbeAnswer(command.id)
                let deadline = command.deadline.map { ContinuousClock.now + .seconds($0) }
                do {
                    answer.result = try await RequestDeadline.$current.withValue(deadline) { try await self.perform(command) }
                } catch {
                    answer.failure = ProbeAnswer.describe(error)
                }
                self.state.withLock { $0.tasks[command.id] = nil }
                answer.print()
            }
        }
    }

    private func perform(_ command: ProbeCommand) async throws -> JSONValue {
        switch command.operation {
        case "patience":
            let seconds: Double = try command.need("seconds")
            state.withLock { $0.longestAttempt = .seconds(seconds) }
            return .null
        case "cancel":
            let id: Int = try command.need("of")
            state.withLock { $0.tasks[id] }?.cancel()
            return .null
        case "warmUp":
            try await client().warmUp()
            return .null
        case "relay": return try await relay(client(), command)
        case let name where name.hasPrefix("s3."): return try await s3(S3(client()), command)
        case let name where name.hasPrefix("dynamodb."):
            return try await dynamoDB(DynamoDB(client(), table: try command.need("table")), command)
        case let name where name.hasPrefix("mailboxes."):
            return try await mailboxes(DynamoDBMailboxStore(DynamoDB(client(), table: try command.need("table"))), command)
        case let name where name.hasPrefix("ledger.") || name.hasPrefix("targets.") || name == "forwardingKey":
            return try await forwardingTable(DynamoDB(client(), table: try command.need("table")), command)
        case "aliases.table": return try await aliases(DynamoDBAliases(DynamoDB(client(), table: try command.need("table"))), command)
        case "aliases.parameters": return try await aliases(SSMAliases(SSM(client())), command)
        case let name where name.hasPrefix("forwarding."): return try await forwarding(client(), command)
        case let name where name.hasPrefix("ses."): return try await ses(SES(client()), command)
        case let name where name.hasPrefix("ssm."): return try await ssm(SSM(client()), command)
        case let name where name.hasPrefix("sns."): return try await sns(SNS(client()), command)
        case let name where name.hasPrefix("sqs."): return try await sqs(SQS(client()), command)
        default: return try await others(client(), command)
        }
    }

    /// The client of this process, made when it is first needed: its configuration may be what a test is about.
    private func client() throws -> AWSClient {
        try state.withLock { state in
            if let client = state.client { return client }
            let client = try AWSClient(environment: Self.environment(), longestAttempt: state.longestAttempt)
            state.client = client
            return client
        }
    }

    private static func environment() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return result
    }
}
