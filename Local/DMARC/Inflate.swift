import CZlib

/// Unpacks what deflate packed, and stops at the budget: a megabyte can unpack to a gigabyte.
enum Inflate {
    /// What stands around the deflated data.
    enum Format {
        /// A gzip file of one or more members (RFC 1952), whose checksums are verified.
        case gzip
        /// Nothing (RFC 1951), as in a zip.
        case raw

        fileprivate var windowBits: Int32 { self == .gzip ? 15 + 16 : -15 }
    }

    private enum End {
        case complete, truncated, damaged, overBudget, outOfMemory
    }

    private static let chunk = 1 << 18

    static func bytes(_ input: ArraySlice<UInt8>, _ format: Format, _ budget: inout DMARCLimits.Budget) throws(DMARCProblem) -> [UInt8] {
        var output: [UInt8] = []
        let limit = budget.left
        let end = input.withUnsafeBufferPointer { unpack($0, format, limit: limit, into: &output) }
        switch end {
        case .complete: break
        case .truncated: throw DMARCProblem("the compressed data ends too early: it was cut on its way; fetch it again")
        case .damaged: throw DMARCProblem("the compressed data is damaged; fetch it again")
        case .outOfMemory: throw DMARCProblem("there is not enough memory to unpack it")
        case .overBudget: try budget.take(limit + 1)
        }
        try budget.take(output.count)
        return output
    }

    private static func unpack(_ input: UnsafeBufferPointer<UInt8>, _ format: Format, limit: Int, into output: inout [UInt8]) -> End {
        guard let start = input.baseAddress else { return .truncated }
        // zlib keeps the stream's address, so it may not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard inflateInit2_(stream, format.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return .outOfMemory
        }
        defer { inflateEnd(stream) }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
        // A file is far smaller than 4 GB, see DMARCLimits.
        stream.pointee.avail_in = UInt32(clamping: input.count)
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let (result, count) = buffer.withUnsafeMutableBufferPointer { buffer in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                let result = inflate(stream, Z_NO_FLUSH)
                return (result, buffer.count - Int(stream.pointee.avail_out))
            }
            guard count <= limit - output.count else { return .overBudget }
            output += buffer[..<count]
            switch result {
            case Z_OK: continue
            case Z_STREAM_END:
                let rest = input.suffix(Int(stream.pointee.avail_in))
                // What follows a member and is none is left out, as gzip does.
                guard format == .gzip, rest.starts(with: [0x1F, 0x8B]) else { return .complete }
                guard inflateReset(stream) == Z_OK else { return .damaged }
            case Z_BUF_ERROR: return .truncated
            case Z_MEM_ERROR: return .outOfMemory
            default: return .damaged
            }
        }
    }

    /// The checksum that a zip has of each entry.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }
}
