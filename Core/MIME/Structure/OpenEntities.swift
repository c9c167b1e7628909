/// The entities whose end has not been seen yet, outermost first, and the delimiter lines that would end them.
struct OpenEntities {
    struct Entry {
        let node: Int
        /// The boundary parameter of a multipart; nil for a leaf or a message.
        let boundary: [UInt8]?
        var delimiterSeen = false
        /// True behind the close delimiter, where only an outer delimiter means anything.
        var isClosed = false

        /// White space at the end of the boundary. RFC 2046 forbids it; where it stands a delimiter line has to have it.
        let padding: Int

        init(node: Int, boundary: [UInt8]? = nil) {
            self.node = node
            self.boundary = boundary
            padding = boundary?.reversed().prefix(while: \.isWSP).count ?? 0
        }
    }

    struct Match {
        var level: Int
        var isClose: Bool
    }

    private(set) var entries: [Entry] = []
    /// How many open boundaries have each length (the last slot holds all longer ones), so that most lines are refused without comparing.
    private var lengths = [Int](repeating: 0, count: 256)
    /// The levels of open boundaries by their hash, innermost last, so that a line is compared with those only that it equals.
    private var levels: [Int: [Int]] = [:]
    /// The levels that have a boundary, innermost last.
    private var boundaryLevels: [Int] = []

    var count: Int { entries.count }
    var boundaryCount: Int { boundaryLevels.count }
    /// The node of the innermost multipart.
    var innermostMultipart: Int? { boundaryLevels.last.map { entries[$0].node } }

    subscript(level: Int) -> Entry {
        get { entries[level] }
        set { entries[level] = newValue }
    }

    mutating func push(_ entry: Entry) {
        if let boundary = entry.boundary {
            boundaryLevels.append(entries.count)
            levels[Self.hash(boundary.span), default: []].append(entries.count)
            count(boundary, entry.padding, 1)
        }
        entries.append(entry)
    }

    mutating func pop() -> Entry? {
        guard let entry = entries.popLast() else { return nil }
        if let boundary = entry.boundary {
            boundaryLevels.removeLast()
            let hash = Self.hash(boundary.span)
            levels[hash]?.removeLast()
            if levels[hash]?.isEmpty == true { levels[hash] = nil }
            count(boundary, entry.padding, -1)
        }
        return entry
    }

    private mutating func count(_ boundary: [UInt8], _ padding: Int, _ change: Int) {
        lengths[min(boundary.count, 255)] += change
        if padding > 0 { lengths[min(boundary.count - padding, 255)] += change }
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
        guard let level = boundaryLevels.last, let boundary = entries[level].boundary, !entries[level].isClosed else { return false }
        let text = line.start + 2
        return text + boundary.count < line.end && bytes[text - 1] == ASCII.hyphen && Self.equal(boundary, bytes, text)
    }

    /// The open boundary that equals `text`, or `text` and some of the white space behind it.
    private func level(of text: Range<Int>, padding: Int, in bytes: Span<UInt8>) -> Int? {
        guard !text.isEmpty, lengths[min(text.count, 255)] > 0, let candidates = levels[Self.hash(bytes.extracting(text))] else {
            return nil
        }
        var closed: Int?
        for level in candidates.reversed() {
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

    /// Compares from the end: boundaries of one mail often begin alike.
    private static func equal(_ boundary: [UInt8], _ bytes: Span<UInt8>, _ start: Int) -> Bool {
        for offset in boundary.indices.reversed() where boundary[offset] != bytes[start + offset] { return false }
        return true
    }

    /// A hash that leaves out white space at the end. It is seeded, so that no mail can be made of boundaries that collide.
    private static func hash(_ bytes: Span<UInt8>) -> Int {
        var end = bytes.count
        while end > 0, bytes[end - 1].isWSP { end -= 1 }
        var hasher = Hasher()
        bytes.extracting(0..<end).withUnsafeBufferPointer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }
}
