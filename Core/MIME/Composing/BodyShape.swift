/// What of a body decides which transfer encoding it needs (RFC 2045 section 6.2).
struct BodyShape {
    private(set) var highBytes = 0
    /// Bytes that quoted-printable escapes.
    private(set) var escapes = 0
    private(set) var longestLine = 0
    private(set) var hasNUL = false
    /// CR or LF outside of CRLF.
    private(set) var hasBareLineEnd = false
    /// A line that begins with "From ", which files of type mbox change.
    private(set) var hasFromLine = false
    let count: Int

    init(_ bytes: Span<UInt8>) {
        count = bytes.count
        var lineStart = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            switch byte {
            case ASCII.lf:
                let isWhole = index > 0 && bytes[index - 1] == ASCII.cr
                if !isWhole {
                    hasBareLineEnd = true
                    escapes += 1
                }
                longestLine = max(longestLine, index - lineStart - (isWhole ? 1 : 0))
                lineStart = index + 1
            case ASCII.cr:
                if index + 1 == bytes.count || bytes[index + 1] != ASCII.lf {
                    hasBareLineEnd = true
                    escapes += 1
                }
            case ASCII.nul:
                hasNUL = true
                escapes += 1
            case 0x80...:
                highBytes += 1
                escapes += 1
            case ASCII.equals, 0x01...0x08, 0x0B...0x1F, 0x7F: escapes += 1
            case 0x46 where index == lineStart: hasFromLine = hasFromLine || bytes.begins(index, with: "From ") == true
            default: break
            }
        }
        longestLine = max(longestLine, bytes.count - lineStart)
    }

    /// Whether lines are ended and short enough for 7bit and 8bit (RFC 2045 section 2.7).
    var hasLines: Bool { !hasNUL && !hasBareLineEnd && longestLine <= 998 }

    /// The encoding for text: as it is where every program leaves it alone, else what is shorter.
    var textEncoding: TransferEncoding {
        if hasLines, highBytes == 0, longestLine <= 78, !hasFromLine { return .sevenBit }
        return count + 2 * escapes <= Base64Writer.size(ofBody: count) ? .quotedPrintable : .base64
    }

    /// The least that a body needs which cannot be encoded: a multipart, or an embedded message (RFC 2046 section 5.2.1).
    var identityEncoding: TransferEncoding { hasLines ? (highBytes == 0 ? .sevenBit : .eightBit) : .binary }
}
