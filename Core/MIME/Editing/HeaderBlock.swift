/// The header block of one entity as the lines that editing works on.
struct HeaderBlock {
    /// One field, or lines that are none.
    struct Entry {
        /// The lines in the raw mail, the last line end included.
        var lines: Range<Int>
        var name: Range<Int>
        /// Behind the colon, up to the last line's end.
        var value: Range<Int>
        /// Whether a line end is at the end of ``lines``.
        var isTerminated: Bool
        /// Lines without a name, or what a limit kept from being split.
        var hasName: Bool
    }

    var entries: [Entry] = []
    /// Where the first field may be put.
    let start: Int
    /// CRLF or LF, as the first line of the block has it; CRLF where there is none.
    let lineEnd: [UInt8]
    /// What ends the block's last line where it has no end of its own.
    let missingEnd: [UInt8]
    /// What has to come before the first new field of a block that begins inside of a line, or right behind another header.
    let lead: [UInt8]
    /// Whether the first line looks like the next one of a folded field, so that no field may come before it.
    let beginsFolded: Bool

    init(_ part: Part) {
        let node = part.node
        let fields = part.storage.fields[node.fieldRange]
        let isMessage = part.parent?.node.isMultipart != true
        let header = node.header
        let isBehindHeader = part.parent.map { !$0.node.isMultipart && $0.node.header.upperBound == header.lowerBound } ?? false
        (entries, start, lineEnd, missingEnd, lead, beginsFolded) = part.source.withBytes { bytes in
            let lineEnd = Self.lineEnd(bytes, header.lowerBound..<max(header.upperBound, node.body.lowerBound))
            var entries = fields.map { Self.entry($0, bytes, header) }
            let start = entries.first?.lines.lowerBound ?? header.upperBound
            Self.addRest(bytes, header, from: entries.last?.lines.upperBound ?? start, to: &entries)
            let isAtLineStart =
                start == 0 || bytes[start - 1] == ASCII.lf
                || isMessage && start == header.lowerBound + 3 && bytes.begins(header.lowerBound, with: "\u{FEFF}") == true
            let lead = (isAtLineStart ? [] : Self.lineEnd(behind: start, lineEnd, bytes)) + (isBehindHeader ? lineEnd : [])
            let missingEnd = Self.lineEnd(behind: header.upperBound, lineEnd, bytes)
            return (entries, start, lineEnd, missingEnd, lead, start < header.upperBound && bytes[start].isWSP)
        }
    }

    private static func entry(_ field: FieldRange, _ bytes: Span<UInt8>, _ header: Range<Int>) -> Entry {
        let next = behindLineEnd(bytes, field.end, header)
        return Entry(
            lines: field.nameStart..<next, name: field.name, value: field.value, isTerminated: next > field.end,
            hasName: field.kind != .invalid)
    }

    private static func behindLineEnd(_ bytes: Span<UInt8>, _ end: Int, _ header: Range<Int>) -> Int {
        var index = end
        if index < header.upperBound, bytes[index] == ASCII.cr { index += 1 }
        if index < header.upperBound, bytes[index] == ASCII.lf { return index + 1 }
        return end
    }

    /// What a limit kept from being split. The lines that belong to the last field go to it.
    private static func addRest(_ bytes: Span<UInt8>, _ header: Range<Int>, from start: Int, to entries: inout [Entry]) {
        var position = start
        let region = bytes.extracting(0..<header.upperBound)
        while position < header.upperBound, bytes[position].isWSP, let last = entries.indices.last, entries[last].isTerminated {
            let line = Line(in: region, from: position)
            position = line.next
            entries[last].lines = entries[last].lines.lowerBound..<line.next
            entries[last].value = entries[last].value.lowerBound..<line.end
            entries[last].isTerminated = line.isWhole
        }
        guard position < header.upperBound else { return }
        entries.append(
            Entry(
                lines: position..<header.upperBound, name: position..<position, value: position..<position,
                isTerminated: bytes[header.upperBound - 1] == ASCII.lf, hasName: false))
    }

    private static func lineEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        guard let lf = bytes.index(of: ASCII.lf, in: range) else { return [ASCII.cr, ASCII.lf] }
        return lf > range.lowerBound && bytes[lf - 1] == ASCII.cr ? [ASCII.cr, ASCII.lf] : [ASCII.lf]
    }

    /// What ends a line that has no end at `place`. LF would make a line end of a CR before it, and an empty line of a line that is only CR.
    private static func lineEnd(behind place: Int, _ lineEnd: [UInt8], _ bytes: Span<UInt8>) -> [UInt8] {
        place > 0 && bytes[place - 1] == ASCII.cr ? [ASCII.cr, ASCII.lf] : lineEnd
    }
}
