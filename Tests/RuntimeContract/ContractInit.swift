import FoundationEssentials
import Glibc
import LambdaRuntime

/// What happens while the handler is made, by `CONTRACT_INIT`.
func makeContract<Handler: InvocationHandler>(_ handler: Handler) async throws -> Handler {
    switch ProcessInfo.processInfo.environment["CONTRACT_INIT"] {
    case "throw": throw ContractFailure("no configuration")
    case "trap": crash()
    case "exit": exit(3)
    default: return handler
    }
}

/// Warm-ups by `CONTRACT_WARMUP`.
func contractWarmUps() -> [WarmUp] {
    switch ProcessInfo.processInfo.environment["CONTRACT_WARMUP"] {
    case "ok": [WarmUp("first") {}, WarmUp("second") { try await Task.sleep(for: .milliseconds(20)) }]
    case "alike":
        [
            WarmUp("same") {}, WarmUp("same") {}, WarmUp("größer 🦊") {}, .decoding([Int].self, from: "[1]"),
            .decoding([Int].self, from: "[]"), .decoding(String.self, from: "\"\""),
        ]
    case "throw": [WarmUp("broken") { throw ContractFailure("the warm-up is broken") }]
    case "slow": [WarmUp("slow") { try await Task.sleep(for: .seconds(60)) }]
    default: []
    }
}

struct ContractFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

struct OuterFailure: ReportableError, CustomStringConvertible {
    let description = "outer"
    var cause: (any Error)? { MiddleFailure() }
}

struct MiddleFailure: ReportableError, CustomStringConvertible {
    let description = "middle"
    var cause: (any Error)? { InnerFailure() }
}

struct InnerFailure: Error, CustomStringConvertible {
    let description = "inner"
}

/// An index out of range, which the optimiser cannot see.
func crash() -> Never {
    let empty = [Int](repeating: 0, count: Int.random(in: 0...0))
    exit(Int32(empty[empty.count + 1]))
}

/// Recursion without end.
@inline(never)
func overflow(_ depth: Int) -> Int {
    var buffer = [depth, depth + 1]
    if depth < .max { buffer[0] = overflow(depth + 1) }
    return buffer[0] + buffer[1]
}

/// A read at an address where nothing is.
func readNowhere() -> Int {
    let address = Int.random(in: 8...8)
    return UnsafePointer<Int>(bitPattern: address).map(\.pointee) ?? 0
}

/// Waits for what never comes, and ignores that it is cancelled.
func neverResumed() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
}
