import HTTP
import Logging

/// Hands an invocation's outcome to the Runtime API, on the loop's thread and connection.
struct RuntimeAPIResponder: InvocationResponder {
    let runtimeAPI: String
    let requestID: String
    let client: RuntimeAPIClient
    let slot: CrashSlot
    let executor: LoopExecutor
    let logger: Logger

    func willAnswer() { slot.answered() }

    func respond(_ body: [UInt8]) async throws {
        let delivery = try await executor.onThread { [client, requestID] in client.respond(requestID, body) }
        try check(delivery)
    }

    func respond(stream: HTTPUploadStream, contentType: String) async throws {
        try check(await RuntimeAPIClient.respond(runtimeAPI, requestID, stream, contentType: contentType))
    }

    func report(_ error: ErrorReport) async {
        let delivery = try? await executor.onThread { [client, requestID] in client.report(requestID, error) }
        switch delivery {
        case .accepted, nil: break
        case .refused(500): fatal500("error")
        case .refused(let status):
            logger.error("the Runtime API refused the error report", metadata: ["status": "\(status)", "expected": "202"])
        case .unknown(let reason):
            logger.error("the Runtime API may not have taken the error report; it is not sent twice", metadata: ["reason": "\(reason)"])
        }
    }

    private func check(_ delivery: RuntimeAPIClient.Delivery) throws {
        switch delivery {
        case .accepted: return
        case .refused(500): fatal500("response")
        case .refused(let status):
            throw RuntimeFailure(.responseRefused, "the Runtime API refused the answer with status \(status), 202 is expected")
        case .unknown(let reason):
            throw RuntimeFailure(.responseRefused, "the Runtime API may not have taken the answer; it is not sent twice: \(reason)")
        }
    }

    /// Lambda documents it as a state that cannot be recovered.
    private func fatal500(_ what: String) -> Never {
        ProcessEnd.fail("the Runtime API answered 500 to the \(what) of \(requestID): the environment cannot be used any more", logger)
    }
}
