/// A zip by its central directory, which alone says what it holds (APPNOTE.TXT 4.3.12).
///
/// Stored and deflated entries of archives below 4 GB: what has reports uses no more.
struct ZipArchive {
    struct Entry {
        let name: String
        fileprivate let flags: Int
        fileprivate let method: Int
        fileprivate let checksum: Int
        fileprivate let packedSize: Int
        fileprivate let size: Int
        fileprivate let offset: Int

        /// A folder, or what macOS adds for its own use.
        var isNoFile: Bool { name.hasSuffix("/") || name.hasPrefix("__MACOSX/") }
    }

    private static let damaged = DMARCProblem("the zip is damaged or was cut on its way; fetch it again")
    private let bytes: [UInt8]
    let entries: [Entry]

    init(_ bytes: [UInt8], limits: DMARCLimits) throws(DMARCProblem) {
        self.bytes = bytes
        let end = try Self.endOfDirectory(bytes)
        let count = try Self.number(bytes, end + 10, 2)
        let directorySize = try Self.number(bytes, end + 12, 4)
        var position = try Self.number(bytes, end + 16, 4)
        guard count != 0xFFFF, position != 0xFFFF_FFFF else {
            throw DMARCProblem("a zip of the format Zip64, which is not read; unpack it and give the files")
        }
        let directoryEnd = position + directorySize
        guard directoryEnd <= end else { throw Self.damaged }
        var entries: [Entry] = []
        while position < directoryEnd {
            guard entries.count < limits.entries, count <= limits.entries else {
                throw DMARCProblem("the zip has more than \(limits.entries) entries; unpack it and give the files that are reports")
            }
            entries.append(try Self.entry(bytes, &position))
        }
        guard entries.count == count else { throw Self.damaged }
        self.entries = entries
    }

    /// What an entry unpacks to.
    func content(of entry: Entry, _ budget: inout DMARCLimits.Budget) throws(DMARCProblem) -> [UInt8] {
        // Bit 0 is encryption, bit 6 its strong kind, bit 13 a directory that is encrypted too.
        guard entry.flags & 0x2041 == 0 else {
            throw DMARCProblem("it is encrypted; unpack the zip with its password and give the files")
        }
        guard try Self.number(bytes, entry.offset, 4) == 0x0403_4B50 else { throw Self.damaged }
        let start =
            entry.offset + 30 + (try Self.number(bytes, entry.offset + 26, 2)) + (try Self.number(bytes, entry.offset + 28, 2))
        guard start + entry.packedSize <= bytes.count else { throw Self.damaged }
        let packed = bytes[start..<start + entry.packedSize]
        let content: [UInt8]
        switch entry.method {
        case 0:
            try budget.take(packed.count)
            content = Array(packed)
        case 8: content = try Inflate.bytes(packed, .raw, &budget)
        default:
            throw DMARCProblem("it is compressed by method \(entry.method), which is not read; unpack the zip and give the files")
        }
        guard content.count == entry.size, Int(Inflate.checksum(content)) == entry.checksum else { throw Self.damaged }
        return content
    }

    /// Where the record is that ends a zip; only a comment of at most 64 KB follows it.
    private static func endOfDirectory(_ bytes: [UInt8]) throws(DMARCProblem) -> Int {
        var position = bytes.count - 22
        let lowest = max(0, position - 0xFFFF)
        while position >= lowest {
            if bytes[position...].starts(with: [0x50, 0x4B, 0x05, 0x06]) { return position }
            position -= 1
        }
        throw damaged
    }

    private static func entry(_ bytes: [UInt8], _ position: inout Int) throws(DMARCProblem) -> Entry {
        let start = position
        guard try number(bytes, start, 4) == 0x0201_4B50 else { throw damaged }
        let nameEnd = start + 46 + (try number(bytes, start + 28, 2))
        position = nameEnd + (try number(bytes, start + 30, 2)) + (try number(bytes, start + 32, 2))
        guard position <= bytes.count else { throw damaged }
        return Entry(
            name: String(decoding: bytes[start + 46..<nameEnd], as: UTF8.self), flags: try number(bytes, start + 8, 2),
            method: try number(bytes, start + 10, 2), checksum: try number(bytes, start + 16, 4),
            packedSize: try number(bytes, start + 20, 4), size: try number(bytes, start + 24, 4), offset: try number(bytes, start + 42, 4))
    }

    /// A little-endian number.
    private static func number(_ bytes: [UInt8], _ start: Int, _ length: Int) throws(DMARCProblem) -> Int {
        guard start + length <= bytes.count else { throw damaged }
        return bytes[start..<start + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
