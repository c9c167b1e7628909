/// The entities whose end has not been seen yet, outermost first, and the delimiter lines that would end them.
struct OpenEntities {
    struct Entry {
        var node: Int
        /// The boundary parameter of a multipart; nil for a leaf or a message.
        var boundary: [UInt8]?
        var delimiterSeen = false
        /// True behind the close delimiter, where only an outer delimiter means anything.
        var isClosed = false

        /// White space at the end of the boundary. RFC 2046 forbids it; where it stands a delimiter line has to have it.
        var padding: Int { boundary?.reversed().prefix(while: \.isWSP).count ?? 0 }
    }

    struct Match {
        var level: Int
        var isClose: Bool
    }

    private(set) var entries: [Entry] = []
    /// How many open boundaries have each length (the last slot holds all longer ones), so that most lines are refused without comparing.
    private var lengths = [Int](repeating: 0, count: 256)

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }
    private(set) var boundaryCount = 0

    subscript(level: Int) -> Entry {
        get { entries[level] }
        set { entries[level] = newValue }
    }

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        count(entry, 1)
    }

    mutating func pop() -> Entry? {
        guard let entry = entries.popLast() else { return nil }
        count(entry, -1)
        return entry
    }

    private mutating func count(_ entry: Entry, _ change: Int) {
        guard let boundary = entry.boundary else { return }
        boundaryCount += change
        lengths[min(boundary.count, 255)] += change
        if entry.padding > 0 { lengths[min(boundary.count - entry.padding, 255)] += change }
    }

    /// Which open boundary the line is a delimiter of (RFC 2046 section 5.1.1): the whole line apart from trailing white space has to match.
    /// The longest match wins, then the innermost; a closed multipart only matches when no other does.
    func match(_ line: Line, in bytes: Span<UInt8>) -> Match? {
        guard boundaryCount > 0, line.end - line.start >= 3, bytes[line.start] == ASCII.hyphen, bytes[line.start + 1] == ASCII.hyphen
        else { return nil }
        var end = line.end
        while end > line.start, bytes[end - 1].isWSP { end -= 1 }
        let text = (line.start + 2)..<max(end, line.start + 2)
        if let level = level(of: text, padding: line.end - end, in: bytes) { return Match(level: level, isClose: false) }
        guard text.count > 2, bytes[end - 1] == ASCII.hyphen, bytes[end - 2] == ASCII.hyphen else { return nil }
        return level(of: text.lowerBound..<(end - 2), padding: 0, in: bytes).map { Match(level: $0, isClose: true) }
    }

    /// Whether the line begins as a delimiter of the innermost boundary and goes on with text.
    func isBrokenDelimiter(_ line: Line, in bytes: Span<UInt8>) -> Bool {
        guard let entry = entries.last(where: { $0.boundary != nil }), let boundary = entry.boundary, !entry.isClosed else { return false }
        let text = line.start + 2
        return text + boundary.count < line.end && bytes[text - 1] == ASCII.hyphen && Self.equal(boundary, bytes, text)
    }

    /// The open boundary that equals `text`, or `text` and some of the white space behind it.
    private func level(of text: Range<Int>, padding: Int, in bytes: Span<UInt8>) -> Int? {
        guard !text.isEmpty, lengths[min(text.count, 255)] > 0 else { return nil }
        var closed: Int?
        for level in entries.indices.reversed() {
            guard let boundary = entries[level].boundary, boundary.count >= text.count, boundary.count <= text.count + padding else {
                continue
            }
            guard boundary.count == text.count || entries[level].padding == boundary.count - text.count else { continue }
            guard Self.equal(boundary, bytes, text.lowerBound) else { continue }
            if !entries[level].isClosed { return level }
            closed = closed ?? level
        }
        return closed
    }

    private static func equal(_ boundary: [UInt8], _ bytes: Span<UInt8>, _ start: Int) -> Bool {
        for offset in boundary.indices where boundary[offset] != bytes[start + offset] { return false }
        return true
    }
}

extension OpenEntities {
    /// The node of the innermost multipart.
    var innermostMultipart: Int? { entries.last { $0.boundary != nil }?.node }
}
