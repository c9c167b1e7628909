/// Message identifiers: Message-ID and Content-ID (RFC 5322 section 3.6.4, RFC 2045 section 7).
enum MessageID {
    /// The identifier without angle brackets, white space and comments; nil when the value has nothing.
    ///
    /// It is what the first angle brackets hold that stand outside of comments and quoted strings; without brackets it is everything.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> String? {
        var tokens = HeaderTokens(HeaderText.unfolded(value))
        var text: [UInt8] = []
        while let byte = tokens.next {
            let start = tokens.position
            switch byte {
            case ASCII.leftParenthesis: _ = tokens.comment(&log)
            case ASCII.quote:
                _ = tokens.quotedString(&log)
                text += tokens.bytes[start..<tokens.position]
            case ASCII.less:
                tokens.position += 1
                return id(tokens.prefix { $0 != ASCII.greater }, &log)
            default:
                text.append(byte)
                tokens.position += 1
            }
        }
        return id(text[...], &log)
    }

    private static func id(_ text: ArraySlice<UInt8>, _ log: inout DefectLog) -> String? {
        let id = HeaderText.decodeRaw(text.filter { !$0.isFWS }, &log)
        return id.isEmpty ? nil : id
    }
}

extension Part {
    /// Message-ID without its angle brackets; nil when there is none.
    public var messageID: String? {
        var log = DefectLog()
        return header("message-id").flatMap { MessageID.parse($0.rawValue, &log) }
    }
}
