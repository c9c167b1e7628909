/// Splits one header block into fields (RFC 5322 section 2.2), as offsets.
struct HeaderScanner {
    struct Result {
        var headerEnd: Int
        var bodyStart: Int
        /// The delimiter line that ended the block, where no empty line did.
        var delimiter: (OpenEntities.Match, Line)?
    }

    let limits: Limits
    let firstField: Int
    private(set) var fields: [FieldRange] = []
    private(set) var defects = DefectLog()
    /// Place of the first Content-Type among ``fields``, remembered so that no line has to search for it.
    private var contentTypeIndex: Int?
    /// The boundary that this block declares; nil until a line asks for it.
    private var own: OpenEntities?

    init(limits: Limits, firstField: Int) {
        self.limits = limits
        self.firstField = firstField
    }

    /// Reads field lines up to an empty line, a delimiter of an open boundary, or the end.
    mutating func scan(_ bytes: Span<UInt8>, from start: Int, isMessageStart: Bool, open: OpenEntities) -> Result {
        var position = isMessageStart ? skipEnvelope(bytes, from: start) : start
        let first = position
        var result = Result(headerEnd: bytes.count, bodyStart: bytes.count)
        var separated = false
        while position < bytes.count {
            let line = Line(in: bytes, from: position, limit: bytes.count)
            if line.end == line.start {
                result = Result(headerEnd: line.start, bodyStart: line.next)
                separated = true
                break
            }
            if bytes[line.start] == ASCII.hyphen {
                let match = open.match(line, in: bytes).flatMap { open[$0.level].isClosed ? nil : $0 }
                if match != nil || isOwnDelimiter(line, bytes) {
                    result = Result(headerEnd: line.start, bodyStart: line.start, delimiter: match.map { ($0, line) })
                    break
                }
            }
            read(line, bytes, blockStart: first)
            position = line.next
        }
        // A mail may end with its header (RFC 5322 section 3.5); lines that are no fields say that a body was meant to follow.
        let isWhole = separated || position >= bytes.count && !defects.contains(.invalidHeader)
        if !isWhole, !fields.isEmpty { defects.note(.missingHeaderBodySeparator, "no empty line ends the header block") }
        return result
    }

    /// Whether the line is a delimiter of the boundary that this very block declares: the empty line before the body was left out.
    private mutating func isOwnDelimiter(_ line: Line, _ bytes: Span<UInt8>) -> Bool {
        if own == nil, let field = contentTypeIndex.map({ fields[$0] }) {
            var log = DefectLog()
            var entities = OpenEntities()
            if let type = ContentType(parsing: bytes.array(field.value), &log), type.type == "multipart", let boundary = type.boundaryBytes
            {
                entities.push(.init(node: 0, boundary: boundary))
            }
            own = entities
        }
        return own?.match(line, in: bytes) != nil
    }

    /// Takes one line: a field, the next line of a folded one, or neither.
    private mutating func read(_ line: Line, _ bytes: Span<UInt8>, blockStart: Int) {
        guard line.end - blockStart <= limits.headerBytes, fields.count < limits.headerFields else {
            defects.note(
                .headerLimitExceeded,
                "header block over \(limits.headerBytes) bytes or \(limits.headerFields) fields; the rest of it is kept unread")
            return
        }
        if bytes[line.start].isWSP, !fields.isEmpty {
            fields[fields.count - 1].value = fields[fields.count - 1].value.lowerBound..<line.end
            return
        }
        guard let field = field(line, bytes) else {
            defects.note(.invalidHeader, "line without a field name at byte \(line.start)")
            fields.append(FieldRange(name: line.start..<line.start, value: line.start..<line.end, kind: .invalid))
            return
        }
        if field.kind == .contentType, contentTypeIndex == nil { contentTypeIndex = fields.count }
        fields.append(field)
    }

    private mutating func field(_ line: Line, _ bytes: Span<UInt8>) -> FieldRange? {
        var colon = line.start
        while colon < line.end, bytes[colon] != ASCII.colon {
            // ftext of RFC 5322 section 3.6.8: printable ASCII. White space is read on for "Subject :".
            guard bytes[colon] > 0x20 && bytes[colon] < 0x7F || bytes[colon].isWSP else { return nil }
            colon += 1
        }
        guard colon < line.end else { return nil }
        var nameEnd = colon
        while nameEnd > line.start, bytes[nameEnd - 1].isWSP { nameEnd -= 1 }
        guard nameEnd > line.start else { return nil }
        for index in line.start..<nameEnd where bytes[index].isWSP { return nil }
        if nameEnd < colon { defects.note(.spaceBeforeColon, "at byte \(nameEnd)") }
        let name = line.start..<nameEnd
        return FieldRange(name: name, value: (colon + 1)..<line.end, kind: Self.kind(of: name, bytes))
    }

    /// A byte order mark and an mbox "From " line stand before the message, not in it.
    private mutating func skipEnvelope(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        if position + 3 <= bytes.count, bytes[position] == 0xEF, bytes[position + 1] == 0xBB, bytes[position + 2] == 0xBF {
            defects.note(.byteOrderMark, "UTF-8 byte order mark before the first header field")
            position += 3
        }
        if position + 5 <= bytes.count, bytes.array(position..<(position + 5)) == Array("From ".utf8) {
            let line = Line(in: bytes, from: position, limit: bytes.count)
            var next = position + 5
            while next < line.end, bytes[next].isWSP { next += 1 }
            // `From  : jane@example.com` is a field with white space before its colon.
            guard next == line.end || bytes[next] != ASCII.colon else { return position }
            defects.note(.mboxFromLine, "the line 'From …' of an mbox file before the first header field")
            position = line.next
        }
        return position
    }

    private static func kind(of name: Range<Int>, _ bytes: Span<UInt8>) -> FieldRange.Kind {
        guard name.count >= 10, bytes[name.lowerBound].lowered == 0x63, bytes[name.lowerBound + 7] == ASCII.hyphen else { return .other }
        let lower = bytes.array(name).loweredString
        switch lower {
        case "content-type": return .contentType
        case "content-transfer-encoding": return .contentTransferEncoding
        case "content-disposition": return .contentDisposition
        case "content-id": return .contentID
        default: return .other
        }
    }
}
