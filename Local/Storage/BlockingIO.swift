import Dispatch

/// Runs calls that block on the disk off the threads that Swift's tasks share: there are only as many of those as there are cores.
enum BlockingIO {
    private static let queue = DispatchQueue(label: "postroom.blocking-io", attributes: .concurrent)

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
