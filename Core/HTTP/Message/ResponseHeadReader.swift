/// Reads the lines of a response head one by one, as curl hands them over.
///
/// Interim responses (1xx) are passed over. Nothing a server sends can make it fail: what is no field is left out.
package struct ResponseHeadReader: Sendable {
    /// The most bytes of head and trailers that are kept.
    package static let sizeLimit = 256 << 10

    /// Whether the empty line behind the final head has come; fields that follow are trailers.
    package private(set) var isComplete = false
    /// Status and fields so far; the status is 0 before the status line.
    package private(set) var head = HTTPResponseHead(status: 0)
    /// The fields behind the body.
    package private(set) var trailers = HTTPFields()
    /// Whether more than ``sizeLimit`` came.
    package private(set) var isTooLarge = false
    private var size = 0

    /// Reads no line yet.
    package init() {}

    /// Takes the next line, with or without its line end.
    package mutating func read(_ line: UnsafeRawBufferPointer) {
        size += line.count
        guard size <= Self.sizeLimit else {
            isTooLarge = true
            return
        }
        var end = line.count
        while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
        let text = UnsafeRawBufferPointer(rebasing: line[..<end])
        if text.isEmpty {
            if head.status >= 200 || head.status == 101 { isComplete = true }
        } else if !isComplete, text.starts(with: "HTTP/".utf8) {
            head = HTTPResponseHead(status: Self.status(text))
        } else if text[0] == 0x20 || text[0] == 0x09 {
            if isComplete { trailers.fold(Self.trimmed(text)) } else { head.fields.fold(Self.trimmed(text)) }
        } else if let colon = text.firstIndex(of: 0x3A), colon > 0 {
            let name = String(decoding: text[..<colon], as: UTF8.self)
            let value = Self.trimmed(UnsafeRawBufferPointer(rebasing: text[(colon + 1)...]))
            if isComplete { trailers.append(name, value) } else { head.fields.append(name, value) }
        }
    }

    /// The status of a status line (RFC 9112, section 4): three digits behind a version and a space; 0 where it is none.
    private static func status(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 0x20), space > 5, line.count >= space + 4, line.count == space + 4 || line[space + 4] == 0x20,
            line[5..<space].allSatisfy({ isDigit($0) || $0 == 0x2E })
        else { return 0 }
        let digits = line[(space + 1)...(space + 3)]
        guard digits.allSatisfy(isDigit) else { return 0 }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> String {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
