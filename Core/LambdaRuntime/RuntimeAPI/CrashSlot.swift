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

    func disarm() { postroom_crash_slot_disarm(slot) }

    private func arm(_ path: String, _ requestID: String) {
        postroom_crash_slot_arm(slot, path, path.utf8.count, requestID, requestID.utf8.count)
    }

    private static func path(_ requestID: String) -> String { "/2018-06-01/runtime/invocation/\(requestID)/error" }

    /// Reports an error from another thread than the loop's, which is busy.
    func report(_ requestID: String, _ error: ErrorReport) {
        let body = error.json
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
        request.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { _ = postroom_crash_slot_send(slot, $0.baseAddress, $0.count) }
        }
    }
}
