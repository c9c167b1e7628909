/// Where decoders write UTF-8: a block that is emptied into an array, so that no decoder has to know how much it will write.
struct UTF8Sink: ~Copyable {
    private var output: [UInt8]
    private let block: UnsafeMutableRawPointer
    private let capacity: Int
    private var count = 0
    /// Whether bytes were met that the charset does not have.
    private(set) var hasErrors = false

    /// U+FFFD as an entry.
    static let replacement: UInt32 = 0xBD_BFEF
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Begins to append to `output` the text of that many bytes.
    init(appendingTo output: consuming [UInt8], inputCount: Int) {
        // Into an array that has something already no exact room is made: many short texts would copy it each time.
        if output.isEmpty { output.reserveCapacity(inputCount) }
        self.output = output
        capacity = inputCount < 2048 ? 3 * inputCount + 64 : 8192
        block = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    }

    deinit { block.deallocate() }

    /// The array with all that was written.
    mutating func finish() -> [UInt8] {
        flush()
        var result: [UInt8] = []
        swap(&result, &output)
        return result
    }

    @inline(never)
    private mutating func flush() {
        output.append(contentsOf: UnsafeRawBufferPointer(start: block, count: count))
        count = 0
    }

    /// Makes room for `size` bytes, at most 64.
    @inline(__always)
    private mutating func makeRoom(_ size: Int) {
        if capacity - count < size { flush() }
    }

    /// Appends a character as an entry: its UTF-8 bytes, the first in the lowest bits.
    @inline(__always)
    mutating func append(_ entry: UInt32) {
        makeRoom(4)
        block.storeBytes(of: entry.littleEndian, toByteOffset: count, as: UInt32.self)
        count += Self.length(entry)
    }

    /// Appends a Unicode scalar value.
    @inline(__always)
    mutating func append(scalar: UInt32) { append(Self.entry(scalar)) }

    /// Notes an error, as the Encoding Standard counts them, and appends U+FFFD for it.
    mutating func appendError() {
        hasErrors = true
        append(Self.replacement)
    }

    /// Notes an error for which nothing is appended.
    mutating func noteError() { hasErrors = true }

    /// Appends eight characters.
    @inline(__always)
    mutating func append(eight bytes: UInt64, of table: Span<UInt32>) {
        makeRoom(32)
        var position = count
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            let entry = table[Int(truncatingIfNeeded: (bytes &>> shift) & 0xFF)]
            hasErrors = hasErrors || entry == Self.replacement
            block.storeBytes(of: entry.littleEndian, toByteOffset: position, as: UInt32.self)
            position += Self.length(entry)
        }
        count = position
    }

    /// Appends the ASCII characters from `start` on; the index behind them.
    @inline(__always)
    mutating func appendASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        let raw = bytes.bytes
        while position + 8 <= bytes.count {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            makeRoom(8)
            block.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
            let length = (word & Self.highBits).trailingZeroBitCount / 8
            count += length
            position += length
            guard length == 8 else { return position }
            position = appendASCIIRun(raw, from: position)
        }
        while position < bytes.count, bytes[position] < 0x80 {
            append(UInt32(bytes[position]))
            position += 1
        }
        return position
    }

    /// Appends blocks of 32 ASCII characters.
    private mutating func appendASCIIRun(_ raw: RawSpan, from start: Int) -> Int {
        var position = start
        while position + 32 <= raw.byteCount {
            let a = raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            let b = raw.unsafeLoadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
            let c = raw.unsafeLoadUnaligned(fromByteOffset: position + 16, as: UInt64.self)
            let d = raw.unsafeLoadUnaligned(fromByteOffset: position + 24, as: UInt64.self)
            guard (a | b | c | d) & Self.highBits == 0 else { break }
            makeRoom(32)
            block.storeBytes(of: a, toByteOffset: count, as: UInt64.self)
            block.storeBytes(of: b, toByteOffset: count + 8, as: UInt64.self)
            block.storeBytes(of: c, toByteOffset: count + 16, as: UInt64.self)
            block.storeBytes(of: d, toByteOffset: count + 24, as: UInt64.self)
            count += 32
            position += 32
        }
        return position
    }

    /// How many bytes an entry has; NUL has one.
    @inline(__always)
    private static func length(_ entry: UInt32) -> Int { 4 - ((entry | 1).leadingZeroBitCount &>> 3) }

    /// The entry of a Unicode scalar value (RFC 3629 section 3).
    @inline(__always)
    static func entry(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0..<0x80: scalar
        case 0x80..<0x800: 0x80C0 | scalar &>> 6 | (scalar & 0x3F) &<< 8
        case 0x800..<0x1_0000: 0x80_80E0 | scalar &>> 12 | (scalar &>> 6 & 0x3F) &<< 8 | (scalar & 0x3F) &<< 16
        default:
            0x8080_80F0 | scalar &>> 18 | (scalar &>> 12 & 0x3F) &<< 8 | (scalar &>> 6 & 0x3F) &<< 16 | (scalar & 0x3F) &<< 24
        }
    }
}
