/// Boundaries (RFC 2046 section 5.1.1) that no line of the content begins with.
///
/// All have one length and begin with `=_`, which neither base64 nor quoted-printable has. Lines of other content that begin like a delimiter are
/// remembered, so that one look at each byte is enough.
struct Boundaries {
    private static let mark: StaticString = "--=_"
    /// Behind `--`: the mark and 24 characters.
    private static let length = 26
    private static let alphabet: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private var taken: Set<[UInt8]> = []
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Remembers the lines of content. CR alone counts as a line end too, since some programs take it for one.
    mutating func avoid(_ bytes: Span<UInt8>) {
        var index = 0
        while let hyphen = bytes.index(of: ASCII.hyphen, in: index..<bytes.count) {
            index = hyphen + 1
            guard hyphen == 0 || bytes[hyphen - 1] == ASCII.lf || bytes[hyphen - 1] == ASCII.cr,
                bytes.begins(hyphen, with: Self.mark) == true, hyphen + 2 + Self.length <= bytes.count
            else { continue }
            taken.insert(bytes.array((hyphen + 2)..<(hyphen + 2 + Self.length)))
        }
    }

    /// A boundary that was neither seen nor given before.
    mutating func next() -> [UInt8] {
        while true {
            var boundary: [UInt8] = [ASCII.equals, ASCII.underscore]
            while boundary.count < Self.length {
                var bits = number()
                for _ in 0..<12 {
                    boundary.append(Self.alphabet[Int(bits & 31)])
                    bits >>= 5
                }
            }
            if taken.insert(boundary).inserted { return boundary }
        }
    }

    /// The next number of a sequence without repetitions (SplitMix64).
    private mutating func number() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
