import NIOCore
import Synchronization

extension NIOAsyncChannel where Outbound == Never {
    /// Hands every connection of a listening channel to `body`, each in a task of its own, until the task is cancelled; those are cancelled
    /// then too.
    /// - Parameters:
    ///   - limit: how many connections are welcome at a time.
    ///   - body: serves a connection and closes it; its second argument tells whether the connection is within the limit.
    func serveConnections(limit: Int, _ body: @escaping @Sendable (Inbound, Bool) async -> Void) async throws {
        let open = OpenConnections()
        try await executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask {
                        let isWelcome = open.add() <= limit
                        await body(connection, isWelcome)
                        open.remove()
                    }
                }
                group.cancelAll()
            }
        }
    }
}

/// Counts connections.
private final class OpenConnections: Sendable {
    private let count = Atomic<Int>(0)

    /// One more.
    /// - Returns: how many there are now.
    func add() -> Int { count.add(1, ordering: .relaxed).newValue }

    /// One less.
    func remove() { count.subtract(1, ordering: .relaxed) }
}
