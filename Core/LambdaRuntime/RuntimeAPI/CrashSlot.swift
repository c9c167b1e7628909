import CCrashReport

/// What a loop has prepared for the case that the process crashes, see `CCrashReport`.
struct CrashSlot: @unchecked Sendable {  // The C side uses atomics.
    private let slot: OpaquePointer?
    private let host: String

    /// Connects to the Runtime API.
    init(_ runtimeAPI: String) {
        host = runtimeAPI
        let (name, port) = RuntimeAPIClient.hostAndPort(runtimeAPI)
        slot = postroom_crash_slot_make(name, port)
    }

    func armInit() { arm("/2018-06-01/runtime/init/error", "") }

    func arm(_ requestID: String) { arm(Self.path(requestID), requestID) }

    /// Somebody answers the invocation: a crash must not answer it again.
    func answered() { postroom_crash_slot_answered(slot) }

    func disarm() { postroom_crash_slot_disarm(slot) }

    private func arm(_ path: String, _ requestID: String) {
        postroom_crash_slot_arm(slot, path, path.utf8.count, requestID, requestID.utf8.count)
    }

    private static func path(_ requestID: String) -> String { "/2018-06-01/runtime/invocation/\(requestID)/error" }

    /// The most bytes of JSON that are reported from here: with its head, a report has to fit into a socket's buffer.
    private static let bodyLimit = 16 << 10

    /// Reports an error from another thread than the loop's, which is busy. Waits for nothing; false when it could not be sent.
    func send(_ requestID: String, _ error: ErrorReport) -> Bool {
        let body = error.json(atMost: Self.bodyLimit)
        var request = Array(
            """
            POST \(Self.path(requestID)) HTTP/1.1\r
            Host: \(host)\r
            Content-Type: application/json\r
            User-Agent: \(RuntimeAPIClient.userAgent)\r
            Lambda-Runtime-Function-Error-Type: \(error.type)\r
            Lambda-Runtime-Function-XRay-Error-Cause: \(error.xrayCause)\r
            Connection: close\r
            Content-Length: \(body.count)\r
            \r

            """.utf8)
        request += body
        return request.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { postroom_crash_slot_send(slot, $0.baseAddress, $0.count) == 0 }
        }
    }

    /// Whether what was sent was answered, or never will be.
    var hasAnswer: Bool { postroom_crash_slot_has_answer(slot) != 0 }
}
