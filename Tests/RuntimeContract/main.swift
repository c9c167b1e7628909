// The function that the runtime's contract is tested with: what it does stands in the event, see `ContractHandler`.
import FoundationEssentials
import LambdaRuntime

let variables = ProcessInfo.processInfo.environment
if variables["CONTRACT_HANDLER"] == "batch" {
    LambdaRuntime.run { try await makeContract(ContractBatch()) }
} else {
    LambdaRuntime.run { try await makeContract(ContractHandler()) }
}
