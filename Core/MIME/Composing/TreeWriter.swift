/// Writes a part tree without recursion: the tree as a list first, then encodings from the leaves up, then the text.
struct TreeWriter {
    private enum Body {
        case multipart
        case bytes([UInt8])
        case base64([UInt8])
    }

    private struct Entry {
        var part: PartContent
        var parent: Int?
        /// Behind the last entry of its subtree.
        var end = 0
        var body: Body
        var encoding: TransferEncoding
        var isText = false
        var boundary: [UInt8] = []
        var header: [UInt8] = []
    }

    private static let lineEnd = [ASCII.cr, ASCII.lf]

    private var entries: [Entry] = []
    private var output: [UInt8] = []
    private var segments: [ComposedMessage.Segment] = []

    init(_ fields: [HeaderLine], _ root: PartContent, _ boundaries: Boundaries) throws(FieldError) {
        var boundaries = boundaries
        var rest: [(part: PartContent, parent: Int?)] = [(root, nil)]
        while let (part, parent) = rest.popLast() {
            let index = entries.count
            try Self.check(part)
            entries.append(Self.entry(part, parent))
            if case .parts(let parts) = part.content { for child in parts.reversed() { rest.append((child, index)) } }
        }
        for index in entries.indices.reversed() {
            if entries[index].end == 0 { entries[index].end = index + 1 }
            guard let parent = entries[index].parent else { continue }
            entries[parent].end = max(entries[parent].end, entries[index].end)
            // RFC 2045 section 6.4: a multipart says what its parts need.
            if entries[index].encoding.rank > entries[parent].encoding.rank { entries[parent].encoding = entries[index].encoding.carried }
        }
        for index in entries.indices {
            if case .bytes(let bytes) = entries[index].body { boundaries.avoid(bytes.span) }
            var lines = index == 0 ? fields.filter { !Self.isMade($0.name) } : []
            if index == 0 { lines.append(HeaderLine(known: "MIME-Version", FieldValue(token: "1.0"))) }
            lines += try Self.lines(entries[index].part)
            var header: [UInt8] = []
            for line in lines {
                line.write(Self.lineEnd, to: &header)
                header += Self.lineEnd
            }
            boundaries.avoid(header.span)
            entries[index].header = header
        }
        for index in entries.indices {
            if case .multipart = entries[index].body { entries[index].boundary = boundaries.next() }
            try addType(index)
        }
    }

    // MARK: Preparing

    /// Whether the type says of the content what it is; what is encoded already was read so.
    private static func check(_ part: PartContent) throws(FieldError) {
        let isMultipart = part.mediaType.utf8.prefix(10).loweredString == "multipart/"
        switch part.content {
        case .encoded: return
        case .parts: if isMultipart { return }
        case .text, .bytes, .message: if !isMultipart { return }
        }
        throw FieldError(.contentOfOtherType, part.mediaType)
    }

    private static func entry(_ part: PartContent, _ parent: Int?) -> Entry {
        switch part.content {
        case .parts: return Entry(part: part, parent: parent, body: .multipart, encoding: .sevenBit)
        case .encoded(let bytes, let encoding):
            var needed = encoding
            if encoding == .sevenBit || encoding == .eightBit {
                let shape = BodyShape(bytes.span).identityEncoding
                if shape.rank > encoding.rank { needed = shape }
            }
            return Entry(part: part, parent: parent, body: .bytes(bytes), encoding: needed)
        case .message(let bytes):
            return Entry(part: part, parent: parent, body: .bytes(bytes), encoding: BodyShape(bytes.span).identityEncoding)
        case .text(let text):
            var entry = encoded(part, parent, canonical(text))
            entry.isText = true
            return entry
        case .bytes(let bytes): return encoded(part, parent, bytes)
        }
    }

    private static func encoded(_ part: PartContent, _ parent: Int?, _ bytes: [UInt8]) -> Entry {
        let type = part.mediaType.utf8.loweredString
        let shape = BodyShape(bytes.span)
        // RFC 2046 section 5.2, RFC 3464 section 2.1: what has the type message/… is not encoded, where it can be sent so.
        if type.hasPrefix("message/"), shape.hasLines {
            return Entry(part: part, parent: parent, body: .bytes(bytes), encoding: shape.identityEncoding)
        }
        let isLines = type.hasPrefix("text/") || type.hasPrefix("message/")
        switch isLines ? shape.textEncoding : .base64 {
        case .base64: return Entry(part: part, parent: parent, body: .base64(bytes), encoding: .base64)
        case .quotedPrintable:
            var text: [UInt8] = []
            text.reserveCapacity(bytes.count + bytes.count / 8)
            QuotedPrintableWriter.append(bytes.span, to: &text)
            return Entry(part: part, parent: parent, body: .bytes(text), encoding: .quotedPrintable)
        default: return Entry(part: part, parent: parent, body: .bytes(bytes), encoding: .sevenBit)
        }
    }

    /// Text with CRLF line ends (RFC 2046 section 4.1.1).
    private static func canonical(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + text.utf8.count / 32)
        var isBehindCR = false
        for byte in text.utf8 {
            if byte == ASCII.cr || byte == ASCII.lf {
                if !(byte == ASCII.lf && isBehindCR) { result += lineEnd }
            } else {
                result.append(byte)
            }
            isBehindCR = byte == ASCII.cr
        }
        return result
    }

    /// Whether a field is written from the tree.
    private static func isMade(_ name: String) -> Bool {
        switch name.utf8.loweredString {
        case "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id": true
        default: false
        }
    }

    private static func lines(_ part: PartContent) throws(FieldError) -> [HeaderLine] {
        var lines = part.fields.filter { !isMade($0.name) }
        if let disposition = part.disposition {
            lines.append(
                HeaderLine(
                    known: "Content-Disposition",
                    try FieldValue(disposition: disposition, parameters: part.dispositionParameters)))
        }
        if let id = part.contentID { lines.append(HeaderLine(known: "Content-ID", try FieldValue(messageIDs: [id]))) }
        return lines
    }

    /// Adds what depends on the boundary and on the parts inside.
    private mutating func addType(_ index: Int) throws(FieldError) {
        let entry = entries[index]
        var parameters = entry.part.parameters
        if entry.isText {
            parameters.removeAll { $0.name.utf8.equalsIgnoringCase("charset") }
            parameters.insert(Parameter("charset", "utf-8"), at: 0)
        }
        if case .multipart = entry.body {
            parameters.removeAll { $0.name.utf8.equalsIgnoringCase("boundary") }
            parameters.append(Parameter("boundary", String(decoding: entry.boundary, as: UTF8.self)))
        }
        var lines = [HeaderLine(known: "Content-Type", try FieldValue(mediaType: entry.part.mediaType, parameters: parameters))]
        if entry.encoding != .sevenBit {
            lines.append(HeaderLine(known: "Content-Transfer-Encoding", try FieldValue(raw: entry.encoding.name.utf8)))
        }
        for line in lines {
            line.write(Self.lineEnd, to: &entries[index].header)
            entries[index].header += Self.lineEnd
        }
    }

    // MARK: Writing

    mutating func write() -> [ComposedMessage.Segment] {
        // The multiparts around the current entry.
        var open: [Int] = []
        for index in entries.indices {
            close(&open, before: index)
            if let parent = open.last {
                output += [ASCII.cr, ASCII.lf, ASCII.hyphen, ASCII.hyphen] + entries[parent].boundary + Self.lineEnd
            }
            output += entries[index].header
            switch entries[index].body {
            case .multipart:
                open.append(index)
                continue
            case .bytes(let bytes):
                output += Self.lineEnd
                // A body that is written as it is need not be copied.
                if bytes.count > 65_536 { append(.bytes(bytes)) } else { output += bytes }
            case .base64(let bytes):
                output += Self.lineEnd
                if bytes.count > 65_536 { append(.base64(bytes)) } else { Base64Writer.appendLines(bytes.span, to: &output) }
            }
        }
        close(&open, before: entries.count)
        if !output.isEmpty { segments.append(.bytes(output)) }
        return segments
    }

    private mutating func append(_ segment: ComposedMessage.Segment) {
        segments.append(.bytes(output))
        output = []
        segments.append(segment)
    }

    private mutating func close(_ open: inout [Int], before index: Int) {
        while let last = open.last, entries[last].end <= index {
            open.removeLast()
            // A multipart needs a part (RFC 2046 section 5.1.1).
            if entries[last].end == last + 1 {
                output += [ASCII.cr, ASCII.lf, ASCII.hyphen, ASCII.hyphen] + entries[last].boundary + Self.lineEnd
            }
            output +=
                [ASCII.cr, ASCII.lf, ASCII.hyphen, ASCII.hyphen] + entries[last].boundary + [ASCII.hyphen, ASCII.hyphen] + Self.lineEnd
        }
    }
}

extension TransferEncoding {
    /// What a body needs of its way: lines of ASCII, lines, or anything.
    fileprivate var rank: Int { self == .eightBit ? 1 : self == .binary ? 2 : 0 }

    /// What a multipart around it says.
    fileprivate var carried: TransferEncoding { rank == 2 ? .binary : .eightBit }
}
