/// Message identifiers: Message-ID and Content-ID (RFC 5322 section 3.6.4, RFC 2045 section 7).
enum MessageID {
    /// The identifier without angle brackets, white space and comments; nil when the value has nothing.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> String? {
        let bytes = HeaderText.unfolded(value)
        var text = bytes[...]
        if let open = bytes.firstIndex(of: ASCII.less) {
            text = bytes[(open + 1)...].prefix { $0 != ASCII.greater }
        }
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
