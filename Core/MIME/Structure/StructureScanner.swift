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
        /// The header block that is read, or was read last; what it says of the body, once its fields are known; and where it ended.
        var header = HeaderScanner(node: 0, firstField: 0, start: 0, isMessageStart: false)
        var opening: Opening?
        var result: HeaderScanner.Result?
        /// Where the content of the innermost entity goes on, behind the last delimiter.
        var contentStart = 0
    }

    enum Step {
        /// In a header block; the opening is known when a limit of the block was met.
        case header
        /// Behind a header block.
        case body
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
        enum Kind {
            case leaf, message
            case multipart(boundary: [UInt8]?, isDigest: Bool)
        }

        var kind: Kind
        var traits: Node.Traits = []
        var hasUnknownEncoding = false

        init(_ kind: Kind) { self.kind = kind }

        init(_ type: ContentType, _ encoding: TransferEncoding) {
            kind =
                type.type == "multipart"
                ? .multipart(boundary: type.boundaryBytes, isDigest: type.subtype == "digest") : type.isMessage ? .message : .leaf
            switch encoding {
            case .base64: traits.insert(.base64)
            case .quotedPrintable: traits.insert(.quotedPrintable)
            case .unknown: hasUnknownEncoding = true
            case .sevenBit, .eightBit, .binary: break
            }
            if case .multipart = kind { traits.insert(.multipart) }
            if type.isMultipart("encrypted") { traits.insert(.encrypted) }
        }

        var isEncoded: Bool { !traits.isDisjoint(with: [.base64, .quotedPrintable]) }
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
        readHeader(of: root, from: 0, isMessageStart: true)
    }

    /// Reads on until something has to be done first.
    mutating func advance(_ bytes: Span<UInt8>, _ window: WindowPlace) -> Pause {
        while true {
            switch layer.step {
            case .header:
                if let pause = readHeader(bytes, window) { return pause }
            case .body:
                guard let opening = layer.opening, let result = layer.result else { return .finished }
                enter(opening, result, bytes, window)
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
                take(match, next: next, bytes, window)
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

    /// Turns to the header block of an entity.
    mutating func readHeader(of node: Int, from start: Int, isMessageStart: Bool) {
        layer.header = HeaderScanner(node: node, firstField: fields.count, start: start, isMessageStart: isMessageStart)
        layer.opening = nil
        layer.result = nil
        layer.step = .header
    }

    private mutating func readHeader(_ bytes: Span<UInt8>, _ window: WindowPlace) -> Pause? {
        let result = layer.header.scan(bytes, window, open: layer.open, limits: limits, fields: &fields)
        let node = layer.header.node
        var isNews = false
        if layer.opening == nil, result != nil || layer.header.isFull {
            nodes[node].firstField = Int32(layer.header.firstField)
            nodes[node].fieldCount = Int32(layer.header.fieldCount)
            layer.opening = opening(of: node, bytes, window.base)
            isNews = isStream
        }
        layer.result = result
        if result != nil { layer.step = .body }
        if isNews { return .fields(node: node) }
        return result == nil ? .needsBytes : nil
    }

    private func opening(of node: Int, _ bytes: Span<UInt8>, _ base: Int) -> Opening {
        guard nodes[node].fieldCount > 0 else { return Opening(nodes[node].defaultsToMessage ? .message : .leaf) }
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
        return Opening(contentType ?? (nodes[node].defaultsToMessage ? .message : .text), encoding ?? .sevenBit)
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
            let last = Int(layer.open.addChild(index, to: parent))
            if last >= 0 {
                node.ordinal = nodes[last].ordinal + 1
                nodes[last].nextSibling = Int32(index)
            } else {
                nodes[parent].firstChild = Int32(index)
            }
            if nodes[parent].traits.contains(.digest), nodes[parent].kind == .multipart { node.traits.insert(.defaultsToMessage) }
        }
        if nodes.count == nodes.capacity { grow(progress: start, of: end) }
        nodes.append(node)
        guard index == limit else { return index }
        nodes[index].traits.formUnion([.opaque, .rest])
        isPartLimitMet = true
        unreportedRest = index
        layer.open.push(index)
        note(.partLimitExceeded, at: index, "more than \(limits.parts) parts; the rest is kept unread")
        return nil
    }

    /// Makes room for more nodes. Where there will be many more it is four times as much instead of twice: memory that is new is what a mail of a
    /// million parts costs most.
    private mutating func grow(progress: Int, of end: Int) {
        guard nodes.count >= 16_384, progress < end / 4 else { return }
        nodes.reserveCapacity(nodes.count * 4)
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
