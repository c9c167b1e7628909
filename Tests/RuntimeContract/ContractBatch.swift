import LambdaEvents
import LambdaRuntime

/// Handles queue messages by what stands in their body.
struct ContractBatch: BatchHandler {
    func handle(_ record: SQSMessage, context: InvocationContext) async throws {
        switch record.body {
        case "fail": throw ContractFailure("asked to fail")
        case "trap": crash()
        default: context.metrics.count("RecordsHandled")
        }
    }
}
