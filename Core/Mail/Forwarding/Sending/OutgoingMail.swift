import MIME

/// A mail to send, in pieces: what stays of the original is read from where it is.
public struct OutgoingMail: Sendable {
    /// A piece.
    public enum Piece: Sendable {
        /// Bytes of the original.
        case original(Range<Int>)
        /// Bytes of the original in base64, in lines.
        case base64(Range<Int>)
        /// New bytes.
        case bytes([UInt8])

        /// How many bytes it has in the mail.
        public var count: Int {
            switch self {
            case .original(let range): range.count
            case .base64(let range): Base64Lines.size(of: range.count)
            case .bytes(let bytes): bytes.count
            }
        }
    }

    /// The pieces, in order.
    public let pieces: [Piece]
    private let original: any OriginalMail

    /// How many bytes it has.
    public var count: Int { pieces.reduce(0) { $0 + $1.count } }

    /// A mail that is made of an original.
    public init(_ pieces: [Piece], of original: any OriginalMail) {
        self.pieces = pieces
        self.original = original
    }

    /// A mail of these bytes.
    public init(_ bytes: [UInt8]) {
        self.init([.bytes(bytes)], of: OriginalInMemory([]))
    }

    /// What a rung of the ladder has made of an original.
    public init(_ mail: ForwardedMail, of original: any OriginalMail) {
        self.init(mail.pieces, of: original)
    }

    /// Reads it from the beginning.
    public var reader: Reader { Reader(self) }

    /// A place in a mail that is read.
    public struct Reader: Sendable {
        private let mail: OutgoingMail
        private var index = 0
        /// How much of the piece was read; of one in base64, how much of it was encoded.
        private var offset = 0
        /// What was encoded, and how much of that was read.
        private var encoded: [UInt8] = []
        private var taken = 0

        fileprivate init(_ mail: OutgoingMail) { self.mail = mail }

        /// Puts the next bytes into the buffer and returns how many; 0 is the end.
        public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            while index < mail.pieces.count {
                let count =
                    switch mail.pieces[index] {
                    case .original(let range): try original(range, into: buffer)
                    case .base64(let range): try base64(range, into: buffer)
                    case .bytes(let bytes): Self.copy(bytes, from: offset, into: buffer)
                    }
                if count > 0 {
                    if case .base64 = mail.pieces[index] { taken += count } else { offset += count }
                    return count
                }
                index += 1
                offset = 0
                encoded = []
                taken = 0
            }
            return 0
        }

        private mutating func base64(_ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            if taken == encoded.count {
                var bytes = [UInt8](repeating: 0, count: min(Base64Lines.lineBytes * 1024, range.count - offset))
                let start = offset
                try bytes.withUnsafeMutableBytes { bytes in
                    while offset - start < bytes.count {
                        offset += try original(range, into: UnsafeMutableRawBufferPointer(rebasing: bytes[(offset - start)...]))
                    }
                }
                encoded = Base64Lines.encode(bytes)
                taken = 0
            }
            return Self.copy(encoded, from: taken, into: buffer)
        }

        private func original(_ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            let wanted = min(buffer.count, range.count - offset)
            guard wanted > 0 else { return 0 }
            let count = try mail.original.read(
                at: range.lowerBound + offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            guard count > 0 else { throw Truncated() }
            return count
        }

        private static func copy(_ bytes: [UInt8], from offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = min(buffer.count, bytes.count - offset)
            guard count > 0 else { return 0 }
            bytes[offset..<(offset + count)].withUnsafeBytes { buffer.copyMemory(from: $0) }
            return count
        }
    }

    /// The original became shorter.
    struct Truncated: Error, CustomStringConvertible {
        var description: String { "the mail became shorter while it was sent" }
    }

    /// All of it, in memory.
    public func bytes() throws -> [UInt8] {
        var reader = reader
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }
}
