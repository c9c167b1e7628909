extension HTTPUploadStream {
    /// Reads the stream to its end, in place of a connection: for who runs in process what would otherwise be sent.
    package func collect() async -> (bytes: [UInt8], trailers: [(String, String)]) {
        let (signals, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        attach { signal.yield() }
        signal.yield()
        var bytes: [UInt8] = []
        for await _ in signals {
            while true {
                var count: Int?
                let chunk = [UInt8](unsafeUninitializedCapacity: Self.bufferSize) { buffer, size in
                    count = read(into: UnsafeMutableRawBufferPointer(buffer))
                    size = count ?? 0
                }
                guard let count else { break }
                if count == 0 {
                    end(nil)
                    return (bytes, trailers)
                }
                bytes += chunk
            }
        }
        return (bytes, trailers)
    }
}
