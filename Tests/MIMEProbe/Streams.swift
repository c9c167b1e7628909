import Glibc

/// All of standard input.
func readInput() -> [UInt8] {
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(STDIN_FILENO, &block, block.count)
        guard count > 0 else { return result }
        result.append(contentsOf: block[..<count])
    }
}

/// Writes all of the bytes, as long as someone reads them.
func writeOutput(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}

/// Frames: a length of four bytes, the lowest first, and that many bytes.
struct Frames {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next frame; nil at the end.
    mutating func next() -> ArraySlice<UInt8>? {
        guard position + 4 <= bytes.count else { return nil }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
        let end = position + 4 + length
        guard end <= bytes.count else { return nil }
        defer { position = end }
        return bytes[(position + 4)..<end]
    }

    static func append(_ frame: [UInt8], to output: inout [UInt8]) {
        for shift in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: frame.count >> shift)) }
        output += frame
    }
}
