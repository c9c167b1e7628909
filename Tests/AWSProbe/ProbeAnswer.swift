import AWS
import Forwarding
import FoundationEssentials
import Glibc
import HTTP
import Mail
import Synchronization

/// A line of stdout.
struct ProbeAnswer: Encodable {
    struct Failure: Encodable {
        /// The type of the error.
        var type: String
        var description: String
        var code: String?
        var message: String?
        var status: Int?
        var requestID: String?
        var isRetryable: Bool?
        var outcome: String?
        var attempts: Int?
        var reasons: [Reason]?

        struct Reason: Encodable {
            var code: String
            var item: Item?
        }
    }

    var id: Int
    var result: JSONValue?
    var failure: Failure?

    init(_ id: Int) { self.id = id }

    static func describe(_ error: any Error) -> Failure {
        var failure = Failure(type: "\(type(of: error))", description: "\(error)")
        switch error {
        case let error as AWSError:
            failure.code = error.code
            failure.message = error.message
            failure.status = error.status
            failure.requestID = error.requestID
            failure.isRetryable = error.isRetryable
            failure.outcome = "\(error.outcome)"
            failure.attempts = error.attempts
            failure.reasons = error.cancellationReasons.map { .init(code: $0.code, item: $0.item) }
        case let error as HTTPError:
            failure.code = error.code.rawValue
        case let error as SendFailure:
            failure.code = "\(error.kind)"
        default: break
        }
        return failure
    }

    private static let output = Mutex(())

    /// Prints it as one line.
    func print() {
        do {
            let line = Array(try JSONEncoder().encode(self)) + [0x0A]
            Self.output.withLock { _ in Self.write(line, to: 1) }
        } catch {
            Self.complain("this answer cannot be told: \(error)")
        }
    }

    /// Says on stderr what went wrong in the probe itself.
    static func complain(_ text: String) { write(Array("\(text)\n".utf8), to: 2) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // Nobody reads any more.
            guard count > 0 else { return }
            sent += count
        }
    }
}
