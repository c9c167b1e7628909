/// Splits one header block into fields (RFC 5322 section 2.2), as offsets. It goes on where it stopped when the bytes come in pieces.
struct HeaderScanner {
    struct Result {
        var headerEnd: Int
        var bodyStart: Int
        /// The delimiter line that ended the block, where no empty line did. It counts in the mail.
        var delimiter: (OpenEntities.Match, Line)?
    }

    /// The entity that the block belongs to.
    let node: Int
    let firstField: Int
    /// How many fields were found.
    private(set) var fieldCount = 0
    /// The first byte that has not been read as a line.
    private(set) var position: Int
    private(set) var defects = DefectLog()
    /// Whether a limit was met: no field will be added or made longer.
    private(set) var isFull = false

    private var state = State.envelope
    private var blockStart: Int
    /// Bytes of the line at ``position`` that were searched for its end.
    private var searched = 0
    /// Place of the first Content-Type among the fields, remembered so that no line has to search for it.
    private var contentType: Int?
    private var own = OwnBoundary.unknown

    private enum State {
        case envelope, fields
        /// Inside a line that is too long for anything.
        case longLine
    }

    /// The boundary that this block declares, which is asked for by the first line that might have it.
    private enum OwnBoundary {
        case unknown
        case known(OpenEntities)
    }

    init(node: Int, firstField: Int, start: Int, isMessageStart: Bool) {
        self.node = node
        self.firstField = firstField
        position = start
        blockStart = start
        if !isMessageStart { state = .fields }
    }

    /// Reads field lines up to an empty line, a delimiter of an open boundary, or the end; nil when that needs more bytes.
    ///
    /// The bytes of the window reach back to the start of the block until ``isFull``.
    mutating func scan(
        _ bytes: Span<UInt8>, _ window: WindowPlace, open: OpenEntities, limits: Limits, fields: inout [FieldRange]
    ) -> Result? {
        if case .envelope = state {
            guard skipEnvelope(bytes, window) else { return nil }
            state = .fields
        }
        let base = window.base
        let end = base + bytes.count
        while position < end {
            let line = Line(in: bytes, from: position - base, searchingFrom: position - base + searched)
            if !line.isWhole, !window.isLast {
                if line.end > line.start, bytes[line.start] == ASCII.hyphen { knowOwnBoundary(bytes, base, fields, limits.field) }
                guard isTooLong(line, base, open, limits) else {
                    searched = line.end - line.start
                    return nil
                }
                state = .longLine
                meetLimit(limits)
                position = end
                searched = 0
                return nil
            }
            searched = 0
            if case .longLine = state {
                state = .fields
                position = line.next + base
                continue
            }
            if line.end == line.start { return finish(line.start + base, line.next + base, isSeparated: true) }
            if bytes[line.start] == ASCII.hyphen {
                let match = open.match(line, in: bytes).flatMap { open[$0.level].isClosed ? nil : $0 }
                if match != nil || isOwnDelimiter(line, bytes, base, fields, limits) {
                    var result = finish(position, position, isSeparated: false)
                    result.delimiter = match.map { ($0, line.moved(by: base)) }
                    return result
                }
            }
            read(line, bytes, base, limits, &fields)
            position = line.next + base
        }
        return window.isLast ? finish(end, end, isSeparated: false, isAtEnd: true) : nil
    }

    private mutating func finish(_ headerEnd: Int, _ bodyStart: Int, isSeparated: Bool, isAtEnd: Bool = false) -> Result {
        // A mail may end with its header (RFC 5322 section 3.5); lines that are no fields say that a body was meant to follow.
        let isWhole = isSeparated || isAtEnd && !defects.contains(.invalidHeader)
        if !isWhole, fieldCount > 0 { defects.note(.missingHeaderBodySeparator, "no empty line ends the header block") }
        return Result(headerEnd: headerEnd, bodyStart: bodyStart)
    }

    // MARK: Limits

    /// Whether a line without an end so far is over the limit of the block, and too long to be a delimiter.
    private func isTooLong(_ line: Line, _ base: Int, _ open: OpenEntities, _ limits: Limits) -> Bool {
        let count = line.end - line.start
        var longest = open.longestDelimiterLine
        if case .known(let own) = own { longest = max(longest, own.longestDelimiterLine) }
        return count > longest && (isFull || line.end + base - blockStart > limits.headerBytes)
    }

    private mutating func meetLimit(_ limits: Limits) {
        isFull = true
        defects.note(
            .headerLimitExceeded,
            "header block over \(limits.headerBytes) bytes or \(limits.headerFields) fields; the rest of it is kept unread")
    }

    // MARK: Lines

    /// Whether the line is a delimiter of the boundary that this very block declares: the empty line before the body was left out.
    private mutating func isOwnDelimiter(
        _ line: Line, _ bytes: Span<UInt8>, _ base: Int, _ fields: [FieldRange], _ limits: Limits
    ) -> Bool {
        knowOwnBoundary(bytes, base, fields, limits.field)
        if case .known(let own) = own { return own.match(line, in: bytes) != nil }
        return false
    }

    private mutating func knowOwnBoundary(_ bytes: Span<UInt8>, _ base: Int, _ fields: [FieldRange], _ limits: FieldLimits) {
        guard case .unknown = own, let contentType else { return }
        var log = DefectLog()
        var entities = OpenEntities()
        let value = fields[contentType].value
        if let type = ContentType(parsing: bytes.extracting((value.lowerBound - base)..<(value.upperBound - base)), limits: limits, &log),
            type.type == "multipart", let boundary = type.boundaryBytes
        {
            entities.push(.init(node: 0, boundary: boundary))
        }
        own = .known(entities)
    }

    /// Takes one line: a field, the next line of a folded one, or neither.
    private mutating func read(_ line: Line, _ bytes: Span<UInt8>, _ base: Int, _ limits: Limits, _ fields: inout [FieldRange]) {
        if isFull { return }
        guard line.end + base - blockStart <= limits.headerBytes, fieldCount < limits.headerFields else {
            // The bytes of the fields may be gone when a later line asks for the boundary.
            knowOwnBoundary(bytes, base, fields, limits.field)
            meetLimit(limits)
            return
        }
        if bytes[line.start].isWSP, fieldCount > 0 {
            fields[fields.count - 1].end = line.end + base
            return
        }
        fieldCount += 1
        guard let field = field(line, bytes, base) else {
            defects.note(.invalidHeader, "line without a field name at byte \(line.start + base)")
            let start = line.start + base
            fields.append(FieldRange(nameStart: start, nameCount: 0, valueOffset: 0, end: line.end + base, kind: .invalid))
            return
        }
        if field.kind == .contentType, contentType == nil { contentType = fields.count }
        fields.append(field)
    }

    private mutating func field(_ line: Line, _ bytes: Span<UInt8>, _ base: Int) -> FieldRange? {
        var colon = line.start
        while colon < line.end, bytes[colon] != ASCII.colon {
            // ftext of RFC 5322 section 3.6.8: printable ASCII. White space is read on for "Subject :".
            guard bytes[colon] > 0x20 && bytes[colon] < 0x7F || bytes[colon].isWSP else { return nil }
            colon += 1
        }
        guard colon < line.end else { return nil }
        var nameEnd = colon
        while nameEnd > line.start, bytes[nameEnd - 1].isWSP { nameEnd -= 1 }
        guard nameEnd > line.start, nameEnd - line.start < Int(Int32.max), colon - line.start < Int(Int32.max) - 1 else { return nil }
        for index in line.start..<nameEnd where bytes[index].isWSP { return nil }
        if nameEnd < colon { defects.note(.spaceBeforeColon, "at byte \(nameEnd + base)") }
        return FieldRange(
            nameStart: line.start + base, nameCount: Int32(nameEnd - line.start), valueOffset: Int32(colon + 1 - line.start),
            end: line.end + base, kind: Self.kind(of: line.start..<nameEnd, bytes))
    }

    /// Skips a byte order mark and an mbox "From " line, which stand before the message and not in it; false when that needs more bytes.
    private mutating func skipEnvelope(_ bytes: Span<UInt8>, _ window: WindowPlace) -> Bool {
        let start = position - window.base
        var index = start
        guard let hasMark = bytes.begins(index, with: "\u{FEFF}") ?? (window.isLast ? false : nil) else { return false }
        if hasMark { index += 3 }
        guard let hasFrom = bytes.begins(index, with: "From ") ?? (window.isLast ? false : nil) else { return false }
        if hasFrom {
            let line = Line(in: bytes, from: index, searchingFrom: index + searched)
            let count = line.end - line.start
            guard line.isWhole || window.isLast || count > Self.envelopeLimit else {
                searched = count
                return false
            }
            var next = index + 5
            while next < line.end, bytes[next].isWSP { next += 1 }
            // `From  : jane@example.com` is a field with white space before its colon.
            if count <= Self.envelopeLimit, next == line.end || bytes[next] != ASCII.colon {
                defects.note(.mboxFromLine, "the line 'From …' of an mbox file before the first header field")
                index = line.next
            }
        }
        if hasMark { defects.note(.byteOrderMark, "UTF-8 byte order mark before the first header field") }
        searched = 0
        position = index + window.base
        blockStart = position
        return true
    }

    /// Bytes that an mbox line may have.
    private static let envelopeLimit = 65_536

    private static func kind(of name: Range<Int>, _ bytes: Span<UInt8>) -> FieldRange.Kind {
        guard name.count >= 10, bytes[name.lowerBound].lowered == 0x63, bytes[name.lowerBound + 7] == ASCII.hyphen else { return .other }
        if bytes.equalsIgnoringCase(name, "content-type") { return .contentType }
        if bytes.equalsIgnoringCase(name, "content-transfer-encoding") { return .contentTransferEncoding }
        if bytes.equalsIgnoringCase(name, "content-disposition") { return .contentDisposition }
        if bytes.equalsIgnoringCase(name, "content-id") { return .contentID }
        return .other
    }
}

extension Line {
    /// The same line, counted from elsewhere.
    func moved(by offset: Int) -> Line {
        var line = self
        line.start += offset
        line.end += offset
        line.next += offset
        return line
    }
}

extension Span<UInt8> {
    /// Whether the bytes at `start` are those of a text; nil when they end within it.
    func begins(_ start: Int, with text: StaticString) -> Bool? {
        let expected = text.utf8Start
        for offset in 0..<text.utf8CodeUnitCount {
            guard start + offset < count else { return nil }
            if self[start + offset] != expected[offset] { return false }
        }
        return true
    }
}
