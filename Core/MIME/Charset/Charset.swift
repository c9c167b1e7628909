/// Charset decoding by label, after the WHATWG Encoding Standard: it never fails, invalid bytes become U+FFFD.
enum Charset: Sendable {
    case utf8
    case windows1252
    case ascii

    init?(label: String) {
        switch label {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8": self = .utf8
        case "us-ascii", "ascii", "ansi_x3.4-1968", "iso-ir-6", "iso646-us", "us", "csascii", "646": self = .ascii
        case "iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "iso_8859-1:1987", "iso-ir-100", "latin1", "latin-1", "l1", "csisolatin1",
            "ibm819", "cp819", "windows-1252", "windows1252", "cp1252", "x-cp1252":
            self = .windows1252
        default: return nil
        }
    }

    /// Decodes `bytes` by `label` (lower case); nil is a body without charset.
    static func decode(_ bytes: [UInt8], label: String?, _ log: inout DefectLog) -> String {
        guard let label, label != "" else { return guess(bytes, .undeclaredEightBit, "no charset is declared", &log) }
        switch Charset(label: label) {
        case .utf8: return decodeUTF8(bytes, &log)
        case .windows1252: return Windows1252.decode(bytes)
        case .ascii:
            if bytes.contains(where: { $0 >= 0x80 }) {
                log.note(.undeclaredEightBit, "bytes above 127 in '\(label)'; read as Windows-1252")
            }
            return Windows1252.decode(bytes)
        case nil: return guess(bytes, .unknownCharset, "'\(label)'", &log)
        }
    }

    private static func decodeUTF8(_ bytes: [UInt8], _ log: inout DefectLog) -> String {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        log.note(.invalidCharsetBytes, "bytes that are not UTF-8; read as U+FFFD")
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func guess(_ bytes: [UInt8], _ code: Defect.Code, _ detail: String, _ log: inout DefectLog) -> String {
        guard bytes.contains(where: { $0 >= 0x80 }) else {
            if code == .unknownCharset { log.note(code, detail) }
            return String(decoding: bytes, as: UTF8.self)
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            log.note(code, "\(detail); read as UTF-8")
            return text
        }
        log.note(code, "\(detail); read as Windows-1252")
        return Windows1252.decode(bytes)
    }
}
