import DeliveryEvents
import FoundationEssentials
import InMemoryLogging
import LambdaRuntime
import Logging
import Mail
import Notifications
import Synchronization
import Testing
import Tracking

/// The function with what it works with in memory.
struct Workbench {
    let log = InMemoryMailLog()
    let ledger = InMemoryNotificationLedger()
    let suppressions = KnownSuppressions()
    let clock = ManualClock(Timestamp(millisecondsSince1970: 1_795_249_900_000))
    let diagnostics = InMemoryLogHandler()
    var logsVisits = false

    /// Runs the function on an event.
    func invoke(_ event: [UInt8]) async -> DirectInvocation.Outcome {
        let handler = DeliveryEventsHandler(log: log, ledger: ledger, suppressions: suppressions, clock: clock, logsVisits: logsVisits)
        let diagnostics = diagnostics
        let logger = Logger(label: "test") { _ in diagnostics }
        return await DirectInvocation(logger: logger).invoke(DeliveryEventsFunction(handler), event: event)
    }

    /// Runs it on a recorded event; returns the answer.
    @discardableResult
    func answer(_ name: String, _ change: (String) -> String = { $0 }) async throws -> String {
        switch await invoke(Array(change(try Self.recorded(name)).utf8)) {
        case .response(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .failure(let report): throw Failed(description: "\(report.type): \(report.message)")
        }
    }

    static func recorded(_ name: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "events/\(name).json")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// The key that the recorded events are about.
    static var key: NotificationKey {
        get throws {
            NotificationKey(
                function: "WelcomeEmail", source: "6b3c1f0e-1111-4222-8333-944455556666", recipient: try EmailAddress("jane@target.example")
            )
        }
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }
}

/// A list in memory.
final class KnownSuppressions: SuppressionList {
    private let state = Mutex<(reasons: [EmailAddress: String], isDown: Bool)>(([:], false))

    var all: [String: String] { state.withLock { Dictionary(uniqueKeysWithValues: $0.reasons.map { ($0.key.key, $0.value) }) } }
    func goDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

    func reason(for address: EmailAddress) -> String? { state.withLock { $0.reasons[address] } }
    func suppress(_ address: EmailAddress, reason: String) throws {
        try state.withLock {
            if $0.isDown { throw Workbench.Failed(description: "down") }
            $0.reasons[address] = reason
        }
    }
}
