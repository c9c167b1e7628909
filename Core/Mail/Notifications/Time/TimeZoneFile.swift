/// The parts of a TZif file; RFC 9636 section 3.
struct TimeZoneFile {
    struct Malformed: Error {
        var what: String
    }

    private(set) var transitions: [Int64] = []
    private(set) var offsets: [TimeZoneRules.Offset] = []
    private(set) var first = TimeZoneRules.Offset(seconds: 0, abbreviation: "UTC")
    private(set) var rule: TimeZoneRule?

    /// How large a file may be: the largest zone there is has 4 KB.
    private static let limit = 256 * 1024

    init(_ bytes: [UInt8]) throws(Malformed) {
        guard bytes.count <= Self.limit else { throw Malformed(what: "its file is longer than \(Self.limit / 1024) KB") }
        var reader = Reader(bytes: bytes[...])
        let header = try Header(&reader)
        guard header.version >= UInt8(ascii: "2") else {
            try read(header, wide: false, &reader)
            return
        }
        // What the first version could say comes first, for readers that know no other.
        try reader.skip(header.length(wide: false))
        try read(Header(&reader), wide: true, &reader)
        try readFooter(&reader)
    }

    private mutating func read(_ header: Header, wide: Bool, _ reader: inout Reader) throws(Malformed) {
        guard header.types > 0, header.characters > 0 else { throw Malformed(what: "its file names no offset") }
        for _ in 0..<header.times { transitions.append(try reader.integer(wide ? 8 : 4)) }
        guard zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Malformed(what: "its transitions are not in order")
        }
        let indices = try reader.take(header.times)
        var records: [(seconds: Int, designation: Int)] = []
        for _ in 0..<header.types {
            let seconds = Int(try reader.integer(4))
            // Whether it is daylight saving time says nothing that a clock shows.
            _ = try reader.integer(1)
            records.append((seconds, Int(try reader.integer(1)) & 0xFF))
        }
        let characters = Array(try reader.take(header.characters))
        try reader.skip(header.leaps * (wide ? 12 : 8) + header.standards + header.universals)
        let types = records.map { record in
            let name = characters[min(record.designation, characters.count)...].prefix { $0 != 0 }
            return TimeZoneRules.Offset(
                seconds: record.seconds, abbreviation: CleanText.line(String(decoding: name, as: UTF8.self), limit: 12))
        }
        guard let first = types.first, indices.allSatisfy({ Int($0) < types.count }),
            types.allSatisfy({ abs($0.seconds) < 26 * 3600 })
        else { throw Malformed(what: "its file contradicts itself") }
        self.first = first
        offsets = indices.map { types[Int($0)] }
    }

    private mutating func readFooter(_ reader: inout Reader) throws(Malformed) {
        guard reader.bytes.popFirst() == 0x0A, let end = reader.bytes.firstIndex(of: 0x0A) else {
            throw Malformed(what: "the end of its file is missing")
        }
        let text = reader.bytes[..<end]
        guard !text.isEmpty else { return }
        guard let rule = TimeZoneRule(text) else { throw Malformed(what: "the rule at the end of its file cannot be read") }
        self.rule = rule
    }

    /// Section 3.1.
    private struct Header {
        var version: UInt8
        var universals, standards, leaps, times, types, characters: Int

        init(_ reader: inout Reader) throws(Malformed) {
            guard try reader.take(4).elementsEqual("TZif".utf8) else { throw Malformed(what: "it is no file of the tz database") }
            version = UInt8(truncatingIfNeeded: try reader.integer(1))
            try reader.skip(15)
            universals = try reader.count()
            standards = try reader.count()
            leaps = try reader.count()
            times = try reader.count()
            types = try reader.count()
            characters = try reader.count()
        }

        func length(wide: Bool) -> Int {
            times * (wide ? 9 : 5) + types * 6 + characters + leaps * (wide ? 12 : 8) + standards + universals
        }
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
            guard count <= bytes.count else { throw Malformed(what: "its file ends too early") }
            defer { bytes = bytes.dropFirst(count) }
            return bytes.prefix(count)
        }

        mutating func skip(_ count: Int) throws(Malformed) { _ = try take(count) }

        /// A number of that many bytes, with its sign.
        mutating func integer(_ count: Int) throws(Malformed) -> Int64 {
            let bits = try take(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let unused = 64 - count * 8
            return Int64(bitPattern: bits << UInt64(unused)) >> Int64(unused)
        }

        mutating func count() throws(Malformed) -> Int {
            let number = Int(try integer(4))
            guard 0...TimeZoneFile.limit ~= number else { throw Malformed(what: "its file contradicts itself") }
            return number
        }
    }
}
