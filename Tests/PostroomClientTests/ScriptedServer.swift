import Glibc
import Synchronization

/// An HTTP server that gives one answer after the other, each on a connection of its own, and keeps what it was asked.
final class ScriptedServer: Sendable {
    /// What it says; nothing ends the connection without a word.
    struct Answer: Sendable {
        var status = 200
        var fields: [String: String] = [:]
        var body = ""

        static let hangUp = Answer(status: 0)

        static func json(_ body: String, status: Int = 200, _ fields: [String: String] = [:]) -> Answer {
            Answer(status: status, fields: fields.merging(["Content-Type": "application/json"]) { $1 }, body: body)
        }
    }

    struct Failed: Error {}

    let url: String
    private let listener: Int32
    private let answers: Mutex<[Answer]>
    private let asked = Mutex<[String]>([])

    /// The requests so far, as they came.
    var requests: [String] { asked.withLock { $0 } }

    init(_ answers: [Answer]) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isListening else { throw Failed() }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        self.answers = Mutex(answers)
        let thread = Thread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else {
                    if connection >= 0 { close(connection) }
                    return
                }
                self.serve(connection)
                close(connection)
            }
        }
        thread.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !Self.isWhole(request) {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            request += buffer[..<count]
        }
        asked.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
        let answer = answers.withLock { $0.isEmpty ? Answer(status: 500) : $0.removeFirst() }
        guard answer.status > 0 else { return }
        let fields = answer.fields.map { "\($0.key): \($0.value)\r\n" }.joined()
        let text =
            "HTTP/1.1 \(answer.status) X\r\nConnection: close\r\nContent-Length: \(answer.body.utf8.count)\r\n\(fields)\r\n\(answer.body)"
        let bytes = Array(text.utf8)
        _ = write(connection, bytes, bytes.count)
    }

    private static func isWhole(_ request: [UInt8]) -> Bool {
        let text = String(decoding: request, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        return text[end.upperBound...].utf8.count >= length.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
    }
}

/// A thread that runs a closure.
private struct Thread {
    let body: @Sendable () -> Void

    func start() {
        let box = Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        pthread_detach(thread)
    }

    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
