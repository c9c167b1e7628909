/// The bytes that offsets count in: an array, or memory that someone else keeps.
enum ByteSource: @unchecked Sendable {  // The region is not written to while its owner lives.
    case array([UInt8])
    case region(UnsafeRawBufferPointer, any AnyObject & Sendable)

    var count: Int {
        switch self {
        case .array(let bytes): bytes.count
        case .region(let bytes, _): bytes.count
        }
    }

    /// All bytes, copied where they are no array.
    var array: [UInt8] {
        switch self {
        case .array(let bytes): bytes
        case .region(let bytes, _): Array(bytes)
        }
    }

    /// Lends the bytes.
    @inline(__always)
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        switch self {
        case .array(let bytes): body(bytes.span)
        case .region(let bytes, let owner):
            withExtendedLifetime(owner) { body(Span(_unsafeBytes: bytes)) }
        }
    }

    /// The bytes of a range, copied.
    subscript(range: Range<Int>) -> [UInt8] { withBytes { $0.array(range) } }
}

extension Span<UInt8> {
    /// The bytes of `range`, copied.
    func array(_ range: Range<Int>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            extracting(range).withUnsafeBufferPointer { _ = buffer.initialize(from: $0) }
            count = range.count
        }
    }
}
