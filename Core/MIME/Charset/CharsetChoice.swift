/// The charset that bytes are read in: that of a byte order mark, of their label, or the likeliest one.
struct CharsetChoice {
    let charset: Charset
    /// How many bytes the byte order mark has.
    let markLength: Int
    /// Whether all bytes are ASCII in an encoding that has it; asked only where it decides something.
    let isASCII: Bool

    private init(_ charset: Charset, markLength: Int = 0, isASCII: Bool = false) {
        self.charset = charset
        self.markLength = markLength
        self.isASCII = isASCII
    }

    /// Chooses for bytes with this label; nil or an empty label is a body without a charset.
    init(_ bytes: Span<UInt8>, label: String?, _ log: inout DefectLog) {
        guard let label, label != "" else {
            self = Self.guess(bytes, .undeclaredEightBit, "no charset is declared", &log)
            return
        }
        guard let charset = Charset(label: label) else {
            self = Self.guess(bytes, .unknownCharset, Self.quoted(label), &log)
            return
        }
        if let mark = Self.mark(bytes, charset) {
            if !mark.isMark(of: charset) {
                log.note(.byteOrderMarkCharset, "\(Self.quoted(label)); the byte order mark counts")
            }
            self = mark
        } else if charset == .ascii {
            guard Self.hasHighBytes(bytes) else {
                self.init(.ascii, isASCII: true)
                return
            }
            log.note(.undeclaredEightBit, "bytes above 127 in \(Self.quoted(label)); read as Windows-1252")
            self.init(.windows1252)
        } else {
            self.init(charset)
        }
    }

    private static func guess(_ bytes: Span<UInt8>, _ code: Defect.Code, _ detail: String, _ log: inout DefectLog) -> CharsetChoice {
        guard hasHighBytes(bytes) else {
            if code == .unknownCharset { log.note(code, detail) }
            return CharsetChoice(.ascii, isASCII: true)
        }
        if let mark = mark(bytes, nil) {
            log.note(code, "\(detail); read by its byte order mark")
            return mark
        }
        if UTF8Check.isValid(bytes) {
            log.note(code, "\(detail); read as UTF-8")
            return CharsetChoice(.utf8)
        }
        log.note(code, "\(detail); read as Windows-1252")
        return CharsetChoice(.windows1252)
    }

    /// The label for a defect's detail, where no sender can fill a log with it.
    private static func quoted(_ label: String) -> String { "'\(String(label.unicodeScalars.prefix(80)))'" }

    // MARK: Byte order marks

    /// What a byte order mark says (Encoding Standard 6.1, decode). Only the encodings that the Standard does not have go before it.
    private static func mark(_ bytes: Span<UInt8>, _ charset: Charset?) -> CharsetChoice? {
        guard bytes.count >= 2, charset != .utf7 else { return nil }
        let isUTF32 = charset == .utf32 || charset == .utf32LE
        switch (bytes[0], bytes[1]) {
        case (0xEF, 0xBB) where bytes.count >= 3 && bytes[2] == 0xBF: return CharsetChoice(.utf8, markLength: 3)
        case (0xFF, 0xFE) where isUTF32:
            return bytes.count >= 4 && bytes[2] == 0 && bytes[3] == 0 ? CharsetChoice(.utf32LE, markLength: 4) : nil
        case (0xFE, 0xFF) where !isUTF32: return CharsetChoice(.utf16BE, markLength: 2)
        case (0xFF, 0xFE): return CharsetChoice(.utf16LE, markLength: 2)
        case (0, 0) where isUTF32 && bytes.count >= 4 && bytes[2] == 0xFE && bytes[3] == 0xFF:
            return CharsetChoice(.utf32, markLength: 4)
        default: return nil
        }
    }

    /// Whether the mark is one that text of this label begins with.
    private func isMark(of declared: Charset) -> Bool {
        switch declared {
        case .utf16LE: charset == .utf16LE || charset == .utf16BE
        case .utf32: charset == .utf32 || charset == .utf32LE
        default: charset == declared
        }
    }

    // MARK: Bytes

    static func hasHighBytes(_ bytes: Span<UInt8>) -> Bool {
        let raw = bytes.bytes
        var position = 0
        while position + 32 <= bytes.count {
            let a = raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            let b = raw.unsafeLoadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
            let c = raw.unsafeLoadUnaligned(fromByteOffset: position + 16, as: UInt64.self)
            let d = raw.unsafeLoadUnaligned(fromByteOffset: position + 24, as: UInt64.self)
            if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { return true }
            position += 32
        }
        while position < bytes.count {
            if bytes[position] >= 0x80 { return true }
            position += 1
        }
        return false
    }
}
