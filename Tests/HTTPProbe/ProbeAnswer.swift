import FoundationEssentials
import Glibc
import HTTP
import Synchronization

/// A line of stdout.
struct ProbeAnswer: Encodable {
    struct Failure: Encodable {
        /// The code of an `HTTPError`, `cancelled`, or `probe`.
        var code: String
        var description: String
        var wroteRequest: Bool?
        /// The status of a response that had begun.
        var status: Int?
        var underlying: String?
    }

    var id: Int
    var status: Int?
    var fields: [[String]]?
    /// In base64.
    var body: String?
    var length: Int?
    /// Whether the body is at its end.
    var isEnd: Bool?
    var failure: Failure?
    /// What came of writing the stream of the request.
    var written: Int?
    var writing: Failure?

    init(_ id: Int) { self.id = id }

    mutating func take(_ head: HTTPResponseHead) {
        status = head.status
        fields = head.fields.lines.map { [$0.name, $0.value] }
    }

    mutating func take(_ bytes: [UInt8], discards: Bool) {
        length = bytes.count
        if !discards { body = Data(bytes).base64EncodedString() }
    }

    static func describe(_ error: any Error) -> Failure {
        switch error {
        case let error as HTTPError:
            Failure(
                code: error.code.rawValue, description: error.description, wroteRequest: error.wroteRequest, status: error.head?.status,
                underlying: error.underlying.map { "\($0)" })
        case is CancellationError: Failure(code: "cancelled", description: "\(error)")
        default: Failure(code: "probe", description: "\(error)")
        }
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
