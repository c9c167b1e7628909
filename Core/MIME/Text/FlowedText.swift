/// The Text/Plain format=flowed of RFC 3676.
enum FlowedText {
    /// The text with its soft line breaks undone: paragraphs are lines, space-stuffing is removed, and quotations are marked `> `.
    ///
    /// Other lines keep their line ends; the line `-- ` before a signature is never joined (section 4.3), nor are lines of different quote
    /// depth (section 4.5).
    /// - Parameter deletesSpace: whether the space of a soft line break goes as well (`DelSp=yes`, section 4.2).
    static func unwrapped(_ text: String, deletesSpace: Bool) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var openDepth: Int?
        var lineEnd: ArraySlice<UInt8> = []
        var position = 0
        while position < bytes.count {
            let feed = ByteScan.first(ASCII.lf, in: bytes.span, position..<bytes.count)
            let next = feed.map { $0 + 1 } ?? bytes.count
            var end = feed ?? bytes.count
            if feed != nil, end > position, bytes[end - 1] == ASCII.cr { end -= 1 }
            var start = position
            while start < end, bytes[start] == ASCII.greater { start += 1 }
            let depth = start - position
            if start < end, bytes[start] == ASCII.space { start += 1 }
            let isSignature = bytes[start..<end].elementsEqual([ASCII.hyphen, ASCII.hyphen, ASCII.space])
            let isFlowed = !isSignature && end > start && bytes[end - 1] == ASCII.space
            if openDepth != depth || isSignature {
                if openDepth != nil { result += lineEnd }
                if depth > 0 {
                    result += bytes[position..<(position + depth)]
                    if start < end { result.append(ASCII.space) }
                }
            }
            result += bytes[start..<(isFlowed && deletesSpace ? end - 1 : end)]
            lineEnd = bytes[end..<next]
            if !isFlowed { result += lineEnd }
            openDepth = isFlowed ? depth : nil
            position = next
        }
        if openDepth != nil { result += lineEnd }
        return String(decoding: result, as: UTF8.self)
    }
}
