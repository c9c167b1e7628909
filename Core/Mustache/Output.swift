/// What rendering has written.
struct Output {
    private(set) var bytes: [UInt8] = []
    /// Whether something was left away, because it would be longer than a rendering may be.
    private(set) var isTooLong = false

    mutating func append(_ text: some Collection<UInt8>) {
        guard hasRoom(text.count) else { return }
        bytes.append(contentsOf: text)
    }

    /// Appends a text so that no character of it means anything in HTML, also within quotes.
    mutating func appendEscaped(_ text: String.UTF8View) {
        guard hasRoom(text.count) else { return }
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;".utf8)
            case UInt8(ascii: "<"): append("&lt;".utf8)
            case UInt8(ascii: ">"): append("&gt;".utf8)
            case UInt8(ascii: "\""): append("&quot;".utf8)
            case UInt8(ascii: "'"): append("&#39;".utf8)
            default: bytes.append(byte)
            }
        }
        _ = hasRoom(0)
    }

    private mutating func hasRoom(_ count: Int) -> Bool {
        if bytes.count + count > MustacheTemplate.outputLimit { isTooLong = true }
        return !isTooLong
    }
}
