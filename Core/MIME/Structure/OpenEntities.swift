/// The entities whose end has not been seen yet, outermost first, and the delimiter lines that would end them.
struct OpenEntities {
    struct Entry {
        let node: Int
        /// The place of the boundary parameter of a multipart among ``boundaries``; nil for a leaf or a message.
        fileprivate(set) var boundary: Range<Int>?
        var delimiterSeen = false
        /// True behind the close delimiter, where only an outer delimiter means anything.
        var isClosed = false
        /// The last part that began in it, -1 before the first.
        var lastChild: Int32 = -1

        /// White space at the end of the boundary. RFC 2046 forbids it; where it stands a delimiter line has to have it.
        fileprivate(set) var padding = 0
        /// Bytes of the longest boundary among this one and those around it.
        fileprivate(set) var longest = 0

        var isMultipart: Bool { boundary != nil }
    }

    struct Match {
        var level: Int
        var isClose: Bool
    }

    /// White space that a delimiter line may have behind its boundary: as much as a line may be long (RFC 5322 section 2.1.1).
    private static let paddingLimit = 998
    /// Above so many open boundaries a line is looked up by its hash instead of being compared with each.
    private static let comparedBoundaries = 8

    private(set) var entries: [Entry] = []
    /// The boundaries of the open multiparts, one behind the other.
    private var boundaries: [UInt8] = []
    /// The levels that have a boundary, innermost last.
    private var boundaryLevels: [Int] = []
    /// The levels of open boundaries by their hash, innermost last; only made when there are many.
    private var levelsByHash: [Int: [Int]]?

    var count: Int { entries.count }
    var boundaryCount: Int { boundaryLevels.count }
    /// The node of the innermost entity.
    var innermost: Int? { entries.last?.node }
    /// The node of the innermost multipart.
    var innermostMultipart: Int? { boundaryLevels.last.map { entries[$0].node } }
    /// A line with more bytes is no delimiter, whatever it begins with.
    var longestDelimiterLine: Int { (entries.last?.longest ?? 0) + 4 + Self.paddingLimit }

    subscript(level: Int) -> Entry {
        get { entries[level] }
        set { entries[level] = newValue }
    }

    /// Opens an entity; a boundary makes it a multipart.
    mutating func push(_ node: Int, boundary: [UInt8]? = nil) {
        var entry = Entry(node: node)
        entry.longest = entries.last?.longest ?? 0
        if let boundary {
            entry.longest = max(entry.longest, boundary.count)
            entry.padding = boundary.reversed().prefix(while: \.isWSP).count
            entry.boundary = boundaries.count..<(boundaries.count + boundary.count)
            boundaries += boundary
            boundaryLevels.append(entries.count)
            levelsByHash?[Self.hash(boundary.span), default: []].append(entries.count)
        }
        entries.append(entry)
        if levelsByHash == nil, boundaryLevels.count > Self.comparedBoundaries { makeHashes() }
    }

    /// Remembers a node as the last child of an entity; the one before it is returned, -1 when there is none. The entity is the innermost one,
    /// unless the node is the root of a buffer.
    mutating func addChild(_ index: Int, to parent: Int) -> Int32 {
        guard let level = entries.indices.last, entries[level].node == parent else { return -1 }
        defer { entries[level].lastChild = Int32(index) }
        return entries[level].lastChild
    }

    private mutating func makeHashes() {
        var levels: [Int: [Int]] = [:]
        for level in boundaryLevels {
            if let boundary = entries[level].boundary {
                levels[Self.hash(boundaries.span.extracting(boundary)), default: []].append(level)
            }
        }
        levelsByHash = levels
    }

    mutating func pop() -> Entry? {
        guard let entry = entries.popLast() else { return nil }
        if let boundary = entry.boundary {
            boundaryLevels.removeLast()
            if levelsByHash != nil {
                let hash = Self.hash(boundaries.span.extracting(boundary))
                levelsByHash?[hash]?.removeLast()
                if levelsByHash?[hash]?.isEmpty == true { levelsByHash?[hash] = nil }
            }
            boundaries.removeSubrange(boundary)
        }
        return entry
    }

    /// Which open boundary the line is a delimiter of (RFC 2046 section 5.1.1): the whole line apart from trailing white space has to match.
    /// The longest match wins, then the innermost; a closed multipart only matches when no other does.
    func match(_ line: Line, in bytes: Span<UInt8>) -> Match? {
        let count = line.end - line.start
        guard boundaryCount > 0, count >= 3, count <= longestDelimiterLine, bytes[line.start] == ASCII.hyphen,
            bytes[line.start + 1] == ASCII.hyphen
        else { return nil }
        var end = line.end
        while end > line.start, bytes[end - 1].isWSP { end -= 1 }
        guard line.end - end <= Self.paddingLimit else { return nil }
        let text = (line.start + 2)..<max(end, line.start + 2)
        if let level = level(of: text, padding: line.end - end, in: bytes) { return Match(level: level, isClose: false) }
        guard text.count > 2, bytes[end - 1] == ASCII.hyphen, bytes[end - 2] == ASCII.hyphen else { return nil }
        return level(of: text.lowerBound..<(end - 2), padding: 0, in: bytes).map { Match(level: $0, isClose: true) }
    }

    /// Whether the line begins as a delimiter of the innermost boundary and goes on with text.
    func isBrokenDelimiter(_ line: Line, in bytes: Span<UInt8>) -> Bool {
        guard let level = boundaryLevels.last, let boundary = entries[level].boundary, !entries[level].isClosed else { return false }
        let text = line.start + 2
        return text + boundary.count < line.end && bytes[text - 1] == ASCII.hyphen && equal(boundary, bytes, text)
    }

    /// The open boundary that equals `text`, or `text` and some of the white space behind it.
    private func level(of text: Range<Int>, padding: Int, in bytes: Span<UInt8>) -> Int? {
        guard !text.isEmpty, let innermost = boundaryLevels.last else { return nil }
        if !entries[innermost].isClosed, matches(innermost, text, padding, bytes) { return innermost }
        if boundaryLevels.count == 1 { return matches(innermost, text, padding, bytes) ? innermost : nil }
        var candidates = boundaryLevels[...]
        if let levelsByHash {
            guard let levels = levelsByHash[Self.hash(bytes.extracting(text))] else { return nil }
            candidates = levels[...]
        }
        var closed: Int?
        for level in candidates.reversed() where matches(level, text, padding, bytes) {
            if !entries[level].isClosed { return level }
            closed = closed ?? level
        }
        return closed
    }

    private func matches(_ level: Int, _ text: Range<Int>, _ padding: Int, _ bytes: Span<UInt8>) -> Bool {
        guard let boundary = entries[level].boundary, boundary.count >= text.count, boundary.count <= text.count + padding,
            boundary.count - text.count == 0 || entries[level].padding == boundary.count - text.count
        else { return false }
        return equal(boundary, bytes, text.lowerBound)
    }

    /// Compares from the end: boundaries of one mail often begin alike.
    private func equal(_ boundary: Range<Int>, _ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var offset = boundary.count
        while offset > 0 {
            offset -= 1
            if boundaries[boundary.lowerBound + offset] != bytes[start + offset] { return false }
        }
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
