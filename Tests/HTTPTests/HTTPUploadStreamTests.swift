import HTTP
import Synchronization
import Testing

@Suite struct HTTPUploadStreamTests {
    private func read(_ stream: HTTPUploadStream, _ size: Int = 16) -> [UInt8]? {
        var count: Int?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, used in
            count = stream.read(into: UnsafeMutableRawBufferPointer(buffer))
            used = count ?? 0
        }
        return count.map { _ in bytes }
    }

    /// Waits until a write has handed its bytes over and waits itself.
    private func untilItWaits(_ wakes: Count) async {
        while wakes.value == 0 { await Task.yield() }
    }

    private final class Count: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func increase() { count.withLock { $0 += 1 } }
    }

    @Test func `Bytes come out in order, in pieces of any size`() async throws {
        let stream = HTTPUploadStream()
        try await stream.write([1, 2, 3])
        try await stream.write([])
        try await stream.write([4, 5])
        #expect(read(stream, 2) == [1, 2])
        #expect(read(stream, 2) == [3, 4])
        #expect(read(stream, 2) == [5])
        #expect(read(stream) == nil, "there is no end yet")
        stream.finish()
        #expect(read(stream) == [])
        #expect(read(stream) == [])
    }

    @Test func `What is written before the end comes before the end`() async throws {
        let stream = HTTPUploadStream()
        try await stream.write([1])
        stream.finish(trailers: [("A", "1")])
        stream.finish(trailers: [("A", "2")])
        #expect(read(stream) == [1])
        #expect(read(stream) == [])
        #expect(await stream.collect().trailers.map(\.1) == ["1"])
    }

    @Test func `Writing waits while too much waits`() async throws {
        let stream = HTTPUploadStream()
        let wakes = Count()
        let writes = Count()
        try await withThrowingTaskGroup { group in
            stream.attach { wakes.increase() }
            group.addTask {
                try await stream.write([UInt8](repeating: 7, count: HTTPUploadStream.bufferSize + 10))
                writes.increase()
            }
            await untilItWaits(wakes)
            #expect(read(stream, 10)?.count == 10)
            for _ in 0..<100 { await Task.yield() }
            #expect(writes.value == 0, "a whole buffer still waits")
            #expect(read(stream, 1)?.count == 1)
            try await group.waitForAll()
        }
        #expect(writes.value == 1)
    }

    @Test func `A writer that waits is told of the end of the transfer`() async throws {
        let stream = HTTPUploadStream()
        let wakes = Count()
        await withTaskGroup { group in
            stream.attach { wakes.increase() }
            group.addTask {
                let error = await #expect(throws: HTTPError.self) {
                    try await stream.write([UInt8](repeating: 7, count: HTTPUploadStream.bufferSize))
                }
                #expect(error?.code == .timedOut)
            }
            await untilItWaits(wakes)
            stream.end(HTTPError(.timedOut, "too slow"))
        }
        await #expect(throws: HTTPError.self) { try await stream.write([1]) }
    }

    @Test func `A writer that waits can be cancelled`() async throws {
        let stream = HTTPUploadStream()
        let wakes = Count()
        await withTaskGroup { group in
            stream.attach { wakes.increase() }
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await stream.write([UInt8](repeating: 7, count: HTTPUploadStream.bufferSize))
                }
            }
            await untilItWaits(wakes)
            group.cancelAll()
        }
    }

    @Test func `Nothing can be written behind the end`() async throws {
        let stream = HTTPUploadStream()
        stream.finish()
        let error = await #expect(throws: HTTPError.self) { try await stream.write([1]) }
        #expect(error?.code == .invalidRequest)
    }

    @Test func `Writing and finishing wake the transfer`() async throws {
        let stream = HTTPUploadStream()
        let wakes = Count()
        stream.attach { wakes.increase() }
        try await stream.write([1])
        #expect(wakes.value == 1)
        stream.finish()
        #expect(wakes.value == 2)
        stream.finish()
        #expect(wakes.value == 2)
    }
}
