/// A charset that there is a decoder for, after the WHATWG Encoding Standard. Decoding never fails: invalid bytes become U+FFFD.
package enum Charset: Sendable, Equatable {
    /// UTF-8 (RFC 3629).
    case utf8
    /// US-ASCII, whose text is read as Windows-1252.
    case ascii
    /// A charset of one byte for each character.
    case singleByte(SingleByteCharset)
    /// Big5 with HKSCS.
    case big5
    /// EUC-KR, that is Windows-949.
    case eucKR
    /// GB18030, as which its subsets GBK and GB 2312 are read too.
    case gb18030
    /// Shift_JIS, that is Windows-31J.
    case shiftJIS
    /// EUC-JP.
    case eucJP
    /// ISO-2022-JP (RFC 1468).
    case iso2022JP
    /// ISO-2022-KR (RFC 1557).
    case iso2022KR
    /// HZ-GB-2312 (RFC 1843).
    case hz
    /// UTF-16 (RFC 2781), little-endian unless the label or a byte order mark says otherwise.
    case utf16LE
    /// UTF-16, big-endian.
    case utf16BE
    /// UTF-32, big-endian unless a byte order mark says otherwise.
    case utf32
    /// UTF-32, little-endian.
    case utf32LE
    /// UTF-7 (RFC 2152).
    case utf7
    /// What the Encoding Standard calls "replacement": text is one U+FFFD.
    case replacement

    static let windows1252 = Charset.singleByte(.windows1252)

    /// Decodes bytes by the label of their charset; nil or an empty label is a body without one.
    package static func decode(_ bytes: Span<UInt8>, label: String?, _ log: inout DefectLog) -> String {
        let choice = CharsetChoice(bytes, label: label, &log)
        let text = bytes.extracting(droppingFirst: choice.markLength)
        // Valid UTF-8 becomes text without another copy.
        if choice.isASCII || choice.charset == .utf8, let valid = try? UTF8Span(validating: text) { return String(copying: valid) }
        var utf8: [UInt8] = []
        choice.charset.append(text, to: &utf8, &log)
        return String(decoding: utf8, as: UTF8.self)
    }

    /// Decodes bytes by the label of their charset; nil or an empty label is a body without one.
    package static func decode(_ bytes: [UInt8], label: String?, _ log: inout DefectLog) -> String {
        decode(bytes.span, label: label, &log)
    }

    /// Appends what ``decode(_:label:_:)`` gives as UTF-8, which is always valid.
    package static func appendUTF8(of bytes: Span<UInt8>, label: String?, to utf8: inout [UInt8], _ log: inout DefectLog) {
        let choice = CharsetChoice(bytes, label: label, &log)
        let text = bytes.extracting(droppingFirst: choice.markLength)
        if choice.isASCII || choice.charset == .utf8 && (try? UTF8Span(validating: text)) != nil {
            text.withUnsafeBufferPointer { utf8.append(contentsOf: $0) }
        } else {
            choice.charset.append(text, to: &utf8, &log)
        }
    }

    /// Appends the text of bytes that are in this charset, and notes those that it does not have.
    private func append(_ bytes: Span<UInt8>, to utf8: inout [UInt8], _ log: inout DefectLog) {
        var output: [UInt8] = []
        swap(&output, &utf8)
        var sink = UTF8Sink(appendingTo: output, inputCount: bytes.count)
        decode(bytes, into: &sink)
        utf8 = sink.finish()
        if sink.hasErrors { log.note(.invalidCharsetBytes, "bytes that are not \(name); read as U+FFFD") }
    }

    private func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        switch self {
        case .utf8: UTF8Decoder.decode(bytes, into: &sink)
        case .ascii: SingleByteDecoder.decode(bytes, SingleByteCharset.windows1252.table, into: &sink)
        case .singleByte(let charset): SingleByteDecoder.decode(bytes, charset.table, into: &sink)
        case .big5: Big5Decoder.decode(bytes, into: &sink)
        case .eucKR: EUCKRDecoder.decode(bytes, into: &sink)
        case .gb18030: GB18030Decoder.decode(bytes, into: &sink)
        case .shiftJIS: ShiftJISDecoder.decode(bytes, into: &sink)
        case .eucJP: EUCJPDecoder.decode(bytes, into: &sink)
        case .iso2022JP: ISO2022JPDecoder.decode(bytes, into: &sink)
        case .iso2022KR: ISO2022KRDecoder.decode(bytes, into: &sink)
        case .hz: HZDecoder.decode(bytes, into: &sink)
        case .utf16LE: UTF16Decoder.decode(bytes, isBigEndian: false, into: &sink)
        case .utf16BE: UTF16Decoder.decode(bytes, isBigEndian: true, into: &sink)
        case .utf32: UTF32Decoder.decode(bytes, isBigEndian: true, into: &sink)
        case .utf32LE: UTF32Decoder.decode(bytes, isBigEndian: false, into: &sink)
        case .utf7: UTF7Decoder.decode(bytes, into: &sink)
        // Encoding Standard 14.1.
        case .replacement: if bytes.count > 0 { sink.appendError() }
        }
    }

    /// The name of the charset, for people.
    private var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .ascii: "US-ASCII"
        case .singleByte(let charset): charset.rawValue
        case .big5: "Big5"
        case .eucKR: "EUC-KR"
        case .gb18030: "GB18030"
        case .shiftJIS: "Shift_JIS"
        case .eucJP: "EUC-JP"
        case .iso2022JP: "ISO-2022-JP"
        case .iso2022KR: "ISO-2022-KR"
        case .hz: "HZ-GB-2312"
        case .utf16LE: "UTF-16LE"
        case .utf16BE: "UTF-16BE"
        case .utf32: "UTF-32BE"
        case .utf32LE: "UTF-32LE"
        case .utf7: "UTF-7"
        case .replacement: "text of a known charset"
        }
    }
}
