/// One pass over the bytes of a mail that finds header fields and the part tree.
///
/// It never recurses and never fails; whatever it cannot read stays as bytes with a defect. Its time is linear in the input.
struct StructureScanner {
    let limits: Limits
    private(set) var nodes: [Node] = []
    private(set) var fields: [FieldRange] = []
    private(set) var defects: [StructureDefect] = []
    /// Nodes whose content is a message in base64 or quoted-printable, to be decoded and scanned as sources of their own.
    private(set) var encodedMessages: [Int] = []

    private var open = OpenEntities()
    private var source = 0
    /// How deep the scanned buffer itself sits in the tree.
    private var baseDepth = 0
    private(set) var isPartLimitMet = false

    init(limits: Limits) {
        self.limits = limits
    }

    private enum Step {
        case entity(node: Int, from: Int)
        case seek(from: Int)
        case delimiter(OpenEntities.Match, Line)
        case finish
    }

    /// Scans one message.
    /// - Parameters:
    ///   - bytes: the buffer, from the message's first byte to its last.
    ///   - source: the number that the nodes carry for this buffer.
    ///   - parent: the message/rfc822 part that the bytes were decoded from, if any.
    mutating func scan(_ bytes: Span<UInt8>, source: Int, parent: Int?) {
        self.source = source
        open = OpenEntities()
        baseDepth = 0
        var ancestor = parent
        while let current = ancestor {
            baseDepth += 1
            ancestor = nodes[current].parent
        }
        if let parent { nodes[parent].kind = .message }
        guard let root = append(parent: parent, at: 0, end: bytes.count) else { return }
        var step = Step.entity(node: root, from: 0)
        while true {
            switch step {
            case .entity(let node, let from):
                step = enter(node, from: from, bytes)
            case .seek(let from):
                step = seek(from: from, bytes)
            case .delimiter(let match, let line):
                step = take(match, line, bytes)
            case .finish:
                closeEntities(above: -1, at: bytes.count)
                return
            }
        }
    }

    mutating func note(_ code: Defect.Code, at node: Int, _ detail: String) {
        defects.append(StructureDefect(node: node, code: code, detail: detail))
    }

    // MARK: Steps

    /// Reads the header block of an entity and decides what its body is.
    private mutating func enter(_ node: Int, from: Int, _ bytes: Span<UInt8>) -> Step {
        var header = HeaderScanner(limits: limits, firstField: fields.count)
        let isMessageStart = nodes[node].parent.map { nodes[$0].kind == .message } ?? true
        let result = header.scan(bytes, from: from, isMessageStart: isMessageStart, open: open)
        fields.append(contentsOf: header.fields)
        for defect in header.defects.entries { note(defect.code, at: node, defect.detail) }
        nodes[node].firstField = header.firstField
        nodes[node].fieldCount = header.fields.count
        nodes[node].header = from..<result.headerEnd
        nodes[node].body = result.bodyStart..<bytes.count

        let next = open(node, bytes)
        if let (match, line) = result.delimiter {
            // The entity ends before its body: a message has an empty one inside.
            for child in nodes[node].children { nodes[child].body = result.bodyStart..<result.bodyStart }
            return .delimiter(match, line)
        }
        return next ?? .seek(from: result.bodyStart)
    }

    /// Opens the entity by its Content-Type; for an embedded message the step that enters it is returned.
    private mutating func open(_ node: Int, _ bytes: Span<UInt8>) -> Step? {
        var log = DefectLog()
        let contentType = self.contentType(of: node, bytes, &log)
        let isTooDeep = baseDepth + open.count + 1 >= limits.depth
        if contentType.type == "multipart" {
            if isEncoded(node, bytes) {
                note(
                    .encodedMultipart, at: node,
                    "a multipart cannot have a transfer encoding (RFC 2045 section 6.4); read as if it had none")
            }
            guard let boundary = contentType.boundaryBytes else {
                note(.missingBoundary, at: node, "multipart without a boundary parameter; kept as one part")
                open.push(.init(node: node))
                return nil
            }
            guard !isTooDeep else { return closeOpaque(node) }
            if boundary.count > 70 || boundary.last?.isWSP == true {
                note(.invalidBoundary, at: node, "boundary over 70 characters or with white space at its end (RFC 2046 section 5.1.1)")
            }
            nodes[node].kind = .multipart
            open.push(.init(node: node, boundary: boundary))
            return nil
        }
        guard contentType.isMessage else {
            open.push(.init(node: node))
            return nil
        }
        guard !isTooDeep else { return closeOpaque(node) }
        switch transferEncoding(of: node, in: bytes) {
        case .sevenBit, .eightBit, .binary:
            nodes[node].kind = .message
            open.push(.init(node: node))
            guard let child = append(parent: node, at: nodes[node].body.lowerBound, end: bytes.count) else { return .finish }
            return .entity(node: child, from: nodes[node].body.lowerBound)
        case .base64, .quotedPrintable:
            encodedMessages.append(node)
            open.push(.init(node: node))
            return nil
        case .unknown:
            open.push(.init(node: node))
            return nil
        }
    }

    private mutating func closeOpaque(_ node: Int) -> Step? {
        nodes[node].isOpaque = true
        note(.depthLimitExceeded, at: node, "nested deeper than \(limits.depth) levels; the content is kept unread")
        open.push(.init(node: node))
        return nil
    }

    /// Looks for the next delimiter line of any open boundary.
    private mutating func seek(from: Int, _ bytes: Span<UInt8>) -> Step {
        guard open.boundaryCount > 0 else { return .finish }
        var position = from
        while position < bytes.count {
            if bytes[position] != ASCII.hyphen {
                guard let feed = ByteScan.firstDelimiterCandidate(in: bytes, position..<bytes.count) else { return .finish }
                position = feed + 1
            }
            let line = Line(in: bytes, from: position, limit: bytes.count)
            if let match = open.match(line, in: bytes) {
                if !open[match.level].isClosed { return .delimiter(match, line) }
                noteOnce(.partAfterClose, at: open[match.level].node, "delimiter at byte \(line.start), behind the close delimiter")
            } else if open.isBrokenDelimiter(line, in: bytes), let node = open.innermostMultipart {
                noteOnce(.invalidDelimiter, at: node, "text behind the boundary at byte \(line.start); the line is content")
            }
            position = line.next
        }
        return .finish
    }

    /// Ends everything inside the matched multipart and begins its next part, or its epilogue.
    private mutating func take(_ match: OpenEntities.Match, _ line: Line, _ bytes: Span<UInt8>) -> Step {
        let multipart = open[match.level].node
        var contentEnd = line.start
        if contentEnd > nodes[multipart].body.lowerBound, bytes[contentEnd - 1] == ASCII.lf {
            contentEnd -= 1
            if contentEnd > nodes[multipart].body.lowerBound, bytes[contentEnd - 1] == ASCII.cr { contentEnd -= 1 }
        }
        closeEntities(above: match.level, at: contentEnd)
        if match.isClose {
            open[match.level].isClosed = true
            return .seek(from: line.next)
        }
        open[match.level].delimiterSeen = true
        guard let part = append(parent: multipart, at: line.next, end: bytes.count) else { return .finish }
        return .entity(node: part, from: line.next)
    }

    private mutating func closeEntities(above level: Int, at contentEnd: Int) {
        // A header that a delimiter ends reaches up to the delimiter's line; so do the entities around it, to hold it.
        var end = contentEnd
        while open.count > level + 1, let entry = open.pop() {
            let body = nodes[entry.node].body
            end = max(body.lowerBound, end)
            nodes[entry.node].body = body.lowerBound..<end
            guard entry.boundary != nil else { continue }
            if !entry.delimiterSeen {
                nodes[entry.node].kind = .leaf
                note(.boundaryNotFound, at: entry.node, "no line has the boundary that Content-Type names; kept as one part")
            } else if !entry.isClosed, !isPartLimitMet {
                let cause = level < 0 ? "the mail ends" : "an outer delimiter comes"
                note(.missingClose, at: entry.node, "\(cause) before the close delimiter")
            }
        }
    }

    // MARK: Nodes

    /// Adds a node, or the last one with the rest of the buffer when the limit is met; nil then, or when there is nothing left to add.
    private mutating func append(parent: Int?, at start: Int, end: Int) -> Int? {
        let index = nodes.count
        let limit = max(limits.parts, 0)
        if index > limit { return nil }
        var node = Node(source: source, parent: parent, ordinal: 1, header: start..<start, body: start..<end)
        if let parent {
            node.ordinal = nodes[parent].children.count + 1
            nodes[parent].children.append(index)
        }
        node.defaultsToMessage = parent.map { nodes[$0].kind == .multipart && digests.contains($0) } ?? false
        nodes.append(node)
        guard index == limit else { return index }
        nodes[index].isOpaque = true
        isPartLimitMet = true
        note(.partLimitExceeded, at: index, "more than \(limits.parts) parts; the rest is kept unread")
        return nil
    }

    private var digests: Set<Int> = []

    private mutating func noteOnce(_ code: Defect.Code, at node: Int, _ detail: String) {
        guard noted.insert(Noted(node: node, code: code)).inserted else { return }
        note(code, at: node, detail)
    }

    private struct Noted: Hashable {
        var node: Int
        var code: Defect.Code
    }
    private var noted: Set<Noted> = []

    // MARK: The fields that decide the structure

    private func value(_ kind: FieldRange.Kind, of node: Int, _ bytes: Span<UInt8>) -> [UInt8]? {
        let range = nodes[node].firstField..<(nodes[node].firstField + nodes[node].fieldCount)
        for index in range where fields[index].kind == kind { return bytes.array(fields[index].value) }
        return nil
    }

    private mutating func contentType(of node: Int, _ bytes: Span<UInt8>, _ log: inout DefectLog) -> ContentType {
        let type =
            value(.contentType, of: node, bytes).flatMap { ContentType(parsing: $0, &log) }
            ?? (nodes[node].defaultsToMessage ? .message : .text)
        if type.isMultipart("digest") { digests.insert(node) }
        return type
    }

    /// The transfer encoding of a node in the buffer that it was scanned from.
    func transferEncoding(of node: Int, in bytes: Span<UInt8>) -> TransferEncoding {
        var log = DefectLog()
        return value(.contentTransferEncoding, of: node, bytes).map { TransferEncoding(parsing: $0, &log) } ?? .sevenBit
    }

    private func isEncoded(_ node: Int, _ bytes: Span<UInt8>) -> Bool {
        switch transferEncoding(of: node, in: bytes) {
        case .base64, .quotedPrintable: true
        default: false
        }
    }
}

extension Span<UInt8> {
    /// The bytes of `range`, copied.
    func array(_ range: Range<Int>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            extracting(range).withUnsafeBufferPointer { _ = buffer.initialize(from: $0) }
            count = range.count
        }
    }
}
