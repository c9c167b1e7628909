/// Reads a mail that comes in pieces, in bounded memory: the same tree, the same readings and the same defects as ``Message``, as calls of a
/// ``MessageHandler``.
///
/// What is kept is one header block, up to ``Limits/headerBytes``; the places of the parts, up to ``Limits/parts``; and one block of content.
/// Defects of charsets and of single header fields are not among those that are found: they show when a value is read.
/// ```swift
/// var stream = MessageStream(handler: Attachments())
/// while let chunk = try file.read(65_536) { stream.receive(chunk.span) }
/// stream.finish()
/// ```
public struct MessageStream<Handler: MessageHandler> {
    /// What takes the calls.
    public private(set) var handler: Handler
    private var scanner: StructureScanner
    private var layers: [StreamLayer]
    private var embedded: EmbeddedMessages
    private var isFinished = false
    /// Defects of parts that have not ended.
    private var defects: [Int: [Defect]] = [:]

    /// - Parameters:
    ///   - handler: takes what is found.
    ///   - limits: how far the parser goes; the rest stays opaque.
    public init(handler: Handler, limits: Limits = .standard) {
        self.handler = handler
        scanner = StructureScanner(limits: limits, isStream: true)
        scanner.begin(source: 0, parent: nil, count: 0)
        layers = [StreamLayer(scanner.layer)]
        embedded = EmbeddedMessages(left: limits.embeddedBytes)
    }

    /// Reads the next piece of the mail. Pieces behind ``finish()`` are ignored.
    public mutating func receive(_ bytes: Span<UInt8>) {
        guard !isFinished else { return }
        bytes.withUnsafeBufferPointer { layers[0].window.append(contentsOf: $0) }
        run(0, isLast: false)
    }

    /// Ends the mail.
    public mutating func finish() {
        guard !isFinished else { return }
        isFinished = true
        run(0, isLast: true)
    }

    // MARK: Layers

    /// Reads what a layer has. A layer inside of it is an embedded message in base64 or quoted-printable; ``Limits/depth`` bounds them.
    private mutating func run(_ level: Int, isLast: Bool) {
        while true {
            scanner.layer = layers[level].scan
            // Lent, not copied.
            var window: [UInt8] = []
            swap(&window, &layers[level].window)
            let pause = scanner.advance(window.span, WindowPlace(base: layers[level].base, isLast: isLast))
            swap(&window, &layers[level].window)
            layers[level].scan = scanner.layer
            keepDefects()
            switch pause {
            case .fields(let node): begin(node, level)
            case .closed(let nodes, let contentEnd):
                if let target = nodes.first ?? layers[level].scan.open.innermost { pass(level, to: target, upTo: contentEnd, isEnd: true) }
                for node in nodes { end(node) }
            case .needsBytes:
                // Before anything is passed on: an embedded message takes the scanner.
                let settled = scanner.settledContent(end: layers[level].end)
                let needed = scanner.neededFrom(end: layers[level].end)
                if let target = layers[level].scan.open.innermost, let settled { pass(level, to: target, upTo: settled, isEnd: false) }
                layers[level].drop(before: needed)
                return
            case .finished: return
            }
        }
    }

    // MARK: Events

    private mutating func begin(_ node: Int, _ level: Int) {
        let part = StreamedPart(path: path(node), header: scanner.head(of: node, layers[level].window, base: layers[level].base))
        scanner.forgetFields()
        handler.began(part)
    }

    private mutating func end(_ node: Int) {
        let found = scanner.nodes[node]
        for defect in defects.removeValue(forKey: node) ?? [] { handler.found(defect) }
        handler.ended(EndedPart(path: path(node), headerRange: found.header, bodyRange: found.body, isOpaque: found.isOpaque))
    }

    /// Keeps what was noted until its part ends, since pieces decide how far ahead the scan is.
    private mutating func keepDefects() {
        for defect in scanner.takeDefects() { keep(defect.node, defect.code, defect.detail) }
    }

    private mutating func keep(_ node: Int, _ code: Defect.Code, _ detail: String) {
        defects[node, default: []].append(Defect(code: code, path: path(node), detail: detail))
    }

    private func path(_ node: Int) -> String { scanner.nodes.path(of: node) }

    // MARK: Content

    /// Hands on the content of an entity that stands before a place.
    private mutating func pass(_ level: Int, to node: Int, upTo end: Int, isEnd: Bool) {
        let from = max(layers[level].passed, layers[level].scan.contentStart, layers[level].base)
        layers[level].passed = max(from, end)
        if scanner.nodes[node].isEncodedMessage, from < end || isEnd {
            if passEncodedMessage(level, node, from, end, isEnd: isEnd) { return }
        }
        layers[level].use(node, scanner.encoding(of: node))
        if from < end {
            layers[level].decode(from..<end)
            emit(level, node, all: false)
        }
        guard isEnd else { return }
        layers[level].finishDecoding()
        emit(level, node, all: true)
        for entry in layers[level].takeLog().entries { keep(node, entry.code, entry.detail) }
    }

    private mutating func emit(_ level: Int, _ node: Int, all: Bool) {
        let content = layers[level].takeContent(all: all)
        let path = path(node)
        var start = 0
        while start < content.count {
            let end = min(start + StreamLayer.blockSize, content.count)
            handler.content(content.span.extracting(start..<end), of: path)
            start = end
        }
    }

    /// Decodes a piece of an embedded message and reads it as a layer of its own; false where the limit leaves nothing of it.
    private mutating func passEncodedMessage(_ level: Int, _ node: Int, _ from: Int, _ end: Int, isEnd: Bool) -> Bool {
        let count = max(end - from, 0)
        let taken = embedded.take(count)
        if level + 1 == layers.count {
            guard taken > 0 || count == 0 else {
                scanner.forgetEncodedMessage(node)
                keepDefects()
                return false
            }
            scanner.noteEncodedMessage(at: node)
            scanner.begin(source: 0, parent: node, count: 0)
            layers.append(StreamLayer(scanner.layer))
        }
        layers[level].use(node, scanner.nodes[node].encoding)
        if taken > 0 { layers[level].decode(from..<(from + taken)) }
        if taken < count, !layers[level].isCut {
            layers[level].isCut = true
            scanner.noteEmbeddedLimit(at: node)
        }
        if isEnd { layers[level].finishDecoding() }
        keepDefects()
        layers[level + 1].window += layers[level].takeContent(all: true)
        run(level + 1, isLast: isEnd)
        guard isEnd else { return true }
        for entry in layers[level].takeLog().entries { keep(node, entry.code, entry.detail) }
        layers[level].isCut = false
        layers.removeLast()
        return true
    }
}
