import MIME

/// A mail to send, in pieces: what stays of the original is read from where it is.
public struct OutgoingMail: Sendable {
    /// A piece.
    public enum Piece: Sendable {
        /// Bytes of the original.
        case original(Range<Int>)
        /// New bytes.
        case bytes([UInt8])
    }

    /// The pieces, in order.
    public let pieces: [Piece]
    private let original: any OriginalMail

    /// How many bytes it has.
    public var count: Int {
        pieces.reduce(0) {
            switch $1 {
            case .original(let range): $0 + range.count
            case .bytes(let bytes): $0 + bytes.count
            }
        }
    }

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
        switch mail.content {
        case .edit(let edit):
            self.init(
                edit.segments.map {
                    switch $0 {
                    case .original(let range): .original(range)
                    case .new(let bytes): .bytes(bytes)
                    }
                }, of: original)
        case .composed(let message): self.init([.bytes(message.bytes)], of: original)
        }
    }

    /// Reads it from the beginning.
    public var reader: Reader { Reader(self) }

    /// A place in a mail that is read.
    public struct Reader: Sendable {
        private let mail: OutgoingMail
        private var index = 0
        private var offset = 0

        fileprivate init(_ mail: OutgoingMail) { self.mail = mail }

        /// Puts the next bytes into the buffer and returns how many; 0 is the end.
        public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            while index < mail.pieces.count {
                let count =
                    switch mail.pieces[index] {
                    case .original(let range): try original(range, into: buffer)
                    case .bytes(let bytes): Self.copy(bytes, from: offset, into: buffer)
                    }
                offset += count
                if count > 0 { return count }
                index += 1
                offset = 0
            }
            return 0
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
