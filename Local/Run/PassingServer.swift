import Foundation

/// A Postroom for a while: on free ports, with nothing in it, and gone with everything that it took.
public struct PassingServer: Sendable {
    /// Where it is.
    public let addresses: DevServer.Addresses

    private let stop: AsyncStream<Void>.Continuation
    private let task: Task<Void, any Error>
    private let data: String

    /// Starts it. It takes mail for any address of any domain.
    public init() async throws {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("postroom-\(UUID().uuidString)").path
        var options = try DevOptions(environment: [:])
        options.smtpPort = 0
        options.httpPort = 0
        options.data = data
        options.isCatchAll = true
        let server = try DevServer(options) { _ in }
        let (stopping, stop) = AsyncStream.makeStream(of: Void.self)
        let (starting, started) = AsyncStream.makeStream(of: DevServer.Addresses.self)
        let task = Task {
            defer { started.finish() }
            try await server.run(onStart: { started.yield($0) }) { for await _ in stopping { return } }
        }
        self.stop = stop
        self.task = task
        self.data = data
        var found: DevServer.Addresses?
        for await addresses in starting {
            found = addresses
            break
        }
        guard let found else {
            // It ended before it began, and says why.
            defer { Self.remove(data) }
            try await task.value
            throw CancellationError()
        }
        addresses = found
    }

    /// Stops it and removes what it kept.
    public func end() async {
        stop.yield()
        stop.finish()
        _ = try? await task.value
        Self.remove(data)
    }

    private static func remove(_ data: String) { try? FileManager.default.removeItem(atPath: data) }
}
