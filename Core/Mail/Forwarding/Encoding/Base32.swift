/// Base32 (RFC 4648 section 6) in lower case and without padding: it survives where letter case gets lost, as in local parts.
enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// Eight characters for each five bytes; what is left over is filled up with zero bits.
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var bits: UInt16 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt16(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[Int(bits >> UInt16(count) & 31)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt16(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a text may be of so many characters.
    static func isText(_ text: some StringProtocol, count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy(alphabet.contains)
    }
}
