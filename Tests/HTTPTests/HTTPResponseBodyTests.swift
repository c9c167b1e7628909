import HTTP
import Synchronization
import Testing

@Suite struct HTTPResponseBodyTests {
    /// What a body asks of the transport.
    private final class Calls: Sendable {
        let resumes = Mutex(0)
        let cancels = Mutex(0)
    }

    private func body(_ calls: Calls = Calls()) -> HTTPResponseBody {
        HTTPResponseBody(resume: { calls.resumes.withLock { $0 += 1 } }, cancel: { calls.cancels.withLock { $0 += 1 } })
    }

    private func take(_ body: HTTPResponseBody, _ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { body.take($0) } }

    private func next(_ body: HTTPResponseBody) async throws -> [UInt8]? {
        var iterator = body.makeAsyncIterator()
        return try await iterator.next()
    }

    @Test func `Chunks come in their order, then the end`() async throws {
        let body = body()
        #expect(take(body, [1, 2]) && take(body, [3]))
        body.end(.success(()))
        #expect(try await next(body) == [1, 2])
        #expect(try await next(body) == [3])
        #expect(try await next(body) == nil)
        #expect(try await next(body) == nil)
    }

    @Test func `What came before an error is read before it`() async throws {
        let body = body()
        #expect(take(body, [1]))
        body.end(.failure(HTTPError(.connectionLost, "lost")))
        body.end(.success(()))
        #expect(try await next(body) == [1])
        await #expect(throws: HTTPError.self) { try await next(body) }
        await #expect(throws: HTTPError.self, "an error is no end the second time either") { try await next(body) }
    }

    @Test func `A full buffer pauses the transfer until half of it is read`() async throws {
        let calls = Calls()
        let body = body(calls)
        let quarter = [UInt8](repeating: 1, count: HTTPResponseBody.bufferSize / 4)
        for _ in 0..<4 { #expect(take(body, quarter)) }
        #expect(!take(body, quarter))
        for resumes in [0, 0, 1, 1] {
            #expect(try await next(body)?.count == quarter.count)
            #expect(calls.resumes.withLock { $0 } == resumes)
        }
    }

    @Test func `A reader that waits gets what comes`() async throws {
        let body = body()
        try await withThrowingTaskGroup { group in
            group.addTask {
                let chunk = try await next(body)
                #expect(chunk == [9])
            }
            while !take(body, [9]) {}
            try await group.waitForAll()
        }
    }

    @Test func `Cancelling the reader ends the transfer`() async throws {
        let calls = Calls()
        let body = body(calls)
        await withTaskGroup { group in
            group.addTask { await #expect(throws: CancellationError.self) { try await next(body) } }
            group.cancelAll()
        }
        #expect(calls.cancels.withLock { $0 } == 1)
    }

    @Test func `Forgetting the body ends the transfer`() {
        let calls = Calls()
        do {
            let body = body(calls)
            #expect(take(body, [1]))
        }
        #expect(calls.cancels.withLock { $0 } == 1)
    }

    @Test func `More than the limit is an error and ends the transfer`() async throws {
        let calls = Calls()
        let body = body(calls)
        #expect(take(body, [1, 2]) && take(body, [3]))
        let error = await #expect(throws: HTTPError.self) { try await body.collect(limit: 2) }
        #expect(error?.code == .responseTooLarge)
        #expect(error?.description.contains("2 bytes") == true)
        #expect(calls.cancels.withLock { $0 } == 1)
    }

    @Test func `A body of the limit is taken`() async throws {
        let body = body()
        #expect(take(body, [1, 2]))
        body.end(.success(()))
        #expect(try await body.collect(limit: 2) == [1, 2])
    }
}
