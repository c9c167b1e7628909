/// One pass over the bytes of a mail that finds header fields and the part tree.
///
/// It never recurses and never fails; whatever it cannot read stays as bytes with a defect. Its time is linear in the input. The bytes may
/// come in pieces: ``advance(_:_:)`` goes as far as they reach.
struct StructureScanner {
    let limits: Limits
    var nodes: [Node] = []
    private(set) var fields: [FieldRange] = []
    private(set) var defects: [StructureDefect] = []
    var isPartLimitMet = false

    /// What is known about a buffer. The decoded bytes of a message in base64 are a buffer of their own.
    struct Layer {
        /// The number that the nodes carry for this buffer.
        var source: Int32 = 0
        /// How deep the buffer itself sits in the tree.
        var baseDepth = 0
        var open = OpenEntities()
        var step = Step.finished
        /// Where the content of the innermost entity goes on, behind the last delimiter.
        var contentStart = 0
    }

    enum Step {
        /// In a header block; the opening is there when a limit of the block was met.
        case header(HeaderScanner, Opening?)
        /// Behind a header block.
        case body(HeaderScanner, Opening, HeaderScanner.Result)
        /// A delimiter line ended a header block; an embedded message was to follow, perhaps.
        case cut(child: Int?, OpenEntities.Match, Line)
        /// Looking for a delimiter; `searched` bytes of the line there were searched for its end, or it is no delimiter and `isInLine`.
        case seek(from: Int, searched: Int, isInLine: Bool)
        /// Behind a delimiter line, all entities inside its multipart closed.
        case delimiter(OpenEntities.Match, next: Int)
        /// Nothing but the end of the buffer matters.
        case rest
        case finished
    }

    /// What a header says about the body that follows.
    struct Opening {
        var contentType: ContentType
        var encoding: TransferEncoding
    }

    /// Why ``advance(_:_:)`` came back.
    enum Pause {
        /// The window ends; more bytes are needed.
        case needsBytes
        /// The fields of an entity are known and its body comes. Only where ``isStream``.
        case fields(node: Int)
        /// The content before a delimiter ends, and so do these entities, innermost first. Without ``isStream`` only where the innermost is a
        /// message in base64 or quoted-printable, which is to be decoded and scanned as a layer of its own before going on.
        case closed([Int], contentEnd: Int)
        /// All of the buffer is read.
        case finished
    }

    /// The buffer that is scanned. Whoever begins another one keeps this one and puts it back.
    var layer = Layer()
    /// Whether to come back for every entity's begin and end, as someone needs who keeps no bytes.
    let isStream: Bool
    private var noted: Set<Noted> = []
    /// The part that holds what is beyond the limit of parts, until it is reported.
    var unreportedRest: Int?

    init(limits: Limits, isStream: Bool = false) {
        self.limits = limits
        self.isStream = isStream
    }

    /// Begins the scan of a buffer.
    /// - Parameters:
    ///   - source: the number that the nodes carry for this buffer.
    ///   - parent: the message/rfc822 part that the bytes are decoded from, if any.
    ///   - count: the bytes of the buffer, as far as they are known.
    mutating func begin(source: Int, parent: Int?, count: Int) {
        layer = Layer(source: Int32(source))
        var ancestor = parent
        while let current = ancestor {
            layer.baseDepth += 1
            ancestor = nodes[current].parent
        }
        if let parent { nodes[parent].kind = .message }
        layer.step = .rest
        guard let root = append(parent: parent, at: 0, end: count) else { return }
        layer.step = .header(HeaderScanner(node: root, firstField: fields.count, start: 0, isMessageStart: true), nil)
    }

    /// Reads on until something has to be done first.
    mutating func advance(_ bytes: Span<UInt8>, _ window: WindowPlace) -> Pause {
        while true {
            switch layer.step {
            case .header(let header, let opening):
                if let pause = readHeader(header, opening, bytes, window) { return pause }
            case .body(let header, let opening, let result):
                enter(header, opening, result, bytes, window)
            case .cut(let child, let match, let line):
                if let child, isStream {
                    layer.step = .cut(child: nil, match, line)
                    return .fields(node: child)
                }
                layer.step = .delimiter(match, next: line.next)
                let end = contentEnd(before: line.start, match, bytes, window.base)
                if let pause = closeEntities(above: match.level, at: end) { return pause }
            case .seek(let from, let searched, let isInLine):
                if let pause = seek(from, searched, isInLine, bytes, window) { return pause }
            case .delimiter(let match, let next):
                take(match, next: next, end: window.base + bytes.count)
            case .rest:
                if let node = unreportedRest, isStream {
                    unreportedRest = nil
                    return .fields(node: node)
                }
                guard window.isLast else { return .needsBytes }
                layer.step = .finished
                if let pause = closeEntities(above: -1, at: window.base + bytes.count) { return pause }
            case .finished: return .finished
            }
        }
    }

    // MARK: Header blocks

    private mutating func readHeader(_ header: HeaderScanner, _ opening: Opening?, _ bytes: Span<UInt8>, _ window: WindowPlace) -> Pause? {
        var header = header
        layer.step = .finished
        let result = header.scan(bytes, window, open: layer.open, limits: limits, fields: &fields)
        var known = opening
        if known == nil, result != nil || header.isFull {
            nodes[header.node].firstField = Int32(header.firstField)
            nodes[header.node].fieldCount = Int32(header.fieldCount)
            known = self.opening(of: header.node, bytes, window.base)
        }
        if let result, let known {
            if !isStream {
                enter(header, known, result, bytes, window)
                return nil
            }
            layer.step = .body(header, known, result)
        } else {
            layer.step = .header(header, known)
        }
        if isStream, opening == nil, known != nil { return .fields(node: header.node) }
        return result == nil ? .needsBytes : nil
    }

    private func opening(of node: Int, _ bytes: Span<UInt8>, _ base: Int) -> Opening {
        var contentType: ContentType?
        var encoding: TransferEncoding?
        var log = DefectLog()
        var hasContentType = false
        for index in nodes[node].fieldRange {
            let value = fields[index].value
            let local = (value.lowerBound - base)..<(value.upperBound - base)
            switch fields[index].kind {
            case .contentType where !hasContentType:
                hasContentType = true
                contentType = ContentType(parsing: bytes.extracting(local), limits: limits.field, &log)
            case .contentTransferEncoding where encoding == nil: encoding = TransferEncoding(parsing: bytes.extracting(local), &log)
            default: break
            }
        }
        return Opening(
            contentType: contentType ?? (nodes[node].defaultsToMessage ? .message : .text), encoding: encoding ?? .sevenBit)
    }

    /// Forgets the fields that were reported: whoever keeps no bytes has no use for their places.
    mutating func forgetFields() { fields.removeAll(keepingCapacity: true) }

    // MARK: Nodes

    /// Adds a node, or the last one with the rest of the buffer when the limit is met; nil then, or when there is nothing left to add.
    mutating func append(parent: Int?, at start: Int, end: Int) -> Int? {
        let index = nodes.count
        let limit = min(max(limits.parts, 0), Int(Int32.max) - 1)
        if index > limit { return nil }
        var node = Node(source: layer.source, parent: Int32(parent ?? -1), start: start, end: end)
        if let parent {
            let last = Int(nodes[parent].lastChild)
            if last >= 0 {
                node.ordinal = nodes[last].ordinal + 1
                nodes[last].nextSibling = Int32(index)
            } else {
                nodes[parent].firstChild = Int32(index)
            }
            nodes[parent].lastChild = Int32(index)
            node.defaultsToMessage = nodes[parent].isDigest && nodes[parent].kind == .multipart
        }
        nodes.append(node)
        guard index == limit else { return index }
        nodes[index].isOpaque = true
        nodes[index].isRest = true
        isPartLimitMet = true
        unreportedRest = index
        layer.open.push(.init(node: index))
        note(.partLimitExceeded, at: index, "more than \(limits.parts) parts; the rest is kept unread")
        return nil
    }

    // MARK: Defects

    mutating func note(_ code: Defect.Code, at node: Int, _ detail: String) {
        defects.append(StructureDefect(node: node, code: code, detail: detail))
    }

    mutating func noteOnce(_ code: Defect.Code, at node: Int, _ detail: String) {
        guard noted.insert(Noted(node: node, code: code)).inserted else { return }
        note(code, at: node, detail)
    }

    private struct Noted: Hashable {
        var node: Int
        var code: Defect.Code
    }

    /// Hands out the defects that were noted since the last time.
    mutating func takeDefects() -> [StructureDefect] {
        defer { defects = [] }
        return defects
    }
}
