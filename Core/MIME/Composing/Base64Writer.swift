/// Writes base64 (RFC 2045 section 6.8).
enum Base64Writer {
    /// Bytes of a full line of 76 characters.
    static let lineBytes = 57

    private static let alphabet: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// How many characters a body takes, the line ends included.
    static func size(ofBody count: Int) -> Int { (count + 2) / 3 * 4 + (count + lineBytes - 1) / lineBytes * 2 }

    /// Appends a body in lines of 76 characters, each with its CRLF. Pieces of whole lines make the same body as all bytes at once.
    static func appendLines(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + size(ofBody: bytes.count))
        var start = 0
        while start < bytes.count {
            let end = min(start + lineBytes, bytes.count)
            append(bytes.extracting(start..<end), to: &output)
            output.append(ASCII.cr)
            output.append(ASCII.lf)
            start = end
        }
    }

    /// Appends bytes without line ends, padded.
    static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        let digits = alphabet.span
        var index = 0
        while index + 3 <= bytes.count {
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
            output.append(digits[Int(group >> 18)])
            output.append(digits[Int(group >> 12 & 63)])
            output.append(digits[Int(group >> 6 & 63)])
            output.append(digits[Int(group & 63)])
            index += 3
        }
        let left = bytes.count - index
        guard left > 0 else { return }
        let group = UInt32(bytes[index]) << 16 | (left == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
        output.append(digits[Int(group >> 18)])
        output.append(digits[Int(group >> 12 & 63)])
        output.append(left == 2 ? digits[Int(group >> 6 & 63)] : ASCII.equals)
        output.append(ASCII.equals)
    }
}
