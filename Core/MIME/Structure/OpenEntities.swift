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
        /// Bytes of the longest boundary among this one and those around it.
        fileprivate(set) var longest = 0

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

    /// White space that a delimiter line may have behind its boundary: as much as a line may be long (RFC 5322 section 2.1.1).
    private static let paddingLimit = 998
    /// Above so many open boundaries a line is looked up by its hash instead of being compared with each.
    private static let comparedBoundaries = 8

    private(set) var entries: [Entry] = []
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

    mutating func push(_ entry: Entry) {
        var entry = entry
        entry.longest = max(entries.last?.longest ?? 0, entry.boundary?.count ?? 0)
        if let boundary = entry.boundary {
            boundaryLevels.append(entries.count)
            levelsByHash?[Self.hash(boundary.span), default: []].append(entries.count)
        }
        entries.append(entry)
        if levelsByHash == nil, boundaryLevels.count > Self.comparedBoundaries { makeHashes() }
    }

    private mutating func makeHashes() {
        var levels: [Int: [Int]] = [:]
        for level in boundaryLevels {
            if let boundary = entries[level].boundary { levels[Self.hash(boundary.span), default: []].append(level) }
        }
        levelsByHash = levels
    }

    mutating func pop() -> Entry? {
        guard let entry = entries.popLast() else { return nil }
        if let boundary = entry.boundary {
            boundaryLevels.removeLast()
            if levelsByHash != nil {
                let hash = Self.hash(boundary.span)
                levelsByHash?[hash]?.removeLast()
                if levelsByHash?[hash]?.isEmpty == true { levelsByHash?[hash] = nil }
            }
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
        guard !text.isEmpty else { return nil }
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
        return Self.equal(boundary, bytes, text.lowerBound)
    }

    /// Compares from the end: boundaries of one mail often begin alike.
    private static func equal(_ boundary: [UInt8], _ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var offset = boundary.count
        while offset > 0 {
            offset -= 1
            if boundary[offset] != bytes[start + offset] { return false }
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
