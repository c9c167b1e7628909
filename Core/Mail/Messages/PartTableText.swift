import MIME

/// A part in the text of a ``PartTable``: how deep it is, where its body lies, and what is to be undone there.
///
/// The text has three numbers for each: how many levels it goes up from where the part before could have had a child, with the encoding in the two
/// lowest bits; how far its body begins behind the beginning (below it) or the end (beside or above it) of the one before; and how long the body is.
struct PartTableRow: Equatable {
    var depth = 0
    var body = 0..<0
    var encoding: TransferEncoding?

    static let codes: [TransferEncoding?] = [.binary, .base64, .quotedPrintable, nil]

    /// As one of ``codes``: the encodings that change nothing are one.
    var code: Int {
        switch encoding {
        case nil: 3
        case .base64: 1
        case .quotedPrintable: 2
        case .sevenBit, .eightBit, .binary, .unknown: 0
        }
    }

    /// What the body of a row at a depth is counted from.
    func reference(forDepth depth: Int) -> Int { depth > self.depth ? body.lowerBound : body.upperBound }
}

/// Writes numbers as letters: five bits each, the lowest first, and a sixth where more follow.
struct PartTableWriter {
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private let limit: Int
    private var bytes: [UInt8] = []
    private var previous = PartTableRow()

    var text: String { String(decoding: bytes, as: UTF8.self) }

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds a row; false where there is no room for it, and where it does not follow the one before.
    mutating func add(_ row: PartTableRow) -> Bool {
        let up = previous.depth + 1 - row.depth
        let distance = row.body.lowerBound - previous.reference(forDepth: row.depth)
        guard up >= 0, row.depth > 0, distance >= 0 else { return false }
        let before = bytes.count
        for number in [up << 2 | row.code, distance, row.body.count] { write(number) }
        guard bytes.count <= limit else {
            bytes.removeLast(bytes.count - before)
            return false
        }
        previous = row
        return true
    }

    private mutating func write(_ number: Int) {
        var left = number
        while left >= 32 {
            bytes.append(Self.alphabet[left & 31 | 32])
            left >>= 5
        }
        bytes.append(Self.alphabet[left])
    }
}

/// Reads what ``PartTableWriter`` wrote; ends at the first thing that it cannot have written.
struct PartTableReader {
    private var left: Substring.UTF8View
    private var previous = PartTableRow()

    init(_ text: String) {
        left = text[...].utf8
    }

    mutating func next() -> PartTableRow? {
        guard let head = number(), let distance = number(), let count = number() else { return nil }
        let depth = previous.depth + 1 - (head >> 2)
        guard depth > 0 else { return nil }
        let start = previous.reference(forDepth: depth) + distance
        previous = PartTableRow(depth: depth, body: start..<(start + count), encoding: PartTableRow.codes[head & 3])
        return previous
    }

    private mutating func number() -> Int? {
        var result = 0
        // 40 bits: no mail is that long, and no sum of them overflows.
        for shift in stride(from: 0, to: 40, by: 5) {
            guard let byte = left.popFirst(), let digit = PartTableWriter.alphabet.firstIndex(of: byte) else { return nil }
            result |= (digit & 31) << shift
            if digit < 32 { return result }
        }
        return nil
    }
}
